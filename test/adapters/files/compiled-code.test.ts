// Code that comes compiled must do what its source says, and source without a compiled form, or with a wrong one, must run all
// the same.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCodeLoader } from '../../../main/adapters/files/compiled-code';

let folder: string;
const write = (path: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
};
/** In another process: V8 remembers what this one has compiled, and would look at no compiled form of it. */
const compiledOf = (source: string): Buffer => {
  const program = `
    const { wrap } = require('node:module');
    const { Script } = require('node:vm');
    process.stdout.write(new Script(wrap(${JSON.stringify(source)}), { filename: 'mayfly/main/index.cjs' }).createCachedData());`;
  // V8 compares its flags too.
  return execFileSync(process.execPath, [...process.execArgv, '-e', program]);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mayfly-compiled-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('scripts find each other and what Node brings, and each runs once', () => {
  write(
    'index.cjs',
    `exports.all = [require('./chunks/a.cjs'), require('./chunks/b.cjs').a, require('node:path').sep];`,
  );
  write(
    'chunks/a.cjs',
    `require('node:fs').appendFileSync(__filename + '.runs', '1'); exports.path = [__filename, __dirname];`,
  );
  write('chunks/b.cjs', `exports.a = require('../chunks/a.cjs');`);
  const { load, scripts } = createCodeLoader(folder);
  const { all } = load('index.cjs') as { readonly all: readonly [{ readonly path: unknown }, unknown, unknown] };
  expect(all[0]).toBe(all[1]);
  expect(readFileSync(join(folder, 'chunks', 'a.cjs.runs'), 'utf8')).toBe('1');
  expect(all[0].path).toEqual([join(folder, 'chunks', 'a.cjs'), join(folder, 'chunks')]);
  expect(scripts.map(({ name, taken }) => [name, taken])).toEqual([
    ['index.cjs', false],
    ['chunks/a.cjs', false],
    ['chunks/b.cjs', false],
  ]);
});

test('scripts that need each other in a circle see what is exported so far, as Node does it', () => {
  write('a.cjs', `exports.early = 1; exports.seen = require('./b.cjs').seen; exports.late = 2;`);
  write('b.cjs', `exports.seen = { ...require('./a.cjs') };`);
  expect(createCodeLoader(folder).load('a.cjs')).toEqual({ early: 1, seen: { early: 1 }, late: 2 });
});

test('a compiled form is taken', () => {
  const source = `exports.answer = () => 6 * 7;`;
  write('index.cjs', source);
  const { load, scripts } = createCodeLoader(folder, () => compiledOf(source));
  expect((load('index.cjs') as { answer: () => number }).answer()).toBe(42);
  expect(scripts.map(({ taken }) => taken)).toEqual([true]);
});

test.each<[string, (source: string) => Uint8Array]>([
  ['of another source', (source) => compiledOf(`${source} exports.other = true;`)],
  ['of nothing', () => new Uint8Array(0)],
  ['of noise', () => Buffer.alloc(4_096, 'noise')],
  [
    'of another V8',
    (source) => {
      const data = compiledOf(source);
      data.writeUInt32LE((data.readUInt32LE(4) ^ 1) >>> 0, 4); // XOR is signed
      return data;
    },
  ],
])('a compiled form %s is refused, and the source runs', (what, made) => {
  const source = `exports.answer = () => 6 * 7; /* ${what} */`;
  write('index.cjs', source);
  const { load, scripts } = createCodeLoader(folder, () => Buffer.from(made(source)));
  expect((load('index.cjs') as { answer: () => number }).answer()).toBe(42);
  expect(scripts.map(({ taken }) => taken)).toEqual([false]);
});

test('what a script throws is thrown, and a script that is not there is an error', () => {
  write('index.cjs', `throw new RangeError('no');`);
  const { load } = createCodeLoader(folder);
  expect(() => load('index.cjs')).toThrow(RangeError);
  expect(() => load('index.cjs'), 'once more, not half of it').toThrow(RangeError);
  expect(() => load('nowhere.cjs')).toThrow(/ENOENT/);
});
