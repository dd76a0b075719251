// Why this exists: a command line is hostile input: only what is plainly a file is shared.
import { describe, expect, test } from 'vitest';
import { readArguments, type ArgumentContext } from '../../main/shell/arguments';

const existing = new Set(['/home/u/a.txt', '/home/u/-rf', '/tmp/b c.pdf', '/home/u/profile', '/home/u', '/app', '/x']);
const installed: ArgumentContext = { cwd: '/home/u', exists: (path) => existing.has(path) };
const unpacked: ArgumentContext = { ...installed, cwd: '/app', unpackedAppDir: '/app' };

const plain = { hidden: false, paths: [] };

describe('an installed app', () => {
  test.each<[string, string[], object]>([
    ['nothing', [], plain],
    ['an absolute path', ['/tmp/b c.pdf'], { hidden: false, paths: ['/tmp/b c.pdf'] }],
    ['a relative path', ['a.txt'], { hidden: false, paths: ['/home/u/a.txt'] }],
    ['several, in order', ['/tmp/b c.pdf', 'a.txt'], { hidden: false, paths: ['/tmp/b c.pdf', '/home/u/a.txt'] }],
    ['a path that does not exist', ['/nowhere'], plain],
    ['an empty argument, which would be the current folder', [''], plain],
    ['a file called like a switch', ['-rf'], plain],
    ['the same after --', ['--', '-rf'], { hidden: false, paths: ['/home/u/-rf'] }],
    ['a switch after --', ['--', '--hidden'], plain],
    ['--hidden', ['--hidden'], { hidden: true, paths: [] }],
    ['--profile-dir with =', ['--profile-dir=profile'], { ...plain, profileDir: '/home/u/profile' }],
    [
      '--profile-dir, whose value is no file to share',
      ['--profile-dir', 'profile'],
      { ...plain, profileDir: '/home/u/profile' },
    ],
    ['--profile-dir without a value', ['--profile-dir'], plain],
    ['--profile-dir with an empty value', ['--profile-dir='], plain],
    [
      'switches of Chromium around a file',
      ['--no-sandbox', 'a.txt', '--inspect=1'],
      { hidden: false, paths: ['/home/u/a.txt'] },
    ],
    ['a URL', ['mayfly://open?x=/home/u/a.txt', 'file:///home/u/a.txt'], plain],
  ])('%s', (_name, argv, expected) => {
    expect(readArguments(['/opt/mayfly', ...argv], installed)).toEqual(expected);
  });
});

describe('an unpacked app', () => {
  test.each<[string, string[], object]>([
    ['the app folder itself is not shared', ['.'], plain],
    ['neither is what Electron loads before it', ['-r', '/x', '.'], plain],
    ['files after it are', ['--no-sandbox', '.', '/tmp/b c.pdf'], { hidden: false, paths: ['/tmp/b c.pdf'] }],
    ['switches before it count', ['--hidden', '/app'], { hidden: true, paths: [] }],
    ['without the app folder nothing is known', ['/tmp/b c.pdf'], plain],
  ])('%s', (_name, argv, expected) => {
    expect(readArguments(['/usr/bin/electron', ...argv], unpacked)).toEqual(expected);
  });
});
