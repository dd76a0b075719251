// A command that serves the bucket on this computer says so in every mode, or fails where it may not; a command that reads makes nothing.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { interrupt, runCli, startCli } from './run-cli';
import { isDeep } from '../volume';
import { parseLine } from '../schema-version';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-serving-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'a.txt');
writeFileSync(file, 'a');

let profiles = 0;
const newProfile = () => join(folder, `profile-${(profiles += 1)}`);

test.each([[['share', file]], [['request', '--save-to', join(folder, 'in')]]])(
  '%j with --json says that it serves, from which profile and until when',
  async (args) => {
    const profile = newProfile();
    const serving = startCli([...args, '--json', '--profile-dir', profile]);
    const { expiresAt } = JSON.parse(await serving.firstLine()) as { readonly expiresAt: string };
    const { stderr } = await interrupt(serving);
    const told = stderr.trim().split('\n').map(parseLine);
    expect(told).toContainEqual({ serving: { profile, until: expiresAt } });
  },
);

test('and with --quiet in words', async () => {
  const profile = newProfile();
  const serving = startCli(['share', file, '--quiet', '--profile-dir', profile]);
  await serving.firstLine();
  const { stderr } = await interrupt(serving);
  expect(stderr).toContain('serving from this computer until');
  expect(stderr).toContain(`from the profile ${profile}`);
});

test('resume serves the link that it prints', async () => {
  const there = ['--json', '--profile-dir', newProfile()];
  await runCli(['connections', 'default', 'This computer', ...there]);
  expect((await runCli(['share', file, '--no-serve', ...there])).stderr).toContain('bucket-unserved');
  const serving = startCli(['resume', ...there]);
  const { url, expiresAt } = JSON.parse(await serving.firstLine()) as { readonly url: string; expiresAt: string };
  expect(await (await fetch(url)).text()).toBe('a');
  const { code, stderr } = await interrupt(serving);
  expect(code).toBe(130);
  expect(stderr).toContain(`"until":"${expiresAt}"`);
});

test('with --no-serve a command fails instead, and makes nothing', async () => {
  const profile = newProfile();
  for (const args of [['share', file], ['request']]) {
    const { code, stdout, stderr } = await runCli([...args, '--no-serve', '--json', '--profile-dir', profile]);
    expect([code, stdout, JSON.parse(stderr)]).toMatchObject([3, '', { error: { code: 'bucket-unserved' } }]);
  }
  expect(existsSync(profile)).toBe(false);
  // Also where the bucket on this computer is the connection.
  await runCli(['connections', 'default', 'This computer', '--profile-dir', profile]);
  const { code, stderr } = await runCli(['share', file, '--no-serve', '--json', '--profile-dir', profile]);
  expect(code).toBe(3);
  expect(stderr).toContain('bucket-unserved');
});

test.runIf(isDeep)('a command that reads makes no profile, and says where there is none', async () => {
  const profile = newProfile();
  const before = readdirSync(folder);
  const reading = [
    ['list'],
    ['uploads'],
    ['requests'],
    ['doors'],
    ['connections', 'list'],
    ['show', 'abc'],
    ['sweep'],
    ['resume'],
  ];
  for (const args of reading) {
    const { stderr } = await runCli([...args, '--profile-dir', profile]);
    expect([args, stderr]).toEqual([args, expect.stringContaining(`there is no profile in ${profile} yet.`)]);
  }
  expect(await runCli(['list', '--json', '--profile-dir', profile])).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
  expect(readdirSync(folder)).toEqual(before);
});
