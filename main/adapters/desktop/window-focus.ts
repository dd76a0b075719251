// A Wayland compositor takes a clipboard only from the program that has the focus, and only with the number of a press in its
// window that is newer than whatever was copied last. Source: the Wayland protocol, wl_data_device.set_selection.
import { app, BrowserWindow, webContents, type WebContents } from 'electron';

const presses: ReadonlySet<string> = new Set(['mouseDown', 'rawKeyDown', 'keyDown', 'touchStart']);

/** Follows all windows of this process, including those that exist already. */
export function watchFocus() {
  const listeners = new Set<() => void>();
  let pressed = false;
  /** One of our windows has the focus. */
  const hasFocus = (): boolean => BrowserWindow.getFocusedWindow() !== null;

  app.on('browser-window-focus', () => {
    pressed = false;
  });
  app.on('browser-window-blur', () => {
    pressed = false;
  });
  const follow = (page: WebContents) => {
    page.on('input-event', (_event, { type }) => {
      if (!presses.has(type) || !hasFocus()) return;
      pressed = true;
      for (const listener of listeners) listener();
    });
  };
  for (const page of webContents.getAllWebContents()) follow(page);
  app.on('web-contents-created', (_event, page) => follow(page));

  return {
    hasFocus,
    /** A key or button was pressed since it has the focus, so the compositor accepts a write. */
    canWrite: (): boolean => pressed && hasFocus(),
    /** Called with every press in a window of ours that has the focus. */
    onPress: (listener: () => void) => void listeners.add(listener),
    /** Resolves to false when no window of ours gets the focus within `withinMs`. */
    gained: async (withinMs: number): Promise<boolean> => {
      if (hasFocus()) return true;
      return new Promise((resolve) => {
        const end = (has: boolean) => {
          clearTimeout(timer);
          app.off('browser-window-focus', came);
          resolve(has);
        };
        const came = () => end(true);
        const timer = setTimeout(() => end(false), withinMs);
        app.on('browser-window-focus', came);
      });
    },
  };
}

export type WindowFocus = ReturnType<typeof watchFocus>;
