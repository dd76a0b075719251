// A package names the commit it was made from: not that of a folder around it, and never a clean one for changed files.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { commitOf } from '../../scripts/build/commit';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-commit-'));
afterAll(() => rmSync(folder, { recursive: true }));
const who = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com'];
const git = (...words: readonly string[]) =>
  execFileSync('git', ['-C', folder, ...who, ...words], { encoding: 'utf8' });

test('the commit of a checkout, with a mark where files differ; null where there is none', () => {
  const env = { PATH: process.env['PATH'] };
  expect(commitOf(folder, env)).toBeNull();
  git('init', '-q');
  writeFileSync(join(folder, 'a.txt'), 'a');
  git('add', '.');
  git('commit', '-q', '-m', 'One');
  git('tag', 'v1.0.0');
  const commit = git('rev-parse', 'HEAD').trim();
  expect(commitOf(folder, env)).toBe(commit);
  appendFileSync(join(folder, 'a.txt'), 'b');
  expect(commitOf(folder, env)).toBe(`${commit}-dirty`);
  const unpacked = join(folder, 'mayfly-1.0.0');
  mkdirSync(unpacked);
  expect(commitOf(unpacked, env)).toBeNull();
  expect(commitOf(unpacked, { ...env, MAYFLY_COMMIT: 'abc' })).toBe('abc');
});
