// Through proxies of every temper uploads arrive whole, links are opened, and keys are seen by the server alone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createLinkProbe } from '../../main/adapters/network/link-probe';
import { createNetwork, type Network } from '../../main/adapters/network/network';
import { createNetworkedStores } from '../../main/adapters/s3/object-store';
import { routeOfEnvironment, routeOfPac, type Route } from '../../main/core/model/proxy-route';
import type { Connection } from '../../main/core/model/connection';
import { rejected } from '../fakes/failing';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { bucketName, startFaultServer, type FaultServer } from '../faults/fault-server';
import { createAuthority } from './certificates';
import type { Subject } from './object-store-subject';
import { startProxy, type ProxyOptions, type ProxyServer } from './proxy-server';
import { startEmbedded } from './real-servers';
import { answer, startScripted, type ScriptedServer } from './scripted-server';
import { operations } from './store-operations';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-proxies-'));
const authority = createAuthority();
const caFile = join(folder, 'own.pem');
writeFileSync(caFile, authority.cert);

/** A name that no resolver but the proxy's knows. */
const name = 's3.mayfly.test';
const limits = { connectMs: 3_000, silenceMs: 3_000 };
const headers = { contentType: 'text/plain', contentDisposition: 'attachment' };
const options = () => ({ signal: new AbortController().signal });

let faults: FaultServer;
let secure: tls.Server;
let bucket: Subject;
beforeAll(async () => {
  faults = await startFaultServer();
  const { port } = new URL(faults.url);
  secure = tls.createServer(authority.issue({ names: [name, '127.0.0.1'] }), (socket) => {
    const onward = net.connect(Number(port), '127.0.0.1');
    for (const end of [socket, onward]) end.on('error', () => undefined);
    socket.pipe(onward).pipe(socket);
    socket.on('close', () => onward.destroy());
  });
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  bucket = await startEmbedded({});
});
const running: (ProxyServer | ScriptedServer)[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});
afterAll(async () => {
  await bucket.close();
  secure.close();
  await faults.close();
  rmSync(folder, { recursive: true });
});

async function proxy(given: ProxyOptions = {}): Promise<ProxyServer> {
  const { port } = secure.address() as AddressInfo;
  const started = await startProxy({ hosts: { [`${name}:443`]: `127.0.0.1:${port}` }, ...given });
  running.push(started);
  return started;
}

const there: Connection = { ...sampleConnection, endpoint: `https://${name}`, bucket: bucketName, caFile };
const through = (route: Route): Network => createNetwork(() => route);
const open = (network: Network, connection: Connection = there) =>
  Promise.resolve(createNetworkedStores(Date.now, network, limits)(connection, sampleCredentials));
const by = ({ host }: ProxyServer): Route => [{ scheme: 'http', host }];

async function codeOf(network: Network, connection: Connection = there): Promise<readonly unknown[]> {
  const store = await open(network, connection);
  const failures = [];
  for (const operation of ['put', 'checkBucket'] as const) {
    const { code, detail } = await rejected(operations[operation](store));
    failures.push([code, detail.otherHost, detail.reason ?? detail.status]);
  }
  store.close();
  expect(failures[0]).toEqual(failures[1]);
  return failures[0] ?? [];
}

