// The system's clipboard for the desktop app: Electron's everywhere, with a Wayland session's rules where there is one.
import { Failure, asFailure } from '../../core/model/failure';
import type { Clipboard } from '../../core/ports/desktop';
import { findClipboardTools } from './clipboard-tools';
import { systemClipboard } from './system-clipboard';
import { createWaylandClipboard } from './wayland-clipboard';
import { watchFocus } from './window-focus';

export interface ClipboardOptions {
  /** In a Wayland session only the program with the focus has the clipboard. */
  readonly wayland: boolean;
  /** Brings a window up that asks for the focus. */
  readonly askForFocus: () => void;
}

/**
 * Read it on a user's gesture only: a program that owns the clipboard and hangs blocks the reader for as long as it hangs.
 * Raises `clipboard-unavailable` and, in a Wayland session where no window of Mayfly gets the focus, `clipboard-out-of-reach`.
 */
export function createClipboard({ wayland, askForFocus }: ClipboardOptions): Clipboard {
  const source: Clipboard = wayland
    ? createWaylandClipboard({ own: systemClipboard, focus: watchFocus(), askForFocus, findTools: findClipboardTools })
    : {
        read: () => systemClipboard.read(),
        async write(content) {
          await systemClipboard.write(content, process.platform === 'linux');
          return 'written';
        },
      };
  const guarded = async <T>(action: () => Promise<T>): Promise<T> => {
    try {
      return await action();
    } catch (error) {
      const failure = asFailure(error);
      throw failure.code === 'unexpected' ? new Failure('clipboard-unavailable', {}, error) : failure;
    }
  };
  return {
    write: (...what) => guarded(() => source.write(...what)),
    read: () => guarded(() => source.read()),
  };
}
