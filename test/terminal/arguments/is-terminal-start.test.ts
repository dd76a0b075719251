// A start for the terminal opens no window and asks nobody, so nothing but the program on the PATH may ask for one.
import { expect, test } from 'vitest';
import { typedFor } from '../../../main/terminal/arguments/is-terminal-start';

test.each([
  [
    ['--cli', '--', 'share', 'a.txt'],
    ['share', 'a.txt'],
  ],
  [['--no-sandbox', '--no-zygote', '--cli', '--', '--version'], ['--version']],
  [['--cli', '--'], []],
  [
    ['--cli', '--', '--', '--cli'],
    ['--', '--cli'],
  ],
  [[], undefined],
  [['--cli'], undefined],
  [['--cli', 'share', 'a.txt'], undefined],
  [['--propose', '--cli', '--', 'share', 'a.txt'], undefined],
  [['--share', '--', '--cli', '--', 'share', 'a.txt'], undefined],
  [['/home/ann/--cli', '--', 'share'], undefined],
  [['mayfly://--cli', '--', 'share'], undefined],
  [['--', '--cli', '--', 'share'], undefined],
])('%j is for the terminal: %j', (given, typed) => {
  expect(typedFor(['/opt/Mayfly/mayfly', ...given])).toEqual(typed);
});
