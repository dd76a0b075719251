// Hides Mayfly's windows while the user takes a screenshot.
import { setTimeout as wait } from 'node:timers/promises';
import type { BrowserWindow } from 'electron';
import type { Screenshots } from '../core/ports/desktop';

/** The time after which compositors no longer draw a hidden window, ms. */
const goneMs = 250;

/** Hides the visible windows during a screenshot, and then shows them where they were without taking the keyboard focus. */
export const hideWindowsForScreenshot =
  (windows: () => readonly BrowserWindow[]) =>
  (screenshots: Screenshots): Screenshots => ({
    async take(area) {
      const shown = windows().filter((window) => window.isVisible() && !window.isMinimized());
      for (const window of shown) window.hide();
      if (shown.length > 0) await wait(goneMs);
      try {
        return await screenshots.take(area);
      } finally {
        for (const window of shown) if (!window.isDestroyed()) window.showInactive();
      }
    },
  });
