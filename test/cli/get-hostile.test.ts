// A page may be anybody's: what it says never makes the command ask another server than the page's own.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startCuttingBucket, type CuttingBucket } from './cutting-bucket';
import { runCli } from './run-cli';

let folder: string;
let front: CuttingBucket;
let other: http.Server;
let elsewhere = '';
/** What the other server was asked. */
const asked: string[] = [];
const links = { plain: '', encrypted: '' };
const pages = { plain: '', encrypted: '' };

/** Its HTML, which is stored compressed; some clients unpack it. */
async function htmlOf(link: string): Promise<string> {
  const bytes = Buffer.from(await (await fetch(link)).arrayBuffer());
  return (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-cli-hostile-'));
  front = await startCuttingBucket();
  other = http.createServer(({ url = '' }, answer) => {
    asked.push(url);
    answer.end('taken');
  });
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  // Another port is another origin.
  elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  await mkdir(join(folder, 'trip'));
  for (const name of ['a.txt', 'b.txt']) await writeFile(join(folder, 'trip', name), randomBytes(40));
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = front;
  const there = ['--endpoint', endpoint, '--bucket', bucket, '--region', region, '--profile-dir', join(folder, 'own')];
  const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  for (const kind of ['plain', 'encrypted'] as const) {
    const more = kind === 'encrypted' ? ['--encrypt'] : [];
    const { code, stdout, stderr } = await runCli(['share', join(folder, 'trip'), '--quiet', ...more, ...there], {
      env,
    });
    if (code !== 0) throw new Error(stderr);
    links[kind] = stdout.trim();
    pages[kind] = await htmlOf(links[kind]);
  }
});
afterAll(async () => {
  other.close();
  await front.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => asked.splice(0));
afterEach(() => front.decide(() => undefined));

const isPage = (path: string) => /\/p\/|index\.html/.test(path);
const html = (body: string) =>
  ({ kind: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from(body) }) as const;

const withStatus = (page: string) =>
  page.replace(/("expires":)/, (found) => `"status":"${elsewhere}/s/status.json",${found}`);

test.each<[string, 'plain' | 'encrypted', (page: string) => string, number]>([
  ['a link to a file', 'plain', (page) => page.replace(/href="[^"]*b\.txt[^"]*"/, `href="${elsewhere}/b"`), 2],
  [
    'a link without a scheme',
    'plain',
    (page) => page.replace(/href="[^"]*b\.txt[^"]*"/, `href="${elsewhere.slice(5)}/b"`),
    2,
  ],
  ['the folder of its objects', 'encrypted', (page) => page.replace(/"folder":"[^"]*"/, `"folder":"${elsewhere}/"`), 2],
  ['its base', 'plain', (page) => page.replace('<head>', `<head><base href="${elsewhere}/">`), 0],
  ['its status', 'plain', withStatus, 0],
  ['the status of an encrypted page', 'encrypted', withStatus, 0],
])('nothing is asked elsewhere where %s leads there', async (what, kind, edit, exit) => {
  const made = edit(pages[kind]);
  expect(made).toContain(elsewhere.slice(5));
  front.decide(({ path }) => (isPage(path) ? html(made) : undefined));
  const to = join(folder, `out of ${what}`);
  const { code, stderr } = await runCli(['get', links[kind], '--to', to, '--json'], { env: { HOME: folder } });
  expect([code, asked]).toEqual([exit, []]);
  expect(stderr.includes('"link-not-ours"')).toBe(exit !== 0);
  // All of it or nothing: the other files of such a page are not to be had either.
  expect(existsSync(to)).toBe(exit === 0);
});

test.each(['page', 'file'])('no redirect of a %s is followed', async (what) => {
  front.decide(({ path }) =>
    isPage(path) === (what === 'page')
      ? { kind: 'answer', status: 302, headers: { location: `${elsewhere}/taken` } }
      : undefined,
  );
  const { code, stderr } = await runCli(['get', links.plain, '--to', join(folder, 'redirected'), '--json'], {
    env: { HOME: folder },
  });
  expect([code, asked]).toEqual([4, []]);
  expect(stderr).toContain('"not-s3"');
});
