// Whoever takes a picture of the screen wants what is behind Mayfly, not Mayfly.
import { setTimeout as wait } from 'node:timers/promises';
import type { BrowserWindow } from 'electron';
import type { Screenshots } from '../core/ports/desktop';

/** A compositor needs a moment until a hidden window is no longer drawn. */
const goneMs = 250;

/** The windows that are shown step aside while a picture is taken, and come back where they were without taking the keyboard. */
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
