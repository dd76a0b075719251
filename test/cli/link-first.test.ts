// `mayfly share --link-first`: the link comes before the files, and one killed on the way is the same link when another command goes on.
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseStatus, type PageStatus } from '../../main/core/pages/rules/live-page';
import { interrupt, runCli, startCli } from './run-cli';
import { serveBucket, type ServedBucket } from './served-bucket';
import { isDeep } from '../volume';

/** New in each test: what is stored already is copied there, and not sent. */
let large: Buffer;

let served: ServedBucket;
let folder: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  served = await serveBucket();
  ({ folder } = served);
  env = await served.awsProfile();
  served.connect('client', '');
  await mkdir(join(folder, 'trip'));
});
beforeEach(async () => {
  large = randomBytes(24 * 1024 * 1024);
  await writeFile(join(folder, 'trip', 'a.txt'), large.subarray(0, 10));
  await writeFile(join(folder, 'trip', 'b.bin'), large);
});
afterAll(() => served.close());

interface Opened {
  readonly revision: number | undefined;
  readonly status: string | undefined;
  /** Where the page leads when it is opened. */
  readonly forward: string | undefined;
  readonly hrefs: readonly string[];
}

/** The page as its own script reads it. */
async function open(url: string): Promise<Opened> {
  const html = await (await fetch(url)).text();
  const json = (id: string) => JSON.parse(new RegExp(`id="?${id}"?>([^<]*)</script>`).exec(html)?.[1] ?? 'null');
  const { revision, status, forward } = json('times');
  const table = json('data');
  const links = Array.from(html.matchAll(/<a href="([^"]+)" download/g), ([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );
  const rows: readonly (readonly string[])[] = table?.files ?? [];
  const signed = rows.map(
    ([, , , rest = '', signature = '']) =>
      `${table.folder}${rest}?${table.query}&X-Amz-Signature=${Buffer.from(signature, 'base64url').toString('hex')}`,
  );
  const absolute = (href: string) => new URL(href, url).href;
  return {
    revision,
    status: status && absolute(status),
    forward: forward && absolute(forward),
    hrefs: [...links, ...signed].map(absolute),
  };
}

const statusAt = async (url: string): Promise<PageStatus | undefined> => parseStatus(await (await fetch(url)).text());
const share = (more: readonly string[], what = 'trip') =>
  startCli(['share', join(folder, what), '--link-first', '--profile-dir', join(folder, 'client'), ...more], { env });

test('prints the link before the files are sent, and in the end that they are', async () => {
  const running = share(['--limit', '6MB/s']);
  const url = await running.firstLine();
  const before = await open(url);
  expect(before.revision).toBeUndefined();
  expect(before.hrefs).toHaveLength(2);
  expect((await statusAt(before.status ?? ''))?.state).toBe('sending');
  expect((await fetch(before.hrefs[1] ?? '')).status).toBe(404);
  const { code, stdout, stderr } = await running.ended;
  expect([code, stdout]).toEqual([0, `${url}\n`]);
  expect(stderr).toContain('2 files are stored and proven; the link is the same.');
  const after = await open(url);
  expect([after.revision, after.status]).toEqual([2, undefined]);
  const got = await fetch(after.hrefs[1] ?? '');
  expect(Buffer.compare(Buffer.from(await got.arrayBuffer()), large)).toBe(0);
  expect(await statusAt(before.status ?? '')).toMatchObject({ state: 'done', stored: new Set([0, 1]) });
});

test.runIf(isDeep)('gives two lines of JSON, of which the first says that it is sending', async () => {
  const { code, stdout } = await share(['--json']).ended;
  const [first, last, ...more] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect([code, more]).toEqual([0, []]);
  expect(first).toMatchObject({ sending: true, url: last.url, verified: true, fileCount: 2 });
  expect(last).not.toHaveProperty('sending');
});

