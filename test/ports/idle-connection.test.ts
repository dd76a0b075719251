// A connection that is opened before its request carries nothing but handshakes, and the request takes it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createNetwork } from '../../main/adapters/network/network';
import { createNetworkedStores } from '../../main/adapters/s3/object-store';
import { direct, type Route } from '../../main/core/model/proxy-route';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { createAuthority } from './certificates';
import { startProxy } from './proxy-server';
import { answer, startScripted } from './scripted-server';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-idle-'));
const authority = createAuthority();
const caFile = join(folder, 'own.pem');
writeFileSync(caFile, authority.cert);
afterAll(() => rmSync(folder, { recursive: true }));

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A server that counts, the proxy before it where one is wanted, and a store that leads there. */
async function start(secure: boolean, proxied: boolean) {
  const server = secure ? https.createServer(authority.issue({ names: ['127.0.0.1'] })) : http.createServer();
  let connections = 0;
  server.on(secure ? 'secureConnection' : 'connection', () => (connections += 1));
  const scripted = await startScripted(server);
  scripted.script = answer(200, '', { etag: '"e"' });
  const at = `127.0.0.1:${scripted.port}`;
  const proxy = proxied ? await startProxy({ hosts: { [at]: at } }) : undefined;
  const route: Route = proxy === undefined ? direct : [{ scheme: 'http', host: proxy.host }];
  const endpoint = `${secure ? 'https' : 'http'}://${at}`;
  const store = await createNetworkedStores(
    Date.now,
    createNetwork(() => route),
  )({ ...sampleConnection, endpoint, ...(secure && { caFile }) }, sampleCredentials);
  closing.push(
    () => scripted.close(),
    () => proxy?.close(),
    () => store.close(),
  );
  return {
    store,
    server,
    scripted,
    proxy,
    counted: () => [connections, scripted.seen.length],
    put: () =>
      store.put(
        'a',
        Buffer.from('a'),
        { contentType: 'text/plain', contentDisposition: 'attachment' },
        {
          signal: new AbortController().signal,
        },
      ),
  };
}

test.each([
  ['http', false, false],
  ['https', true, false],
  ['https through a proxy', true, true],
])('%s: one connection, no request before the upload, and the upload takes it', async (_what, secure, proxied) => {
  const { store, counted, put, proxy } = await start(secure, proxied);
  await store.connect();
  await store.connect();
  await expect.poll(counted).toEqual([1, 0]);
  await put();
  await put();
  expect(counted()).toEqual([1, 2]);
  expect(proxy?.seen.map(({ method }) => method)).toEqual(proxied ? ['CONNECT'] : undefined);
});

test('http through a proxy: the proxy alone is connected to', async () => {
  const { store, counted, put, proxy } = await start(false, true);
  await store.connect();
  expect([counted(), proxy?.seen]).toEqual([[0, 0], []]);
  await put();
  expect([counted(), proxy?.seen.length]).toEqual([[1, 1], 1]);
});

test('a connection that the server closed meanwhile costs the upload nothing but another one', async () => {
  const { store, counted, put, server } = await start(false, false);
  await store.connect();
  await expect.poll(counted).toEqual([1, 0]);
  server.closeAllConnections();
  await wait(50);
  await put();
  expect(counted()).toEqual([2, 1]);
});

test('a server that is gone is told by the upload, not by the connection before it', async () => {
  const { store, put, scripted } = await start(false, false);
  await scripted.close();
  await store.connect().catch(() => undefined);
  await expect(put()).rejects.toMatchObject({ code: 'connection-refused' });
});
