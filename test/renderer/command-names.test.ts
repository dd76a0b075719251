// The names in the commands of “Open with other programs” are as harmless as those of guests' files: hidden files configure programs.
import { describe, expect, test } from 'vitest';
import { arrivalName } from '../../main/core/model/requests/arrival-name';
import { commandName, fileCommands, quoted } from '../../renderer/encrypted-page/commands';
import { savedPaths } from '../../renderer/share-page/saved-paths';
import { hostileNames } from '../hostile-names';

test.each([
  ['.bashrc', 'bashrc'],
  ['...x', 'x'],
  [' .x', 'x'],
  ['.', '_'],
  ['..', '_'],
  ['', '_'],
  ['desktop.ini', '_desktop.ini'],
  ['.desktop.ini', '_desktop.ini'],
  ['x.desktop', 'x.desktop.download'],
  ['x.LNK', 'x.LNK.download'],
  ['con.txt', '_con.txt'],
  ['a\nb', 'a_b'],
  ['report.pdf', 'report.pdf'],
  [`${'n'.repeat(300)}.lnk`, `${'n'.repeat(231)}.download`],
])('%j is %j', (name, expected) => expect(commandName(name)).toBe(expected));

describe.each(hostileNames)('%s', (_what, name) => {
  test('is never hidden, has one part, and nothing acts on it, as the name of an arrival', () => {
    const named = commandName(name);
    // What the rule of arrivals would still change in it, beside the placeholder of an empty name.
    expect(arrivalName(named)).toBe(named);
  });
});

test('names that become one are told apart', () => {
  const entries = ['.a/.x', 'a/x', 'x.lnk', 'x.lnk.download'].map((path, index) => ({
    index,
    path,
    sizeBytes: 1,
    contentType: '',
    href: '',
  }));
  expect([...savedPaths(entries, commandName).values()]).toEqual([
    'a/x',
    'a/x (1)',
    'x.lnk.download',
    'x.lnk (1).download',
  ]);
});

test('nothing of a name is more than text to the shell', () => {
  const commands = fileCommands("K'; id; '", [{ path: "$(id)`id`'x", url: "http://x/'y" }], "it's");
  expect(commands).toContain(quoted("K'; id; '"));
  expect(commands).toContain(String.raw`get './files/$(id)${'`id`'}'\''x' 'http://x/'\''y'`);
});
