// Applies the user's theme to menus, dialogs, the window's frame and the page.
import { nativeTheme } from 'electron';
import type { OpenSessionBus } from '../../core/ports/session-bus';
import type { Store } from '../../core/state/state';
import { watchDesktopLook, type DesktopLookWatch } from '../integration/desktop-look';
import { windowsAreDark } from '../integration/panel-shade';

/** Gives what it follows for the theme “System”. */
export function followTheme(store: Store, openSessionBus: OpenSessionBus): DesktopLookWatch {
  const desktopLook = watchDesktopLook(openSessionBus, process.env['XDG_CURRENT_DESKTOP'] ?? '');
  const apply = () => {
    const { theme } = store.get().settings;
    // Chromium takes “no preference” of the portal for light; XFCE and GTK say by the name of their theme that it is dark.
    const wanted = theme === 'system' && windowsAreDark(desktopLook.current()) ? 'dark' : theme;
    if (nativeTheme.themeSource !== wanted) nativeTheme.themeSource = wanted;
  };
  apply();
  store.subscribe(['settings'], apply);
  desktopLook.onChange(apply);
  return desktopLook;
}
