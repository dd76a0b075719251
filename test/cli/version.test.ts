// `--version --json` names what a report of a bug needs, as it is.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { cliPath, runCli } from './run-cli';

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

test.each([
  ['v18.20.8', '--version'],
  ['v20.14.0', 'list'],
])('Node %s is told in one line that it is too old for %s', (nodeVersion, command) => {
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-old-node-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const older = join(folder, 'older.cjs');
  writeFileSync(older, `Object.defineProperty(process, 'version', { value: '${nodeVersion}' });`);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', older, cliPath, command], { encoding: 'utf8' });
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toBe(
    `mayfly: this is Node ${nodeVersion}, and Mayfly takes 20.15 or newer (https://nodejs.org). Nothing was done.\n`,
  );
});
