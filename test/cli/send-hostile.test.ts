// A page may be anybody's: what it says never makes the command send a file to another server than the page's own.
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './run-cli';

let folder: string;
let own: http.Server;
let other: http.Server;
let elsewhere = '';
let link = '';
let html = '';
/** What the other server was asked, and what was written to the page's own. */
const asked: string[] = [];
const written: string[] = [];
const headersSeen: string[] = [];

const portOf = (server: http.Server) => (server.address() as AddressInfo).port;
const listen = async (answer: http.RequestListener) => {
  const server = http.createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-cli-send-hostile-'));
  await writeFile(join(folder, 'a.txt'), 'a secret');
  other = await listen(({ url = '' }, answer) => {
    asked.push(url);
    answer.writeHead(201).end();
  });
  own = await listen(({ method = '', url = '', headers }, answer) => {
    if (method === 'GET') answer.writeHead(200, { 'content-type': 'text/html' }).end(html);
    else if (method === 'HEAD') answer.writeHead(404).end();
    else {
      written.push(url);
      headersSeen.push(...Object.keys(headers));
      answer.writeHead(200, { etag: '"1"' }).end();
    }
  });
  elsewhere = `127.0.0.1:${portOf(other)}`;
  const signed = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a&X-Amz-Expires=60';
  link = `http://127.0.0.1:${portOf(own)}/b/p/${'a'.repeat(22)}/index.html?${signed}&X-Amz-Signature=${'0'.repeat(64)}`;
});
afterAll(async () => {
  own.close();
  other.close();
  await rm(folder, { recursive: true, force: true });
});

const signature = Buffer.alloc(32).toString('base64url');
const puts = { query: 'X-Amz-Expires=60', headers: { 'content-type': 'a/b' }, signatures: [signature] };

function pageOf(change: Readonly<Record<string, unknown>>): string {
  const at = Date.now();
  const times = { created: at, expires: at + 3_600_000, leaseEnds: at + 3_600_000 };
  const data = {
    way: 'put',
    state: 'open',
    limits: { files: 1, bytes: 1_000, types: 'any' },
    mostInOne: 1_000,
    once: false,
    path: '/b/in/x/',
    folder: 'in/x/',
    slots: [1],
    taken: { query: 'X-Amz-Expires=60', signatures: [signature] },
    about: puts,
    data: puts,
    ...change,
  };
  const json = (id: string, value: unknown) =>
    `<script type="application/json" id="${id}">${JSON.stringify(value)}</script>`;
  return `<!doctype html><title>x</title>${json('times', times)}${json('data', data)}`;
}

const send = () => runCli(['send', link, join(folder, 'a.txt'), '--json'], { env: { HOME: folder } });

test('the page as such takes a file', async () => {
  html = pageOf({});
  expect(await send()).toMatchObject({ code: 0 });
  expect(written).toHaveLength(2);
});

const form = (action: string) => ({ action, fields: {}, policy: '{}', signatures: [signature] });
test.each<[string, () => Readonly<Record<string, unknown>>]>([
  ['a path of another host', () => ({ path: `//${elsewhere}/b/in/x/` })],
  ['one behind a backslash', () => ({ path: `/\\${elsewhere}/b/in/x/` })],
  ['another address', () => ({ path: `http://${elsewhere}/b/in/x/` })],
  ['a form to another address', () => ({ about: form(`http://${elsewhere}/b`), data: form(`http://${elsewhere}/b`) })],
  ['a file of this computer', () => ({ path: 'file:///b/in/x/' })],
])('%s gets nothing', async (_what, change) => {
  html = pageOf(change());
  const { code, stdout, stderr } = await send();
  expect([code, stdout, JSON.parse(stderr)]).toMatchObject([4, '', { error: { code: 'send-refused' } }]);
  expect(asked).toEqual([]);
});

test('headers that no page of Mayfly’s has are not sent', async () => {
  headersSeen.length = 0;
  const headers = { 'content-type': 'a/b', cookie: 'a=b', authorization: 'Basic YTpi' };
  html = pageOf({ about: { ...puts, headers }, data: { ...puts, headers } });
  expect(await send()).toMatchObject({ code: 0 });
  expect(headersSeen).toContain('content-type');
  expect(headersSeen).not.toEqual(expect.arrayContaining(['cookie']));
  expect(headersSeen).not.toEqual(expect.arrayContaining(['authorization']));
});
