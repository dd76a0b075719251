// Hides Mayfly's windows while the user takes a screenshot.
import { setTimeout as wait } from 'node:timers/promises';
import type { BrowserWindow } from 'electron';
import type { Screenshots } from '../core/ports/desktop';

/** The time after which compositors no longer draw a hidden window, ms. */
const goneMs = 250;

/**
 * Hides the visible windows during a screenshot, and then shows them where they were without taking the keyboard focus: where another one began
 * meanwhile, after the last.
 */
export function hideWindowsForScreenshot(windows: () => readonly BrowserWindow[]) {
  const hidden = new Set<BrowserWindow>();
  let running = 0;
  return (screenshots: Screenshots): Screenshots => ({
    async take(area) {
      for (const window of windows().filter((one) => one.isVisible() && !one.isMinimized())) {
        window.hide();
        hidden.add(window);
      }
      running += 1;
      try {
        if (hidden.size > 0) await wait(goneMs);
        return await screenshots.take(area);
      } finally {
        running -= 1;
        if (running === 0) {
          for (const window of hidden) if (!window.isDestroyed()) window.showInactive();
          hidden.clear();
        }
      }
    },
  });
}
