// A command line is hostile input: only what is plainly a file is shared.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readArguments, type ArgumentContext, type StartArguments } from '../../../main/shell/startup/arguments';
import { argumentsOf } from '../../../main/shell/startup/intent';
import { volume } from '../../volume';

const existing = new Set(['/home/u/a.txt', '/home/u/-rf', '/tmp/b c.pdf', '/home/u/profile', '/home/u', '/app', '/x']);
const installed: ArgumentContext = { cwd: '/home/u', exists: (path) => existing.has(path) };
const unpacked: ArgumentContext = { ...installed, cwd: '/app', unpackedAppDir: '/app' };

const show = { kind: 'show' };
const plain = { hidden: false, intent: show };
const shares = (...paths: readonly string[]) => ({ hidden: false, intent: { kind: 'share', paths, quiet: false } });

describe('an installed app', () => {
  test.each<[string, string[], object]>([
    ['nothing', [], plain],
    ['an absolute path', ['/tmp/b c.pdf'], shares('/tmp/b c.pdf')],
    ['a relative path', ['a.txt'], shares('/home/u/a.txt')],
    ['several, in order', ['/tmp/b c.pdf', 'a.txt'], shares('/tmp/b c.pdf', '/home/u/a.txt')],
    ['a path that does not exist', ['/nowhere'], plain],
    ['an empty argument, which would be the current folder', [''], plain],
    ['a file called like a switch', ['-rf'], plain],
    ['the same after --', ['--', '-rf'], shares('/home/u/-rf')],
    ['a switch after --', ['--', '--hidden'], plain],
    ['--hidden', ['--hidden'], { hidden: true, intent: show }],
    ['--profile-dir with =', ['--profile-dir=profile'], { ...plain, profileDir: '/home/u/profile' }],
    [
      '--profile-dir, whose value is no file to share',
      ['--profile-dir', 'profile'],
      { ...plain, profileDir: '/home/u/profile' },
    ],
    ['--profile-dir without a value', ['--profile-dir'], plain],
    ['--profile-dir with an empty value', ['--profile-dir='], plain],
    ['switches of Chromium around a file', ['--no-sandbox', 'a.txt', '--inspect=1'], shares('/home/u/a.txt')],
    [
      'a file by its URL, as a desktop opens it',
      ['file:///tmp/b%20c.pdf'],
      { hidden: false, intent: { kind: 'propose', paths: ['/tmp/b c.pdf'] } },
    ],
    ['a file of another computer', ['file://host/home/u/a.txt'], plain],
    ['a path with a NUL in it', ['/home/u/a.txt\0'], plain],
    [
      'what the desktop opens',
      ['--propose', 'a.txt'],
      { hidden: false, intent: { kind: 'propose', paths: ['/home/u/a.txt'] } },
    ],
    ['nothing to open', ['--propose'], plain],
    [
      'a file manager’s entry',
      ['--share', '--', 'a.txt'],
      { hidden: false, intent: { kind: 'share', paths: ['/home/u/a.txt'], quiet: true } },
    ],
    ['the clipboard', ['--share-clipboard'], { hidden: false, intent: { kind: 'share-clipboard' } }],
    ['a screenshot', ['--screenshot'], { hidden: false, intent: { kind: 'screenshot' } }],
    ['the shelf', ['--shelf'], { hidden: false, intent: { kind: 'shelf' } }],
    ['the clipboard and a file', ['--share-clipboard', 'a.txt'], plain],
    ['the clipboard and the shelf', ['--share-clipboard', '--shelf'], plain],
    [
      'a link',
      ['--', 'mayfly://open/shares'],
      { hidden: false, intent: { kind: 'link', url: 'mayfly://open/shares' } },
    ],
    [
      'a link through the desktop entry',
      ['--propose', 'mayfly:x'],
      { hidden: false, intent: { kind: 'link', url: 'mayfly:x' } },
    ],
    ['two links', ['mayfly://open/shares', 'mayfly://open/shares'], plain],
    ['a link and a file', ['mayfly://open/shares', 'a.txt'], plain],
    ['a link and an order to share', ['--share', 'mayfly://open/shares'], plain],
    ['a link that is too long', [`mayfly://${'x'.repeat(3_000)}`], plain],
    [
      'a profile that is a switch',
      ['--profile-dir', '--propose', 'a.txt'],
      { hidden: false, intent: { kind: 'propose', paths: ['/home/u/a.txt'] } },
    ],
  ])('%s', (_name, argv, expected) => {
    expect(readArguments(['/opt/mayfly', ...argv], installed)).toEqual(expected);
  });
});

