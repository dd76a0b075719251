// What a look at a followed folder makes of its page: new and changed files once they stand still, gone ones after two looks, and never an empty page.
import { array, assert, boolean, constantFrom, nat, property, record, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileSnapshot } from '../../../main/core/model/given-file';
import type { ShareItem } from '../../../main/core/model/share';
import {
  folderSteps,
  isIn,
  mostFollowedBytes,
  mostFollowedFiles,
  noMemory,
  type FolderSeen,
  type SeenFile,
} from '../../../main/core/watching/rules/folder-steps';
import { volume } from '../../volume';

const times = { stillMs: 2_000, goneMs: 10_000, togetherMs: 10_000 };

const snapshot = (version: number, sizeBytes = 5): FileSnapshot => ({
  sizeBytes,
  mtimeNs: BigInt(version),
  ctimeNs: BigInt(version),
  inode: 1n,
  device: 1n,
});
const file = (inside: string, version = 1, sizeBytes = 5): SeenFile => ({
  path: `/home/trip/${inside}`,
  name: `trip/${inside}`,
  within: '/home/trip',
  snapshot: snapshot(version, sizeBytes),
});
const item = (inside: string, version = 1, more: Partial<ShareItem> = {}): ShareItem => ({
  shareId: 's',
  role: 'file',
  key: `key ${inside}`,
  path: inside,
  sizeBytes: 5,
  contentType: 'a/b',
  storedCheck: 'crc32',
  source: { path: `/home/trip/${inside}`, stamp: snapshot(version) },
  ...more,
});
const seen = (files: readonly SeenFile[], more: Partial<FolderSeen> = {}): FolderSeen => ({
  folder: '/home/trip',
  files,
  unread: [],
  isSame: true,
  ...more,
});
const never = () => false;

interface Look {
  readonly atMs: number;
  readonly files: readonly SeenFile[];
  readonly more?: Partial<FolderSeen>;
}

/** What the last of these looks asks for. */
function after(items: readonly ShareItem[], looks: readonly Look[], isRefused: (one: SeenFile) => boolean = never) {
  let memory = noMemory;
  let steps;
  for (const { atMs, files, more } of looks) {
    steps = folderSteps(items, seen(files, more), memory, isRefused, atMs, times);
    memory = steps.memory;
  }
  if (steps === undefined) throw new Error('no look');
  return {
    adds: steps.adds.map(({ onPage }) => onPage),
    replaces: steps.adds.flatMap(({ replaces }) => replaces ?? []),
    gone: steps.gone.map(({ path }) => path),
    isInStep: steps.isInStep,
    outOfStep: steps.outOfStep,
    nextMs: steps.nextMs,
  };
}
const at = (atMs: number, files: readonly SeenFile[], more?: Partial<FolderSeen>): Look => ({
  atMs,
  files,
  ...(more !== undefined && { more }),
});
const [a, b] = [item('a'), item('b')];

