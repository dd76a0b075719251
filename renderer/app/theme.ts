// Why this exists: tells the style sheet which of its two palettes to use; `system` leaves it to the desktop.
import { useLayoutEffect } from 'react';
import type { AppView } from '../../preload/views';

/** Puts the chosen theme on the document; the tokens read it as `data-theme`. */
export function useTheme(theme: AppView['theme']): void {
  useLayoutEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}
