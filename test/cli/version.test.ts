// `--version --json` names what a report of a bug needs, as it is.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from './run-cli';

test('--version --json names the commit, what runs it and where the licences are', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
  const licences = resolve('out/licences.txt');
  const { code, stdout, stderr } = await runCli(['--version', '--json']);
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 1,
    version,
    commit: JSON.parse(readFileSync('out/commit.json', 'utf8')) as unknown,
    electron: null,
    node: process.versions.node,
    licences,
  });
  expect(existsSync(licences)).toBe(true);
});
