// Applies the user's theme to menus, dialogs and the window's frame.
import { nativeTheme } from 'electron';
import type { Store } from '../../core/state/state-store';

export function followTheme(store: Store): void {
  const apply = () => {
    const { theme } = store.get().settings;
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
  };
  apply();
  store.subscribe(apply);
}
