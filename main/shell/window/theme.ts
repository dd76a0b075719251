// Menus, dialogs and the window's frame follow the theme the user chose.
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
