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
    const address = await handOver(link);
    const script = `require('node:http').get(${JSON.stringify(address)}, (a) => console.log(a.statusCode, a.headers.location))`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { uid: 65_534, cwd: '/' });
    expect(stdout).toBe('403 undefined\n');
  });
});
