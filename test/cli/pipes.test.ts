// What a command printed reaches a reader that takes its time: `mayfly share * | while read …` once lost most links.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cliPath } from './run-cli';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-pipes-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Some 600 KB of words about them: more than any pipe or socket holds. */
const missing = Array.from({ length: 2_000 }, (_, index) => `/nowhere/${'x'.repeat(200)}-${index}`);

const start = (paths: readonly string[]) =>
  spawn(process.execPath, [cliPath, 'share', ...paths, '--profile-dir', join(folder, 'profile')], {
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: undefined, DISPLAY: undefined },
    stdio: ['ignore', 'ignore', 'pipe'],
  });

it('ends only when a slow reader has every line', async () => {
  const child = start(missing);
  const ended = new Promise((resolve) => child.once('close', resolve));
  // Long enough for all of the work; the pipe is full long before.
  await wait(1_500);
  let text = '';
  for await (const chunk of child.stderr.setEncoding('utf8')) text += chunk as string;
  expect(text.split('\n').filter((line) => line.includes('xxx-'))).toHaveLength(missing.length);
  expect(await ended).toBe(5);
});

it('ends when the reader is gone', async () => {
  const child = start(missing);
  child.stderr.destroy();
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(5);
});
