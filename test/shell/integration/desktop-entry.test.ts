// A path with a quote, a dollar or a percent sign in it must start this program and nothing else.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { autostartFile, desktopEntry, execLine } from '../../../main/shell/integration/desktop-entry';

describe('the Exec line', () => {
  test.each<[readonly string[], string]>([
    [['/opt/Mayfly/mayfly', '--hidden'], '/opt/Mayfly/mayfly --hidden'],
    [['/opt/My Apps/mayfly'], '"/opt/My Apps/mayfly"'],
    [['/a', ''], '/a ""'],
    [['/a', '100%'], '/a "100%%"'],
    [['/a', 'say "hi"'], String.raw`/a "say \\"hi\\""`],
    [['/a', '$HOME `id`'], String.raw`/a "\\$HOME \\` + '`' + String.raw`id\\` + '`"'],
    [['/a', String.raw`back\slash`], String.raw`/a "back\\\\slash"`],
    [['/a', 'two\nlines'], String.raw`/a "two\nlines"`],
    [['/a', '--flag=x;y'], '/a "--flag=x;y"'],
  ])('of %j', (command, line) => {
    expect(execLine(command)).toBe(line);
  });

  test('ends with what the desktop fills in, as it is', () => {
    expect(execLine(['/opt/a b', '--share'], '%F')).toBe('"/opt/a b" --share %F');
  });
});

test('an entry holds what it was given, in order, and nothing that is undefined', () => {
  expect(desktopEntry({ Name: 'Mayfly', Icon: undefined, Exec: 'a' })).toBe(
    '[Desktop Entry]\nType=Application\nName=Mayfly\nExec=a\n',
  );
});

// What GLib reads, as desktops do: the program that is started gets exactly the arguments that were meant.
describe.runIf(process.platform === 'linux')('a desktop that starts the entry', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mayfly-entry-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('gives every argument as it was written', () => {
    const seen = join(folder, 'seen');
    const hostile = [
      'a b',
      'quote "',
      "single '",
      'dollar $HOME',
      'tick `id`',
      String.raw`back\slash`,
      '100% %F',
      ';&|',
      '--',
    ];
    const program = join(folder, 'print $0.sh');
    writeFileSync(
      program,
      `#!/bin/sh\nfor a in "$@"; do printf '%s\\0' "$a"; done > '${seen}.new' && mv '${seen}.new' '${seen}'\n`,
      {
        mode: 0o755,
      },
    );
    const entry = join(folder, 'mayfly.desktop');
    writeFileSync(entry, autostartFile([program, ...hostile], true));
    execFileSync('gio', ['launch', entry], { timeout: 10_000 });
    let text = '';
    const end = Date.now() + 5_000;
    while (text === '' && Date.now() < end) {
      try {
        text = readFileSync(seen, 'utf8');
      } catch {
        execFileSync('sleep', ['0.02']);
      }
    }
    expect(text.split('\0').slice(0, -1)).toEqual([...hostile, '--hidden']);
  });

  test('starts nothing once the program was removed, whatever else the entry could start', () => {
    const program = join(folder, String.raw`my \app`);
    const entry = join(folder, 'login.desktop');
    const text = autostartFile([program], false);
    expect(text).toContain('\nTryExec=');
    // Of the two keys that name it, TryExec is the one that desktops ask before they do anything.
    writeFileSync(entry, text.replace(/^Exec=.*$/m, 'Exec=true'));
    expect(() => execFileSync('gio', ['launch', entry], { stdio: 'pipe' })).toThrow('Command failed');
    writeFileSync(program, '', { mode: 0o755 });
    expect(() => execFileSync('gio', ['launch', entry], { stdio: 'pipe' })).not.toThrow();
  });
});