describe('a tunnel', () => {
  test('carries bytes, small requests and the proof of a link, and the proxy reads none of them', async () => {
    const tunnel = await proxy();
    const network = through(by(tunnel));
    const store = await open(network);
    await store.put('a.txt', Buffer.from('abc'), headers, options());
    const uploadId = await store.createUpload('b.bin', headers);
    const part = await store.putPart('b.bin', uploadId, 1, Buffer.alloc(5 * 1_048_576, 1), options());
    await store.completeUpload('b.bin', uploadId, [part]);
    expect((await store.describe('b.bin'))?.sizeBytes).toBe(5 * 1_048_576);
    await store.checkBucket();
    const { url } = await store.link({ key: 'a.txt', lifetimeSeconds: 60 });
    expect(await createLinkProbe(network, limits).ask(url, { caFile })).toMatchObject({ status: 206, sizeBytes: 3 });
    expect([...new Set(tunnel.seen.map(({ method, target }) => `${method} ${target}`))]).toEqual([
      `CONNECT ${name}:443`,
    ]);
    expect(tunnel.seen.some(({ readable, password }) => readable || password !== undefined)).toBe(false);
    // One for the upload, one for the requests of the SDK, one for the proof: connections are kept.
    expect(tunnel.seen.length).toBe(3);
    store.close();
  });

  test('is opened with the password of the proxy, and only the proxy gets it', async () => {
    const tunnel = await proxy({ password: 'me:p@ss:' });
    const route = routeOfEnvironment(there.endpoint, { HTTPS_PROXY: `http://me:p%40ss%3A@${tunnel.host}` });
    const store = await open(through(route));
    await store.put('a.txt', Buffer.from('abc'), headers, options());
    expect(tunnel.seen).toEqual([{ method: 'CONNECT', target: `${name}:443`, password: 'me:p@ss:', readable: false }]);
    store.close();
  });

  test('is opened with a password that is known for this very proxy', async () => {
    const tunnel = await proxy({ password: 'me:secret' });
    const asked: string[] = [];
    const network = createNetwork(() => by(tunnel), {
      async of(host) {
        asked.push(host);
        return { user: 'me', password: 'secret' };
      },
      keep: async () => undefined,
      forget: async () => undefined,
    });
    const store = await open(network);
    await store.put('a.txt', Buffer.from('abc'), headers, options());
    expect(asked).toEqual([tunnel.host]);
    store.close();
  });

  test.each([
    ['none', {}],
    ['a wrong one', { user: 'me', password: 'wrong' }],
  ])('that wants a password and gets %s says so', async (_what, given) => {
    const tunnel = await proxy({ password: 'me:secret' });
    expect(await codeOf(through([{ scheme: 'http', host: tunnel.host, ...given }]))).toEqual([
      'proxy-password',
      tunnel.host,
      undefined,
    ]);
  });

  test('that is refused is told with its status', async () => {
    const tunnel = await proxy({ answers: { status: 403, body: '<html>canary</html>' } });
    expect(await codeOf(through(by(tunnel)))).toEqual(['proxy-refused', tunnel.host, 403]);
  });

  test('that ends nowhere is told as the server’s absence', async () => {
    const tunnel = await proxy({ hosts: {} });
    expect(await codeOf(through(by(tunnel)))).toEqual([
      'endpoint-unreachable',
      tunnel.host,
      'the proxy cannot reach it',
    ]);
  });

  test('without a certificate that is trusted is no tunnel to this server', async () => {
    const tunnel = await proxy();
    const { caFile: _none, ...untrusting } = there;
    const store = await open(through(by(tunnel)), untrusting);
    expect(await rejected(operations.put(store))).toMatchObject({
      code: 'tls-untrusted',
      detail: { host: name, fingerprint: expect.stringMatching(/^[0-9A-F:]{95}$/) as unknown },
    });
    store.close();
  });

  test('is not begun where the proxy never answers, and nothing of it stays', async () => {
    const silent = net.createServer((socket) => socket.on('error', () => undefined).resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const network = through([{ scheme: 'http', host }]);
    const store = await createNetworkedStores(Date.now, network, { connectMs: 300, silenceMs: 300 })(
      there,
      sampleCredentials,
    );
    for (const operation of ['put', 'checkBucket'] as const) {
      expect((await rejected(operations[operation](store))).code).toBe('timed-out');
    }
    store.close();
    await expect
      .poll(() => new Promise((resolve) => silent.getConnections((_error, count) => resolve(count))), {
        timeout: 2_000,
      })
      .toBe(0);
    silent.close();
  });
});

describe('a proxy that is not there', () => {
  const gone = async () => {
    const proxyOnce = await startProxy();
    await proxyOnce.close();
    return proxyOnce.host;
  };

  test('is told apart from a server that is not there', async () => {
    const host = await gone();
    expect(await codeOf(through([{ scheme: 'http', host }]))).toEqual(['proxy-unreachable', host, undefined]);
  });

  test('gives way to the next one, and to none', async () => {
    const [host, tunnel] = [await gone(), await proxy()];
    const store = await open(through(routeOfPac(`PROXY ${host}; PROXY ${tunnel.host}; DIRECT`)));
    await store.put('a.txt', Buffer.from('abc'), headers, options());
    expect(tunnel.seen).toHaveLength(1);
    store.close();

    const here = { ...there, endpoint: `https://127.0.0.1:${(secure.address() as AddressInfo).port}` };
    const directly = await open(through(routeOfPac(`PROXY ${host}; DIRECT`)), here);
    await directly.put('a.txt', Buffer.from('abc'), headers, options());
    directly.close();
  });

  test('is looked for instead of the server when the network is waited for', async () => {
    const [host, tunnel] = [await gone(), await proxy()];
    expect(await through(by(tunnel)).reaches(there.endpoint)).toBe(true);
    expect(await through([{ scheme: 'http', host }]).reaches(bucket.connection.endpoint)).toBe(false);
    expect(await through(['direct']).reaches(bucket.connection.endpoint)).toBe(true);
  });

  test('SOCKS is not spoken, and that is said', async () => {
    const network = through(routeOfPac('SOCKS5 127.0.0.1:1080'));
    expect((await codeOf(network))[0]).toBe('proxy-unsupported');
    expect((await codeOf(network, bucket.connection))[0]).toBe('proxy-unsupported');
  });
});

describe('plain http', () => {
  const even = { NO_PROXY: '<-loopback>' };

  test('is asked for by whole addresses, as they were signed', async () => {
    const forwarder = await proxy({ password: 'me:secret' });
    const network = createNetwork((url) =>
      routeOfEnvironment(url, { ...even, http_proxy: `http://me:secret@${forwarder.host}` }),
    );
    const { connection, credentials } = bucket;
    const store = await createNetworkedStores(Date.now, network, limits)(connection, credentials);
    await store.put("odd 'name' (1)!.txt", Buffer.from('abc'), headers, options());
    await store.checkBucket();
    const { url } = await store.link({ key: "odd 'name' (1)!.txt", lifetimeSeconds: 60 });
    expect((await createLinkProbe(network, limits).ask(url)).status).toBe(206);
    expect(forwarder.seen.map(({ method }) => method)).toEqual(['PUT', 'GET', 'GET']);
    expect(forwarder.seen.at(-1)?.target).toBe(url);
    expect(forwarder.seen.every(({ password }) => password === 'me:secret')).toBe(true);
    await store.remove("odd 'name' (1)!.txt");
    store.close();
  });

  test('a key that begins with a slash is not taken for another host', async () => {
    const forwarder = await proxy({
      hosts: { 'files.mayfly.test:80': '127.0.0.1:1', 'files.mayfly.test': '127.0.0.1:1' },
    });
    const connection = { ...sampleConnection, endpoint: 'http://mayfly.test', addressing: 'virtual-host' as const };
    const store = await open(through(by(forwarder)), connection);
    await store.put('/evil.example/x', Buffer.from('abc'), headers, options()).catch(() => undefined);
    expect(forwarder.seen.map(({ target }) => target.split('?')[0])).toEqual([
      'http://files.mayfly.test//evil.example/x',
    ]);
    store.close();
  });

  test.each([
    ['wants a password', { password: 'me:secret' }, 'proxy-password'],
    ['refuses', { answers: { status: 403, body: '<html>canary</html>' } }, 'proxy-refused'],
  ] as const)('says that the proxy %s', async (_what, given, code) => {
    const forwarder = await proxy(given);
    const connection = { ...sampleConnection, endpoint: 'http://s3.example.com' };
    expect((await codeOf(through(by(forwarder)), connection)).slice(0, 2)).toEqual([code, forwarder.host]);
  });

  test('a sign-in page in its place is told as one', async () => {
    const forwarder = await proxy({ answers: { status: 200, body: '<html>canary</html>' } });
    const connection = { ...sampleConnection, endpoint: 'http://s3.example.com' };
    expect((await codeOf(through(by(forwarder)), connection))[0]).toBe('captive-portal');
  });
});

test('this computer is never reached through a proxy, unless the user says so', async () => {
  const tunnel = await proxy();
  const environment = { HTTP_PROXY: `http://${tunnel.host}`, HTTPS_PROXY: `http://${tunnel.host}` };
  const network = createNetwork((url) => routeOfEnvironment(url, environment));
  const { connection, credentials } = bucket;
  const store = await createNetworkedStores(Date.now, network, limits)(connection, credentials);
  await store.put('a.txt', Buffer.from('abc'), headers, options());
  await store.checkBucket();
  expect(tunnel.seen).toEqual([]);
  await store.remove('a.txt');
  store.close();
});

test('no redirect is followed through a proxy either', async () => {
  const tempting = await startScripted();
  const elsewhere = await startScripted();
  running.push(tempting, elsewhere);
  tempting.script = answer(302, '', { location: `${elsewhere.endpoint}/files/k` });
  const forwarder = await proxy({ hosts: { 's3.example.com': `127.0.0.1:${tempting.port}` } });
  const connection = { ...sampleConnection, endpoint: 'http://s3.example.com' };
  expect((await codeOf(through(by(forwarder)), connection))[0]).toBe('captive-portal');
  expect([tempting.seen.length, elsewhere.seen]).toEqual([2, []]);
});
