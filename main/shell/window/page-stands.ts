// When the page of a hidden window has something to show.
import type { BrowserWindow } from 'electron';

/** A page that does not reach its title in this time is shown as it is. */
export const longestHiddenMs = 3_000;

/**
 * Calls `stands` when the page has its title, or after the longest wait: the document of the page begins with the title and the first view. It is
 * called once.
 */
export function whenPageStands({ webContents }: BrowserWindow, stands: () => void): void {
  const timer = setTimeout(() => end(), longestHiddenMs);
  const titled = (event: Electron.Event, _title: string, explicit: boolean) => {
    if (explicit) end();
    // Electron reports the address of a page without a title as its title.
    else event.preventDefault();
  };
  const end = () => {
    clearTimeout(timer);
    webContents.off('page-title-updated', titled);
    stands();
  };
  webContents.on('page-title-updated', titled);
  webContents.once('destroyed', () => clearTimeout(timer));
}
