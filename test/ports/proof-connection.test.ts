// A link is proven over the connection that sent its object, by a request that carries nothing of the sender; where the link goes another way, over
// a connection of its own. A server that writes down every byte says so.
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import tls from 'node:tls';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { createEngineClient } from '../../main/adapters/engine-process/client';
import type { FromEngine } from '../../main/adapters/engine-process/messages';
import { createFiles } from '../../main/adapters/files/files';
import { createLinkProbe } from '../../main/adapters/network/link-probe';
import { createNetwork, type Network } from '../../main/adapters/network/network';
import { createNetworkedStores } from '../../main/adapters/s3/object-store';
import { probeOfSender, prove } from '../../main/core/given/prove';
import type { Connection } from '../../main/core/model/connection';
import type { Route } from '../../main/core/model/proxy-route';
import type { TransferEngine } from '../../main/core/ports/transfer-engine';
import { createLocalEngine } from '../../main/core/transfer/engine';
import { rejected } from '../fakes/failing';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { createAuthority } from './certificates';
import { startProxy, type ProxyOptions } from './proxy-server';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-proof-'));
const path = join(folder, 'a.txt');
writeFileSync(path, 'abc');
const authority = createAuthority();
const caFile = join(folder, 'own.pem');
writeFileSync(caFile, authority.cert);
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Heard {
  readonly connection: number;
  /** The request line and the headers, as they came. */
  readonly head: string;
}

/** A server on bare sockets: it takes every PUT and answers every GET by the first byte of three. `onGet` may do otherwise. */
async function listen(secure: boolean, onGet: (nth: number, socket: Socket) => boolean = () => false) {
  const heard: Heard[] = [];
  const certificates: unknown[] = [];
  let connections = 0;
  let gets = 0;
  const serve = (socket: Socket) => {
    const connection = (connections += 1);
    let arrived = '';
    socket.on('error', () => undefined);
    cleanUps.push(() => socket.destroy());
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      arrived += chunk;
      for (let end = arrived.indexOf('\r\n\r\n'); end >= 0; end = arrived.indexOf('\r\n\r\n')) {
        const head = arrived.slice(0, end);
        const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
        if (arrived.length < end + 4 + length) return;
        arrived = arrived.slice(end + 4 + length);
        heard.push({ connection, head });
        if (head.startsWith('PUT'))
          socket.write('HTTP/1.1 200 OK\r\nETag: "900150983cd24fb0d6963f7d28e17f72"\r\nContent-Length: 0\r\n\r\n');
        else if (!onGet((gets += 1), socket))
          socket.write('HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-0/3\r\nContent-Length: 1\r\n\r\na');
      }
    });
  };
  const wanting = { ...authority.issue({ names: ['127.0.0.1'] }), requestCert: true, rejectUnauthorized: false };
  const server = secure
    ? tls.createServer(wanting, (socket) => {
        certificates.push(socket.getPeerCertificate());
        serve(socket);
      })
    : net.createServer(serve);
  cleanUps.push(() => server.close());
  await new Promise<void>((begun) => server.listen(0, '127.0.0.1', begun));
  const { port } = server.address() as AddressInfo;
  const endpoint = `${secure ? 'https' : 'http'}://127.0.0.1:${port}`;
  return { heard, certificates, port, connection: { ...sampleConnection, endpoint, ...(secure && { caFile }) } };
}

const here = (network: Network): TransferEngine =>
  createLocalEngine({
    clock: Date.now,
    files: createFiles(),
    openObjectStore: createNetworkedStores(Date.now, network),
    random: Math.random,
  });

/** As the app has it, in a plain Node process; `children` gets the process. */
const elsewhere = (network: Network, children: ChildProcess[] = []): TransferEngine =>
  createEngineClient(() => {
    const child = fork(resolve('out/main/engine.cjs'), { serialization: 'advanced', stdio: 'ignore' });
    children.push(child);
    return {
      send: (messages) => void (child.connected && child.send([...messages])),
      onMessages: (listener) => child.on('message', (messages) => listener(messages as readonly FromEngine[])),
      onGone: (listener) => child.once('exit', () => listener()),
      kill: () => child.kill('SIGKILL'),
    };
  }, network.routeTo);

/** Uploads the file; gives its link. */
async function upload(engine: TransferEngine, connection: Connection): Promise<string> {
  cleanUps.push(() => engine.close());
  const job = {
    id: 'u-1',
    path,
    fileName: 'a.txt',
    connection,
    credentials: sampleCredentials,
    key: 'a/a.txt',
    headers: { contentType: 'text/plain', contentDisposition: 'attachment' },
    resumable: false,
  };
  const store = await createNetworkedStores(
    Date.now,
    createNetwork(() => ['direct']),
  )(connection, sampleCredentials);
  cleanUps.push(() => store.close());
  const { url } = await store.link({ key: job.key, lifetimeSeconds: 60 });
  await engine.run(job, { onProgress: () => undefined, save: () => undefined }).done;
  return url;
}

const direct = createNetwork(() => ['direct']);
const proven = { status: 206, sizeBytes: 3 };
const nameOf = (header: string) => header.slice(0, header.indexOf(':')).toLowerCase();

