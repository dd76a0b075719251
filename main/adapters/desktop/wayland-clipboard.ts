// In a Wayland session a program may write and read the clipboard only while one of its windows has the focus. Whoever writes
// without it is refused in silence and then reads its own text back, so nothing is written that could be refused, and nothing is called written
// that other programs do not get.
import { Failure } from '../../core/model/failure';
import type { Clipboard, WriteWish } from '../../core/ports/desktop';
import type { ClipboardTools } from './clipboard-tools';
import type { SystemClipboard } from './system-clipboard';
import type { WindowFocus } from './window-focus';
import type { LinkText } from '../../core/model/share-request';

export interface WaylandClipboardOptions {
  /** Right only while a window of ours has the focus. */
  readonly own: SystemClipboard;
  readonly focus: WindowFocus;
  /** Brings a window up that asks for the focus. */
  readonly askForFocus: () => void;
  /** Programs that need no focus; nothing where the compositor lets none do without. Asked before each use. */
  readonly findTools: () => Promise<ClipboardTools | undefined>;
}

interface Waiting extends WriteWish {
  readonly content: LinkText;
}

/** How long a window that was brought up may take to get the focus. */
const focusMs = 3_000;

export function createWaylandClipboard({ own, focus, askForFocus, findTools }: WaylandClipboardOptions): Clipboard {
  let waiting: Waiting | undefined;
  /** What we wrote last by ourselves. */
  let ours: string | undefined;

  const writeOwn = async (content: LinkText) => {
    await own.write(content);
    ours = content.text;
  };

  /** Nobody's copy is lost by writing: the clipboard is empty, or holds what we put there. */
  const isFree = async () => {
    const content = await own.read();
    return content.kind === 'empty' || (content.kind === 'text' && content.text === ours);
  };

  const writeWaiting = async (meant: Waiting) => {
    // What somebody copied meanwhile is theirs; then only a press on “Copy link” writes.
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
    // Who wanted it has been told that it waits: it stays offered.
    if (waiting !== undefined) void writeWaiting(waiting).catch(() => undefined);
  });

  return {
    async write(content, wish = {}) {
      waiting = undefined;
      const tools = await findTools();
      // They take plain text only: rich text goes our own way where that is open.
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
      waiting = { content, ...wish };
      if (wish.isAsked === true && !focus.hasFocus()) askForFocus();
      return 'pending-focus';
    },
    async read() {
      const tools = await findTools();
      if (tools !== undefined) return tools.read();
      if (!focus.hasFocus()) {
        askForFocus();
        if (!(await focus.gained(focusMs))) throw new Failure('clipboard-out-of-reach');
      }
      // What waits would be shared in place of what is there, once it is written.
      if (waiting?.isAsked !== true) waiting = undefined;
      return own.read();
    },
  };
}
