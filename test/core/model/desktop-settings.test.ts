// A shortcut that is no shortcut would swallow a letter in every program.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAccelerator, usualAccelerator } from '../../../main/core/model/desktop-settings';

test.each([
  usualAccelerator,
  'Control+Alt+S',
  'Super+PrintScreen',
  'Alt+Shift+F4',
  'F9',
  'PrintScreen',
  'Shift+F12',
  'Command+,',
  'Control+Plus',
  'Alt+Space',
  'Super+0',
])('%s is one', (text) => expect(isAccelerator(text)).toBe(true));

test.each([
  '',
  'U',
  'Shift+U',
  'Shift',
  'Control',
  'Control+',
  '+U',
  'Control++U',
  'Control+u',
  'Control+Control+U',
  'Control+Nope',
  'Ctrl+U',
  'Control+U+K',
  'U+Control',
  'Shift+Space',
  'F25',
  'F0',
  'Control+U ',
  'Control+ü',
  'Control+__proto__',
  'Insert',
])('%j is none', (text) => {
  expect(isAccelerator(text)).toBe(false);
});

test('no text without a modifier is one, but a function key', () => {
  const plain = fc.string().filter((text) => !text.includes('+') && !/^(F\d+|PrintScreen)$/.test(text));
  expect(fc.check(fc.property(plain, (text) => !isAccelerator(text))).failed).toBe(false);
});
