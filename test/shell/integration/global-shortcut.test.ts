// Keys that other programs hold must be said to be theirs, and keys that were given up must be free again.
import { expect, test } from 'vitest';
import { createShortcut } from '../../../main/shell/integration/global-shortcut';

function createDesktop({ wayland = false, theirs = [] as readonly string[] } = {}) {
  const held = new Map<string, () => void>();
  const states: string[] = [];
  let presses = 0;
  const shortcut = createShortcut({
    grabber: {
      register(accelerator, pressed) {
        if (theirs.includes(accelerator)) return false;
        held.set(accelerator, pressed);
        return true;
      },
      unregister: (accelerator) => void held.delete(accelerator),
    },
    wayland,
    onPressed: () => void (presses += 1),
    onState: (state) => states.push(state),
  });
  return {
    shortcut,
    states,
    held: () => [...held.keys()],
    press: (keys: string) => held.get(keys)?.(),
    presses: () => presses,
  };
}

test('keys work, are changed, and are given up', () => {
  const { shortcut, states, held, press, presses } = createDesktop();
  shortcut.use('Control+Shift+U');
  press('Control+Shift+U');
  shortcut.use('Control+Shift+U');
  shortcut.use('F9');
  expect(held()).toEqual(['F9']);
  shortcut.use('');
  expect([held(), states, presses()]).toEqual([[], ['works', 'works', 'off'], 1]);
});

test('keys of another program are said to be taken, and nothing is held', () => {
  const { shortcut, states, held } = createDesktop({ theirs: ['F9'] });
  shortcut.use('F9');
  shortcut.use('F10');
  expect([states, held()]).toEqual([['taken', 'works'], ['F10']]);
});

test('in a Wayland session nobody knows, and what is no shortcut is never asked for', () => {
  const { shortcut, states, held } = createDesktop({ wayland: true });
  shortcut.use('F9');
  shortcut.use('U');
  expect([states, held()]).toEqual([['asked', 'off'], []]);
});

test('in a Wayland session keys that cannot be had are no other program’s: the settings of the desktop bind them', () => {
  const { shortcut, states, held } = createDesktop({ wayland: true, theirs: ['F9'] });
  shortcut.use('F9');
  expect([states, held()]).toEqual([['by-hand'], []]);
});

test('while new keys are recorded the old ones rest, and come back', () => {
  const { shortcut, states, held } = createDesktop();
  shortcut.use('F9');
  shortcut.rest(true);
  shortcut.rest(true);
  expect(held()).toEqual([]);
  shortcut.use('F10');
  expect(held()).toEqual([]);
  shortcut.rest(false);
  expect([held(), states]).toEqual([['F10'], ['works', 'works']]);
});