describe('a followed folder', () => {
  const rows: readonly (readonly [
    what: string,
    items: readonly ShareItem[],
    looks: readonly Look[],
    expected: Partial<ReturnType<typeof after>>,
  ])[] = [
    ['has what the page has', [a, b], [at(0, [file('a'), file('b')])], { isInStep: true, nextMs: undefined }],
    ['has a new file', [a], [at(0, [file('a'), file('n')])], { adds: [], isInStep: false, nextMs: 2_000 }],
    [
      'has a new file that stands still',
      [a],
      [at(0, [file('a'), file('n')]), at(2_000, [file('a'), file('n')])],
      { adds: ['n'], replaces: [], isInStep: false },
    ],
    [
      'has one that grows',
      [a],
      [at(0, [file('a'), file('n', 1)]), at(2_000, [file('a'), file('n', 2)])],
      { adds: [], nextMs: 4_000 },
    ],
    [
      'has an empty one',
      [a],
      [at(0, [file('a'), file('n', 1, 0)]), at(2_000, [file('a'), file('n', 1, 0)])],
      { adds: ['n'] },
    ],
    [
      'has one that a browser has not finished',
      [a],
      [at(0, [file('a'), file('n'), file('n.part')]), at(9_000, [file('a'), file('n'), file('n.part')])],
      { adds: [], isInStep: false },
    ],
    [
      'has hidden and temporary names, of folders too',
      [a],
      [at(0, [file('a'), file('.n'), file('n.tmp'), file('~$n.docx'), file('.git/x')]), at(9_000, [file('a')])],
      { adds: [], isInStep: true },
    ],
    [
      'has a hidden file changed that the page has',
      [item('.env')],
      [at(0, [file('.env', 2)]), at(2_000, [file('.env', 2)])],
      { adds: ['.env'], replaces: ['key .env'] },
    ],
    [
      'has a file changed, by its time or its size',
      [a, b],
      [at(0, [file('a', 2), file('b', 1, 9)]), at(2_000, [file('a', 2), file('b', 1, 9)])],
      { adds: ['a', 'b'], replaces: ['key a', 'key b'] },
    ],
    [
      'has a file that only has another owner',
      [a],
      [at(0, [{ ...file('a'), snapshot: { ...snapshot(1), ctimeNs: 9n, inode: 9n } }])],
      { isInStep: true },
    ],
    [
      'keeps the name of the page for a file that has another there',
      [item('a', 1, { path: 'a (2)' })],
      [at(0, [file('a', 2)]), at(2_000, [file('a', 2)])],
      { adds: ['a (2)'] },
    ],
    [
      'waits until all files stand still',
      [a],
      [at(0, [file('a'), file('m'), file('n', 1)]), at(2_000, [file('a'), file('m'), file('n', 2)])],
      { adds: [], nextMs: 4_000 },
    ],
    [
      'waits no longer than that for one that is always written',
      [a],
      [at(0, [file('a'), file('m'), file('n', 1)]), at(12_000, [file('a'), file('m'), file('n', 2)])],
      { adds: ['m'] },
    ],
    [
      'waits until then',
      [a],
      [at(0, [file('a'), file('m'), file('n', 1)]), at(11_999, [file('a'), file('m'), file('n', 2)])],
      { adds: [], nextMs: 13_999 },
    ],
    [
      'has files in folders, whose names no disk has',
      [a],
      [0, 2_000].map((atMs) => at(atMs, [file('a'), file('be\\low/deep/n')])),
      { adds: ['be_low/deep/n'] },
    ],
    [
      'misses a file while another is written',
      [a, b],
      [1, 2].map((version) => at(version * 10_000 - 10_000, [file('a'), file('n', version)])),
      { gone: [], isInStep: false, nextMs: 12_000 },
    ],
    [
      'misses a file while another is always written',
      [a, b],
      [1, 2, 3].map((version) => at(version * 10_000 - 10_000, [file('a'), file('n', version)])),
      { gone: ['b'], adds: [] },
    ],
    ['misses a file', [a, b], [at(0, [file('a')])], { gone: [], isInStep: false, nextMs: 10_000 }],
    ['misses it a little later', [a, b], [at(0, [file('a')]), at(9_999, [file('a')])], { gone: [] }],
    ['misses it ten seconds later', [a, b], [at(0, [file('a')]), at(10_000, [file('a')])], { gone: ['b'] }],
    [
      'had it between two looks that miss it',
      [a, b],
      [at(0, [file('a')]), at(5_000, [file('a'), file('b')]), at(10_000, [file('a')])],
      { gone: [], nextMs: 20_000 },
    ],
    [
      'could be read between them only in part',
      [a, item('below/b')],
      [at(0, [file('a')]), at(5_000, [file('a')], { unread: ['trip/below'] }), at(10_000, [file('a')])],
      { gone: [] },
    ],
    [
      'has a folder that cannot be read',
      [a, item('below/b'), item('belowc')],
      [0, 20_000].map((atMs) => at(atMs, [file('a')], { unread: ['trip/below'] })),
      { gone: ['belowc'] },
    ],
    [
      'has a file that cannot be read',
      [a, b, item('bc')],
      [0, 20_000].map((atMs) => at(atMs, [file('a')], { unread: ['trip/b'] })),
      { gone: ['bc'], isInStep: false },
    ],
    [
      'lies on Windows, and has a folder that cannot be read',
      [a, item('below/b', 1, { source: { path: 'C:\\trip\\below\\b' } })],
      [0, 20_000].map((atMs) => at(atMs, [file('n')], { folder: 'C:\\trip', unread: ['trip/below'] })),
      { gone: [], adds: ['n'] },
    ],
    [
      'was another one between two looks that miss a file',
      [a, b],
      [at(0, [file('a')]), at(5_000, [], { isSame: false }), at(10_000, [file('a')])],
      { gone: [], nextMs: 20_000 },
    ],
    [
      'misses a file by a clock that was set back',
      [a, b],
      [at(90_000, [file('a')]), at(0, [file('a')]), at(10_000, [file('a')])],
      { gone: ['b'] },
    ],
    [
      'has nothing of the page',
      [a, b],
      [0, 20_000].map((atMs) => at(atMs, [file('n')])),
      { adds: ['n'], gone: ['a', 'b'] },
    ],
    [
      'has nothing of the page and may be another one',
      [a, b],
      [0, 20_000].map((atMs) => at(atMs, [file('n')], { isSame: false })),
      { adds: [], gone: [], outOfStep: 'another', isInStep: false, nextMs: undefined },
    ],
    [
      'has one file of the page, and is another one',
      [a, b],
      [0, 20_000].map((atMs) => at(atMs, [file('a')], { isSame: false })),
      { gone: ['b'], outOfStep: undefined },
    ],
    ['is empty', [a], [0, 20_000].map((atMs) => at(atMs, [file('.n')])), { gone: [], outOfStep: 'empty' }],
    [
      'is empty beside a file of another folder on the page',
      [a, item('x', 1, { source: { path: '/home/trip2/x' } })],
      [0, 20_000].map((atMs) => at(atMs, [file('.n')])),
      { gone: ['a'], outOfStep: undefined },
    ],
    [
      'is too large',
      [a],
      [0, 2_000].map((atMs) => at(atMs, [file('a'), file('n', 1, mostFollowedBytes)])),
      { adds: [], outOfStep: 'too-large' },
    ],
    [
      'is as large as it may be',
      [a],
      [0, 2_000].map((atMs) => at(atMs, [file('a'), file('n', 1, mostFollowedBytes - 5)])),
      { adds: ['n'], outOfStep: undefined },
    ],
    [
      'is too large, and grows no more',
      [item('a', 1, { sizeBytes: mostFollowedBytes + 1 })],
      [0, 2_000].map((atMs) => at(atMs, [file('a', 2, mostFollowedBytes + 1)])),
      { adds: ['a'], outOfStep: undefined },
    ],
  ];

  test.each(rows)('%s', (_what, items, looks, expected) => {
    expect(after(items, looks)).toMatchObject(expected);
  });

  test('with more files than a page is kept for leaves it as it is', () => {
    const files = Array.from({ length: mostFollowedFiles }, (_, index) => file(`n${index}`));
    const looks = [0, 2_000].map((atMs) => at(atMs, [file('a'), ...files]));
    expect(after([a], looks)).toMatchObject({ adds: [], outOfStep: 'too-many-files' });
    expect(
      after(
        [a],
        looks.map((look) => ({ ...look, files: look.files.slice(0, -1) })),
      ),
    ).toMatchObject({
      outOfStep: undefined,
    });
  });

  test('with too many files takes a change that adds none', () => {
    const names = ['a', ...Array.from({ length: mostFollowedFiles }, (_, index) => `n${index}`)];
    const files = names.map((name) => file(name, name === 'a' ? 2 : 1));
    const items = names.map((name) => item(name));
    expect(
      after(
        items,
        [0, 2_000].map((atMs) => at(atMs, files)),
      ),
    ).toMatchObject({ adds: ['a'], outOfStep: undefined });
  });

  test('goes without a file that could not be stored, until that changes', () => {
    const looks = [0, 2_000].map((atMs) => at(atMs, [file('a'), file('n')]));
    expect(after([a], looks, ({ path }) => path.endsWith('/n'))).toMatchObject({ adds: [], isInStep: true });
  });
});