test('killed on the way offers nothing that is not whole, and the next command goes on with the same link', async () => {
  const running = share(['--limit', '6MB/s']);
  const url = await running.firstLine();
  const { status = '', hrefs } = await open(url);
  while ((await statusAt(status))?.stored.has(0) !== true) await wait(50);
  running.child.kill('SIGKILL');
  await running.ended;
  const left = await statusAt(status);
  expect(left?.stored).toEqual(new Set([0]));
  expect((await fetch(hrefs[1] ?? '')).status).toBe(404);

  const resumed = await runCli(['resume', '--profile-dir', join(folder, 'client')], { env });
  expect(resumed).toMatchObject({ code: 0, stdout: `${url}\n` });
  const after = await open(url);
  expect(after.revision).toBeGreaterThan(1);
  const got = await fetch(after.hrefs[1] ?? '');
  expect(Buffer.compare(Buffer.from(await got.arrayBuffer()), large)).toBe(0);
  const last = await statusAt(status);
  expect(last).toMatchObject({ state: 'done', stored: new Set([0, 1]) });
  expect(last?.sequence).toBeGreaterThan(left?.sequence ?? 0);
});

test('interrupted says that the link was given, and never that nothing was shared', async () => {
  const running = share(['--limit', '6MB/s']);
  const { status = '' } = await open(await running.firstLine());
  const { stderr } = await interrupt(running);
  expect(stderr).toContain('the link was given before, and its page offers what is stored');
  expect(stderr).not.toContain('nothing was shared');
  expect((await statusAt(status))?.state).toBe('paused');
  expect((await runCli(['resume', '--profile-dir', join(folder, 'client')], { env })).code).toBe(0);
});

describe('one file', () => {
  const bytesAt = async (url = '') => Buffer.from(await (await fetch(url)).arrayBuffer());

  test('has one link: its page leads to the file once that is stored and proven', async () => {
    const running = share(['--limit', '6MB/s'], 'trip/b.bin');
    const url = await running.firstLine();
    const before = await open(url);
    expect([before.forward, (await statusAt(before.status ?? ''))?.state]).toEqual([undefined, 'sending']);
    const { code, stdout, stderr } = await running.ended;
    expect([code, stdout]).toEqual([0, `${url}\n`]);
    expect(stderr).toContain('the file is stored and proven; the link leads straight to it now.');
    const { forward } = await open(url);
    expect((await bytesAt(forward)).equals(large)).toBe(true);
  });

  test('tells the link of the file itself in the second line of JSON', async () => {
    const { code, stdout } = await share(['--json'], 'trip/b.bin').ended;
    const [first, last] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(first).toMatchObject({ sending: true, kind: 'page', id: last.id, expiresAt: last.expiresAt });
    expect(last).toMatchObject({ kind: 'file', verified: true, files: [{ name: 'b.bin' }] });
    expect((await bytesAt(last.url)).equals(large)).toBe(true);
    expect(new URL((await open(first.url)).forward ?? '').pathname).toBe(new URL(last.url).pathname);
  });

  test.runIf(isDeep)(
    'killed on the way goes on with the next command, and its page leads to the whole file',
    async () => {
      const running = share(['--limit', '6MB/s'], 'trip/b.bin');
      const url = await running.firstLine();
      const { status = '' } = await open(url);
      while (((await statusAt(status))?.sentBytes ?? 0) === 0) await wait(50);
      running.child.kill('SIGKILL');
      await running.ended;
      expect((await open(url)).forward).toBeUndefined();
      const resumed = await runCli(['resume', '--profile-dir', join(folder, 'client')], { env });
      expect(resumed.code).toBe(0);
      expect((await bytesAt(resumed.stdout.trim())).equals(large)).toBe(true);
      expect((await bytesAt((await open(url)).forward)).equals(large)).toBe(true);
      expect(await statusAt(status)).toMatchObject({ state: 'done', stored: new Set([0]) });
    },
  );
});
