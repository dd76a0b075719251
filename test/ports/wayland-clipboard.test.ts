// “Link copied” was false in a Wayland session: a write without the focus is refused in silence and read back from oneself.
import { expect, test } from 'vitest';
import type { ClipboardTools } from '../../main/adapters/desktop/clipboard-tools';
import { createWaylandClipboard } from '../../main/adapters/desktop/wayland-clipboard';
import type { ClipboardContent } from '../../main/core/ports/desktop';
import { rejected } from '../fakes/failing';

interface Session {
  readonly tools?: ClipboardTools;
  /** What the window that is asked to come up gets. */
  readonly givesFocus?: boolean;
}

/** A compositor's rules: nobody without the focus and a press since writes or reads. */
function session({ tools, givesFocus = false }: Session = {}) {
  const state = { focus: false, pressed: false, asked: 0, content: { kind: 'empty' } as ClipboardContent };
  let onPress = () => {};
  const clipboard = createWaylandClipboard({
    own: {
      read: async () => (state.focus ? state.content : { kind: 'text', text: 'something stale' }),
      async write({ text }) {
        if (state.focus && state.pressed) state.content = { kind: 'text', text };
      },
    },
    focus: {
      hasFocus: () => state.focus,
      canWrite: () => state.focus && state.pressed,
      onPress: (listener) => {
        onPress = listener;
      },
      gained: async () => {
        state.focus ||= givesFocus;
        return state.focus;
      },
    },
    askForFocus: () => {
      state.asked += 1;
    },
    findTools: async () => tools,
  });
  return {
    clipboard,
    state,
    focus: () => {
      state.focus = true;
      state.pressed = false;
    },
    press: async () => {
      state.pressed = true;
      onPress();
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

const link = { text: 'https://s3.example.com/k' };
const theirs: ClipboardContent = { kind: 'files', paths: ['/home/a.txt'] };

test('a false “Link copied”: without the focus nothing is written and nothing called written', async () => {
  const { clipboard, state } = session();
  expect(await clipboard.write(link)).toBe('pending-focus');
  expect([state.content.kind, state.asked]).toEqual(['empty', 0]);
});

test('the focus alone is not enough: a window that came up by itself has pressed nothing', async () => {
  const { clipboard, focus, press, state } = session();
  focus();
  expect(await clipboard.write(link)).toBe('pending-focus');
  await press();
  expect(state.content).toEqual({ kind: 'text', ...link });
  expect(await clipboard.write({ text: 'next' })).toBe('written');
});

test('what waits is written with the next press, and says so once', async () => {
  const { clipboard, focus, press, state } = session();
  let later = 0;
  await clipboard.write(link, { onLater: () => (later += 1) });
  focus();
  await press();
  await press();
  expect([state.content, later]).toEqual([{ kind: 'text', ...link }, 1]);
});

test('what others copied meanwhile is theirs, unless somebody asked for the link', async () => {
  const { clipboard, focus, press, state } = session();
  state.content = theirs;
  await clipboard.write(link);
  focus();
  await press();
  expect(state.content).toEqual(theirs);
  expect(await clipboard.read()).toEqual(theirs);
});

test('asked for, it brings a window up and takes the place of what is there', async () => {
  const { clipboard, focus, press, state } = session();
  state.content = theirs;
  await clipboard.write(link, { isAsked: true });
  expect(state.asked).toBe(1);
  focus();
  await press();
  expect(state.content).toEqual({ kind: 'text', ...link });
});

test('a later write takes the place of what waits, and what is no longer wanted is not written', async () => {
  const { clipboard, focus, press, state } = session();
  await clipboard.write({ text: 'first' });
  await clipboard.write(link, { isStillWanted: () => false });
  focus();
  await press();
  expect(state.content).toEqual({ kind: 'empty' });
});

test('it is read with the focus only, which a window asks for', async () => {
  const without = session();
  expect((await rejected(without.clipboard.read())).code).toBe('clipboard-out-of-reach');
  const { clipboard, state } = session({ givesFocus: true });
  state.content = theirs;
  expect(await clipboard.read()).toEqual(theirs);
  expect(state.asked).toBe(1);
});

test('programs that need no focus are believed, and one that is refused is not', async () => {
  const written: string[] = [];
  const tools = (taken: boolean): ClipboardTools => ({
    async write(text) {
      written.push(text);
      return taken;
    },
    read: async () => theirs,
  });
  const { clipboard } = session({ tools: tools(true) });
  expect(await clipboard.write(link)).toBe('written');
  expect(await clipboard.read()).toEqual(theirs);
  expect(await session({ tools: tools(false) }).clipboard.write(link)).toBe('pending-focus');
  expect(written).toEqual([link.text, link.text]);
});