test.each<[folder: string, path: string, isBelow: boolean]>([
  ['/a', '/a/b', true],
  ['/a', '/a', false],
  ['/a', '/ab/c', false],
  ['/a/b', '/a/bc', false],
  ['/a', '/b/a/c', false],
  ['/', '/b', true],
  ['C:\\', 'C:\\b', true],
  ['C:\\a', 'C:\\a\\b', true],
  ['C:\\a', 'C:\\ab', false],
])('below %s lies %s: %j', (folder, path, isBelow) => {
  expect(isIn(folder, path)).toBe(isBelow);
});

test('whatever was done to a folder, two quiet looks later its page has what it has, and nothing went earlier', () => {
  const names = ['a', 'b', 'below/c', 'd.txt'];
  const acts = array(record({ name: constantFrom(...names), version: nat(3), isGone: boolean() }), { maxLength: 12 });
  assert(
    property(uniqueArray(constantFrom(...names), { minLength: 1 }), acts, array(nat(9_000)), (begun, done, pauses) => {
      const folder = new Map(begun.map((name) => [name, 1]));
      let items = begun.map((name) => item(name));
      let memory = noMemory;
      let nowMs = 0;
      const absentAt = new Map<string, number>();
      const look = () => {
        const files = Array.from(folder, ([name, version]) => file(name, version));
        if (files.length === 0) return;
        for (const name of names) {
          if (folder.has(name)) absentAt.delete(name);
          else if (!absentAt.has(name)) absentAt.set(name, nowMs);
        }
        const steps = folderSteps(items, seen(files), memory, never, nowMs, times);
        memory = steps.memory;
        for (const { path } of steps.gone)
          expect(nowMs - (absentAt.get(path) ?? Infinity)).toBeGreaterThanOrEqual(10_000);
        const out = new Set([...steps.gone.map(({ key }) => key), ...steps.adds.map(({ replaces }) => replaces)]);
        items = [
          ...items.filter(({ key }) => !out.has(key)),
          ...steps.adds.map(({ onPage, snapshot: now }) => item(onPage, Number(now.mtimeNs))),
        ];
        expect(items.length).toBeGreaterThan(0);
      };
      for (const [index, { name, version, isGone }] of done.entries()) {
        if (isGone) folder.delete(name);
        else folder.set(name, version);
        nowMs += pauses[index] ?? 500;
        look();
      }
      folder.set('last', 7);
      for (const pauseMs of [0, 12_000, 12_000]) {
        nowMs += pauseMs;
        look();
      }
      expect(new Map(items.map(({ path, source }) => [path, Number(source?.stamp?.mtimeNs)]))).toEqual(folder);
    }),
    { numRuns: volume(1_000) },
  );
});
