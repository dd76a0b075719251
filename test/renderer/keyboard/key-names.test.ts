// The recorded shortcut must be the keys that were pressed, on every keyboard, and one that main takes.
import { expect, test } from 'vitest';
import { isAccelerator } from '../../../main/core/model/desktop-settings';
import { keysShown, shortcutOf } from '../../../renderer/app/keyboard/key-names';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
type Held = Partial<typeof none>;

test.each<[string, string, string, Held, string | undefined]>([
  ['Ctrl+Shift+U', 'U', 'KeyU', { ctrlKey: true, shiftKey: true }, 'CommandOrControl+Shift+U'],
  ['Ctrl+Shift+U on a Korean keyboard', 'ㅕ', 'KeyU', { ctrlKey: true, shiftKey: true }, 'CommandOrControl+Shift+U'],
  ['Ctrl+Shift+1, which types !', '!', 'Digit1', { ctrlKey: true, shiftKey: true }, 'CommandOrControl+Shift+1'],
  ['Super+Alt+Space', ' ', 'Space', { metaKey: true, altKey: true }, 'Super+Alt+Space'],
  ['Alt+Left', 'ArrowLeft', 'ArrowLeft', { altKey: true }, 'Alt+Left'],
  ['Ctrl and +', '+', 'NumpadAdd', { ctrlKey: true }, 'CommandOrControl+Plus'],
  ['F9 alone', 'F9', 'F9', {}, 'F9'],
  ['Ctrl+,', ',', 'Comma', { ctrlKey: true }, 'CommandOrControl+,'],
  ['a letter alone', 'u', 'KeyU', {}, undefined],
  ['a capital letter', 'U', 'KeyU', { shiftKey: true }, undefined],
  ['Ctrl alone', 'Control', 'ControlLeft', { ctrlKey: true }, undefined],
  ['Ctrl and a key nobody can name', 'Unidentified', '', { ctrlKey: true }, undefined],
  ['Ctrl+F25', 'F25', 'F25', { ctrlKey: true }, undefined],
])('%s', (_what, key, code, held, shortcut) => {
  const found = shortcutOf({ ...none, ...held, key, code });
  expect(found).toBe(shortcut);
  expect(isAccelerator(found ?? '')).toBe(shortcut !== undefined);
});

test.each([
  ['CommandOrControl+Shift+U', 'Ctrl+Shift+U'],
  ['Super+Alt+Space', 'Super+Alt+Space'],
  ['Control+Plus', 'Ctrl++'],
  ['F9', 'F9'],
])('%s is shown as %s', (shortcut, shown) => expect(keysShown(shortcut)).toBe(shown));