// The connection of an upload stays open for a second of real time, which a busy machine can take between two lines of a test.
describe.each([
  ['in this process', here],
  ['in a process of its own', elsewhere],
])('the engine %s', { retry: 3 }, (_where, engineOn) => {
  test.each([
    ['http', false],
    ['https', true],
  ])('proves over the %s connection of the upload, without credentials of any kind', async (_scheme, secure) => {
    const { heard, certificates, connection } = await listen(secure);
    const engine = engineOn(direct);
    const url = await upload(engine, connection);
    expect(await engine.ask(url, connection)).toEqual(proven);
    expect(heard.map(({ connection: nth, head }) => [nth, head.split(' ')[0]])).toEqual([
      [1, 'PUT'],
      [1, 'GET'],
    ]);
    const [line = '', ...headers] = heard[1]?.head.split('\r\n') ?? [];
    expect(line).toBe(`GET ${url.slice(connection.endpoint.length)} HTTP/1.1`);
    expect(headers.map(nameOf).filter((name) => name !== 'connection')).toEqual(['host', 'range']);
    // The server wanted a certificate of the client.
    expect(certificates).toEqual(secure ? [{}] : []);
  });

  const through = async (
    given: ProxyOptions,
    hop: { readonly user: string; readonly password: string } | undefined,
  ) => {
    const { heard, connection } = await listen(false);
    const proxy = await startProxy(given);
    cleanUps.push(() => proxy.close());
    const route: Route = [{ scheme: 'http', host: proxy.host, ...hop }];
    const engine = engineOn(createNetwork(() => route));
    const url = await upload(engine, connection);
    return { answer: await engine.ask(url, connection), methods: proxy.seen.map(({ method }) => method), heard };
  };

  test('asks by a proxy that lets everybody pass', async () => {
    const { answer, methods } = await through({}, undefined);
    expect([answer, methods]).toEqual([proven, ['PUT', 'GET']]);
  });

  test('asks nothing by a proxy that knows the sender', async () => {
    const known = { user: 'ann', password: 'secret' };
    const { answer, methods, heard } = await through({ password: 'ann:secret' }, known);
    expect([answer, methods, heard.length]).toEqual([undefined, ['PUT'], 1]);
  });

  test('asks nothing where the link takes another route than the upload', async () => {
    const { heard, port, connection } = await listen(false);
    const proxy = await startProxy({ hosts: { [`files.mayfly.test:${port}`]: `127.0.0.1:${port}` } });
    cleanUps.push(() => proxy.close());
    const apart: Connection = {
      ...connection,
      endpoint: `http://mayfly.test:${port}`,
      bucket: 'files',
      addressing: 'virtual-host',
    };
    const isLink = (url: string) => new URL(url).hostname.startsWith('files.');
    const network = createNetwork((url) => (isLink(url) ? ['direct'] : [{ scheme: 'http', host: proxy.host }]));
    const engine = engineOn(network);
    const url = await upload(engine, apart);
    expect([await engine.ask(url, apart), heard.length]).toEqual([undefined, 1]);
  });
});

test('asks nothing where it sent nothing, or the link leads to another host', async () => {
  const { heard, connection } = await listen(false);
  const other = await listen(false);
  const engine = here(direct);
  expect(await engine.ask(`${connection.endpoint}/files/a`, connection)).toBeUndefined();
  await upload(engine, connection);
  for (const url of [`${other.connection.endpoint}/files/a`, connection.endpoint.replace('127.0.0.1', 'localhost')])
    expect(await engine.ask(url, connection)).toBeUndefined();
  expect([heard.length, other.heard.length]).toEqual([1, 0]);
});

test('a connection that the server gave up says nothing about the link', async () => {
  const { heard, connection } = await listen(false, (nth, socket) => {
    if (nth === 1) socket.destroy();
    return nth === 1;
  });
  const engine = here(direct);
  const url = await upload(engine, connection);
  const probe = probeOfSender({ engine, probe: createLinkProbe() }, connection);
  expect(await prove(probe, url, { sizeBytes: 3 }, connection)).toEqual({ verdict: 'proven', answer: proven });
  expect(heard.map((one) => one.connection)).toEqual([1, 1, 2]);
});

test('what the link answers is told as it is', async () => {
  const { connection } = await listen(false, (_nth, socket) =>
    socket.write('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'),
  );
  const engine = here(direct);
  const url = await upload(engine, connection);
  const probe = probeOfSender({ engine, probe: createLinkProbe() }, connection);
  expect(await prove(probe, url, { sizeBytes: 3 }, connection)).toEqual({ verdict: 'gone', answer: { status: 404 } });
});

test('an engine whose process dies while it proves leaves the proof to this process', async () => {
  const children: ChildProcess[] = [];
  const { heard, connection } = await listen(false, (nth) => {
    if (nth === 1) children[0]?.kill('SIGKILL');
    return nth === 1;
  });
  const engine = elsewhere(direct, children);
  const url = await upload(engine, connection);
  const asked = engine.ask(url, connection);
  const probe = probeOfSender({ engine: { ...engine, ask: () => asked }, probe: createLinkProbe() }, connection);
  expect(await prove(probe, url, { sizeBytes: 3 }, connection)).toEqual({ verdict: 'proven', answer: proven });
  expect((await rejected(asked)).code).toBe('engine-stopped');
  expect(heard.length).toBe(3);
});
