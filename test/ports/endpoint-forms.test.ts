// An endpoint may be an IPv6 address and have a path and a port: every way a request takes must find it.
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLinkProbe } from '../../main/adapters/network/link-probe';
import { directNetwork } from '../../main/adapters/network/network';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import { parseEndpoint } from '../../main/core/model/connection';
import { sampleConnection, sampleCredentials } from '../fakes/samples';

const seen: string[] = [];
const server = http.createServer((request, response) => {
  seen.push(`${request.method} ${request.headers.host} ${request.url?.split('?')[0]}`);
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/xml', etag: '"e"' });
    response.end('<ListBucketResult><Name>files</Name></ListBucketResult>');
  });
});
let port = 0;
/** A machine may have IPv6 switched off altogether. */
let hasIPv6 = false;
beforeAll(async () => {
  hasIPv6 = await new Promise((resolve) => {
    const trial = net.createServer().once('error', () => resolve(false));
    trial.listen(0, '::1', () => trial.close(() => resolve(true)));
  });
  // Both families, where there are both.
  await new Promise<void>((resolve) => server.listen(0, hasIPv6 ? '::' : '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.close());

describe.each([
  ['an address of four numbers', '127.0.0.1', ''],
  ['a base path', '127.0.0.1', '/storage/s3'],
  ['an IPv6 address', '[::1]', ''],
  ['an IPv6 address and a base path', '[::1]', '/storage/s3'],
])('%s', (_what, host, base) => {
  test('is where bytes, small requests, links and the look for the network go', async ({ skip }) => {
    if (host === '[::1]' && !hasIPv6) skip();
    const { url: endpoint } = parseEndpoint(`http://${host}:${port}${base}/`);
    const store = createObjectStoreFactory(Date.now)({ ...sampleConnection, endpoint }, sampleCredentials);
    seen.length = 0;
    await store.put(
      'a b.txt',
      Buffer.from('abc'),
      { contentType: 'a/b', contentDisposition: 'attachment' },
      {
        signal: new AbortController().signal,
      },
    );
    await store.checkBucket();
    const { url } = await store.link({ key: 'a b.txt', lifetimeSeconds: 60 });
    expect((await createLinkProbe().ask(url)).status).toBe(200);
    store.close();
    const at = `${host}:${port} ${base}/files`;
    expect(seen.map((line) => line.replace(/\/$/, ''))).toEqual([
      `PUT ${at}/a%20b.txt`,
      `GET ${at}`,
      `GET ${at}/a%20b.txt`,
    ]);
    expect(await directNetwork.reaches(endpoint)).toBe(true);
  });
});
