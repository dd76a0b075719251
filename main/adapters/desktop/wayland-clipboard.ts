// In a Wayland session a program may write and read the clipboard only while one of its windows has the focus. The compositor
// refuses a write without it in silence, and the writer then reads its own text back. So Mayfly writes only with the focus, and reports `written`
// only where other programs get the text.
import { Failure } from '../../core/model/failure';
import type { Clipboard, WriteOptions } from '../../core/ports/desktop';
import type { ClipboardTools } from './clipboard-tools';
import type { SystemClipboard } from './system-clipboard';
import type { WindowFocus } from './window-focus';
import type { LinkText } from '../../core/model/share-request';

export interface WaylandClipboardOptions {
  /** Works only while a window of ours has the focus. */
  readonly own: SystemClipboard;
  readonly focus: WindowFocus;
  /** Brings a window up that asks for the focus. */
  readonly askForFocus: () => void;
  /** Programs that need no focus; nothing where the compositor has no data-control protocol. Read before each use. */
  readonly findTools: () => Promise<ClipboardTools | undefined>;
}

interface Waiting extends WriteOptions {
  readonly content: LinkText;
}

/** How long a window that was brought up may take to get the focus. */
const focusMs = 3_000;

export function createWaylandClipboard({ own, focus, askForFocus, findTools }: WaylandClipboardOptions): Clipboard {
  let waiting: Waiting | undefined;
  /** Our last own write. */
  let ours: string | undefined;

  const writeOwn = async (content: LinkText) => {
    await own.write(content);
    ours = content.text;
  };

  /** A write loses no other program's copy: the clipboard is empty or holds our own text. */
  const isFree = async () => {
    const content = await own.read();
    return content.kind === 'empty' || (content.kind === 'text' && content.text === ours);
  };

  const writeWaiting = async (meant: Waiting) => {
    // A newer copy of another program stays; only a press on “Copy link” replaces it.
    const mayWrite = meant.isStillWanted?.() !== false && (meant.isAsked === true || (await isFree()));
    if (waiting !== meant) return;
    if (!mayWrite) {
      waiting = undefined;
      return;
    }
    if (!focus.canWrite()) return;
    waiting = undefined;
    await writeOwn(meant.content);
    meant.onLater?.();
  };
  focus.onPress(() => {
    // The caller has heard `pending-focus`, so the link stays pending.
    if (waiting !== undefined) void writeWaiting(waiting).catch(() => undefined);
  });

  return {
    async write(content, options = {}) {
      waiting = undefined;
      const tools = await findTools();
      // wl-copy takes plain text only: with the focus Electron writes the rich text too.
      const isRich = content.html !== undefined;
      if (isRich && focus.canWrite()) {
        await writeOwn(content);
        return 'written';
      }
      if ((await tools?.write(content.text)) === true) return 'written';
      if (focus.canWrite()) {
        await writeOwn(content);
        return 'written';
      }
      waiting = { content, ...options };
      if (options.isAsked === true && !focus.hasFocus()) askForFocus();
      return 'pending-focus';
    },
    async read() {
      const tools = await findTools();
      if (tools !== undefined) return tools.read();
      if (!focus.hasFocus()) {
        askForFocus();
        if (!(await focus.gained(focusMs))) throw new Failure('clipboard-out-of-reach');
      }
      // A pending link, once written, would be read in place of the clipboard's content.
      if (waiting?.isAsked !== true) waiting = undefined;
      return own.read();
    },
  };
}
