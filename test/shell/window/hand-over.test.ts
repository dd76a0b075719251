// A link that is opened is in no process list, and whoever read the address there gets nothing by it.
import { execFile } from 'node:child_process';
import { request } from 'node:http';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { handOver } from '../../../main/shell/window/hand-over';

const link = 'https://s3.example.com/files/k/a.pdf?X-Amz-Signature=canary#secret';
const isRoot = process.getuid?.() === 0;

const ask = (url: string, options: { readonly method?: string; readonly host?: string } = {}) =>
  new Promise<readonly unknown[]>((resolve, reject) => {
    const { method = 'GET', host } = options;
    const asked = request(url, { method, ...(host !== undefined && { headers: { host } }) }, (answer) => {
      answer.resume();
      resolve([answer.statusCode, answer.headers.location]);
    });
    asked.on('error', reject).end();
  });

describe.runIf(process.platform === 'linux')('the address that is given to the browser', () => {
  test('says nothing of the link and leads to it, fragment and all, more than once', async () => {
    const address = await handOver(link);
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}$/);
    expect([await ask(address), await ask(address)]).toEqual([
      [302, link],
      [302, link],
    ]);
  });

  test.each([
    ['another path', (address: string) => ask(`${address}x`)],
    ['no path', (address: string) => ask(new URL('/', address).href)],
    ['another method', (address: string) => ask(address, { method: 'POST' })],
    ['another host', (address: string) => ask(address, { host: 'evil.example' })],
  ])('gives nothing for %s', async (_what, asked) => {
    expect(await asked(await handOver(link))).toEqual([403, undefined]);
  });

  // Only root can be somebody else.
  test.runIf(isRoot)('gives nothing to another user of the computer', async () => {
    const { hostname, port, host, pathname, search } = new URL(await handOver(link));
    // Not by this Node, which may lie where only its owner can run it.
    const request = String.raw`GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    const script = `exec 3<>/dev/tcp/${hostname}/${port}; printf '${request}' >&3; cat <&3`;
    const { stdout } = await promisify(execFile)('bash', ['-c', script], { uid: 65_534, cwd: '/' });
    expect(stdout).toMatch(/^HTTP\/1\.1 403 /);
    expect(stdout).not.toMatch(/^location:/im);
  });
});