describe('an unpacked app', () => {
  test.each<[string, string[], object]>([
    ['the app folder itself is not shared', ['.'], plain],
    ['neither is what Electron loads before it', ['-r', '/x', '.'], plain],
    ['files after it are', ['--no-sandbox', '.', '/tmp/b c.pdf'], shares('/tmp/b c.pdf')],
    ['switches before it count', ['--hidden', '/app'], { hidden: true, intent: show }],
    ['without the app folder nothing is known', ['/tmp/b c.pdf'], plain],
  ])('%s', (_name, argv, expected) => {
    expect(readArguments(['/usr/bin/electron', ...argv], unpacked)).toEqual(expected);
  });
});

test.each<StartArguments['intent']>([
  { kind: 'show' },
  { kind: 'share', paths: ['/home/u/-rf', '/tmp/b c.pdf'], quiet: false },
  { kind: 'share', paths: ['/home/u/a.txt'], quiet: true },
  { kind: 'propose', paths: ['/home/u/a.txt'] },
  { kind: 'share-clipboard' },
  { kind: 'screenshot' },
  { kind: 'shelf' },
  { kind: 'link', url: 'mayfly://open/shares' },
])('a start for the intent of another one has that intent: %o', (intent) => {
  const argv = ['/opt/mayfly', '--no-sandbox', '--profile-dir=/home/u/profile', ...argumentsOf(intent)];
  expect(readArguments(argv, installed)).toEqual({ hidden: false, intent, profileDir: '/home/u/profile' });
});

describe('in any order of its arguments', () => {
  const noise = ['--no-sandbox', '--enable-features=X', '--profile-dir=/home/u/profile', '--inspect'];
  const propose = { kind: 'propose', paths: ['/home/u/a.txt', '/tmp/b c.pdf'] };
  const share = { kind: 'share', paths: ['/home/u/a.txt', '/tmp/b c.pdf'], quiet: true };

  test.each<[string, readonly string[], object]>([
    ['an opened file stays a proposal', ['--propose', 'a.txt', '/tmp/b c.pdf', ...noise], propose],
    ['even behind --', ['--propose', '--', 'a.txt', '/tmp/b c.pdf', ...noise], propose],
    ['a file manager’s share stays one', ['--share', 'a.txt', '/tmp/b c.pdf', ...noise], share],
    ['the clipboard', ['--share-clipboard', ...noise], { kind: 'share-clipboard' }],
    ['a link', ['--', 'mayfly://open/shares', ...noise], { kind: 'link', url: 'mayfly://open/shares' }],
    ['a link with a file', ['mayfly://open/shares', 'a.txt', ...noise], show],
  ])('%s, or becomes nothing', (_what, argv, intent) => {
    const inOrder = (found: StartArguments['intent']) =>
      'paths' in found ? { ...found, paths: found.paths.toSorted() } : found;
    const permuted = fc.sample(fc.shuffledSubarray([...argv], { minLength: argv.length }), 300);
    expect(new Set(permuted.map((order) => order.join(' '))).size).toBeGreaterThan(60);
    for (const order of permuted) {
      const found = inOrder(readArguments(['/opt/mayfly', ...order], installed).intent);
      expect([intent, show]).toContainEqual(found);
    }
  });

  test('a proposal never becomes a share', () => {
    const arbitrary = fc.array(
      fc.constantFrom(
        '--',
        '--share',
        '--propose',
        '--profile-dir',
        '--share-clipboard',
        '--shelf',
        'a.txt',
        '-rf',
        '',
      ),
      { maxLength: 8 },
    );
    const found = fc.check(
      fc.property(arbitrary, (argv) => {
        const { intent } = readArguments(['/opt/mayfly', ...argv], installed);
        return !argv.includes('--propose') || intent.kind !== 'share';
      }),
      { numRuns: volume(2_000) },
    );
    expect(found.failed).toBe(false);
  });
});
