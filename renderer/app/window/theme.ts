// Selects palette and spacing of the style sheet; the theme `system` leaves the palette to the desktop.
import { useLayoutEffect } from 'react';
import type { AppView } from '../../../preload/views/views';

/** The tokens read it as `data-density`. */
export function useDensity(density: AppView['density']): void {
  useLayoutEffect(() => {
    document.documentElement.dataset['density'] = density;
  }, [density]);
}

/** Puts the chosen theme on the document; the tokens read it as `data-theme`. */
export function useTheme(theme: AppView['theme']): void {
  useLayoutEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}
