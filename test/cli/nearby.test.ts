// `mayfly nearby` and `mayfly share --to` as other programs run them: two processes over loopback, found by multicast and by address.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { interrupt, runCli, startCli, type Running } from './run-cli';
import { isDeep, someOf } from '../volume';

let home: string;
let running: Running | undefined;
const at = (name: string) => join(home, name);
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'mayfly-cli-nearby-'));
  await mkdir(at('out'));
  await writeFile(at('out/a.txt'), 'hello');
});
afterEach(async () => {
  if (running !== undefined) await interrupt(running);
  running = undefined;
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

const here = ['--listen', '127.0.0.1'];
/** Other tests announce themselves on the same computer. */
const name = `Desk ${randomUUID().slice(0, 8)}`;

/** Resolves to the address at which it can be found. */
async function receive(...args: string[]): Promise<string> {
  const started = startCli(
    ['nearby', '--accept', '--to', at('in'), '--name', name, '--json', '--profile-dir', at('p1'), ...here, ...args],
    { stdin: '4711\n' },
  );
  running = started;
  const line = () =>
    started
      .said()
      .split('\n')
      .find((one) => one.includes('"nearby"'));
  await expect.poll(line).toBeDefined();
  const { nearby } = JSON.parse(line() ?? '') as { readonly nearby: { readonly port: number; readonly name: string } };
  expect(nearby.name).toBe(name);
  return `127.0.0.1:${nearby.port}`;
}
const share = (to: string, args: readonly string[] = [], stdin = '') =>
  runCli(['share', at('out'), '--to', to, '--profile-dir', at('p2'), ...args], { stdin });

test('a folder goes to a device by its name, and comes with its sender', async () => {
  await receive();
  const sent = await share(name, here);
  expect(sent.stderr).toContain(`mayfly: sent 1 file, 5 bytes, to ${name}.`);
  expect([sent.code, sent.stdout]).toEqual([0, '']);
  const line = JSON.parse((await running?.firstLine()) ?? '') as object;
  expect(line).toMatchObject({ name: 'a.txt', sizeBytes: 5, path: at('in/out/a.txt'), sender: expect.any(String) });
  expect(await readFile(at('in/out/a.txt'), 'utf8')).toBe('hello');
});

test('a folder that cannot be used is refused at once, and not when the first file comes', async () => {
  const profile = ['--profile-dir', at('p1')];
  const ended = await runCli(['nearby', '--accept', '--to', at('out/a.txt'), '--json', ...profile, ...here]);
  expect([ended.code, ended.stdout]).toEqual([5, '']);
  expect(JSON.parse(ended.stderr)).toMatchObject({ error: { code: 'folder-unusable' } });
});

test('devices are listed', async () => {
  const address = await receive();
  const listed = await runCli(['nearby', '--list', '--json', '--profile-dir', at('p2'), ...here]);
  const devices = JSON.parse(listed.stdout) as readonly { readonly name: string }[];
  expect(devices.find((device) => device.name === name)).toMatchObject({
    address: '127.0.0.1',
    port: Number(address.split(':')[1]),
    protocol: 'https',
    kind: 'desktop',
    model: 'Mayfly',
    fingerprint: expect.stringMatching(/^[0-9A-F]{64}$/),
  });
});

test('what came is listed once the command has ended, and a list makes no profile', async () => {
  const list = (profile: string, ...more: string[]) =>
    runCli(['nearby', '--received', '--profile-dir', at(profile), ...more]);
  const none = await list('p3');
  expect([none.code, none.stdout]).toEqual([0, '']);
  expect(existsSync(at('p3'))).toBe(false);
  await share(await receive());
  if (running !== undefined) await interrupt(running);
  running = undefined;
  expect(JSON.parse((await list('p1', '--json')).stdout)).toMatchObject({
    sender: expect.any(String),
    receivedAt: expect.stringMatching(/^\d{4}-/),
    folder: at('in'),
    missing: 0,
    files: [{ name: 'a.txt', path: at('in/out/a.txt'), sizeBytes: 5 }],
  });
  expect((await list('p1')).stdout).toMatch(/RECEIVED +FROM +FILES +SIZE +FOLDER\n.* a\.txt +5 bytes +/);
});

test('a PIN is a line of standard input on both sides', async () => {
  const address = await receive('--pin-stdin');
  const without = await share(address, ['--json']);
  expect([without.code, JSON.parse(without.stderr)]).toMatchObject([2, { error: { code: 'device-pin-needed' } }]);
  const wrong = await share(address, ['--json', '--pin-stdin'], '1234\n');
  expect(JSON.parse(wrong.stderr)).toMatchObject({ error: { code: 'device-pin-wrong' } });
  const right = await share(address, ['--json', '--pin-stdin'], '4711\n');
  expect([right.code, JSON.parse(right.stdout)]).toMatchObject([0, { device: name, files: 1, sent: 1, sizeBytes: 5 }]);
});

test.runIf(isDeep)('an interruption ends it, and what came stays', async () => {
  const address = await receive();
  await share(address);
  const ended = running && (await interrupt(running));
  running = undefined;
  expect(ended?.code).toBe(130);
  expect(await readFile(at('in/out/a.txt'), 'utf8')).toBe('hello');
});

describe('what fails', () => {
  const all: readonly [string, readonly string[], string, number][] = [
    ['nobody of that name', ['share', 'x', '--to', 'Nobody here', ...here], 'device-not-found', 2],
    ['nobody at that address', ['share', 'x', '--to', '127.0.0.1:1'], 'device-unreachable', 4],
    ['no such address here', ['nearby', '--accept', '--listen', '192.0.2.1'], 'nearby-unavailable', 4],
    ['nobody to ask', ['nearby', ...here], 'bad-request', 2],
    ['a PIN that nobody can type', ['nearby', '--accept', '--pin', 'a b'], 'bad-request', 2],
    ['a list that accepts', ['nearby', '--list', '--accept'], 'bad-request', 2],
    ['a list of what came with a PIN', ['nearby', '--received', '--pin', '4711'], 'bad-request', 2],
    ['a name in place of an address', ['nearby', '--accept', '--listen', 'eth0'], 'bad-request', 2],
    ['a link and a device', ['share', 'x', '--to', 'Pixel', '--expires', '1h'], 'bad-request', 2],
    ['standard input to a device', ['share', '-', '--to', 'Pixel'], 'bad-request', 2],
    ['a PIN without a device', ['share', 'x', '--pin-stdin'], 'bad-request', 2],
    ['an empty PIN', ['share', 'x', '--to', '127.0.0.1:1', '--pin-stdin'], 'bad-request', 2],
  ];
  test.each(someOf(all, 6))('%s', async (_what, args, code, exit) => {
    await writeFile(at('x'), 'x');
    const ended = await runCli([...args, '--json', '--profile-dir', at('p2')], { cwd: home, noTerminal: true });
    const { error } = JSON.parse(ended.stderr.trim().split('\n').at(-1) ?? '') as {
      readonly error: { readonly code: string };
    };
    expect([error.code, ended.code]).toEqual([code, exit]);
  });
});
