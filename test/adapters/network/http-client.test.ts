// Our own HTTP client against servers that answer byte by byte what a test says: connections are kept, given up and never mixed up.
import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import tls, { createSecureContext } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { Connections } from '../../../main/adapters/network/connection-pool';
import { createAgents, send, type Agents, type Outgoing } from '../../../main/adapters/network/http-client';
import { rejected } from '../../fakes/failing';
import { createAuthority } from '../../ports/certificates';

const limits = { connectMs: 5_000, silenceMs: 5_000 };
const ok = (body: string, more = '') => `HTTP/1.1 200 OK\r\n${more}Content-Length: ${body.length}\r\n\r\n${body}`;

interface Heard {
  /** The nth connection, and the nth request on it; from 1. */
  readonly connection: number;
  readonly request: number;
  readonly head: string;
  readonly socket: Socket;
}

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** Reads requests whole, and does `answer` with each. */
async function serve(answer: (heard: Heard) => void, server: net.Server = net.createServer(), event = 'connection') {
  const heard: Heard[] = [];
  let connections = 0;
  const sockets = new Set<Socket>();
  server.on(event, (socket: Socket) => {
    const connection = (connections += 1);
    sockets.add(socket);
    let bytes = '';
    let request = 0;
    socket.on('error', () => undefined);
    socket.on('data', (piece: Buffer) => {
      bytes += piece.toString('latin1');
      const end = bytes.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(bytes)?.[1] ?? 0);
      if (end === -1 || bytes.length < end + 4 + length) return;
      const one = { connection, request: (request += 1), head: bytes.slice(0, end), socket };
      bytes = bytes.slice(end + 4 + length);
      heard.push(one);
      answer(one);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  cleanUps.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/b/k`, port, heard, connections: () => connections };
}

function pool(maxSockets = 4): Agents {
  const agents = createAgents(maxSockets);
  cleanUps.push(() => agents.close());
  return agents;
}

const authority = createAuthority();
const certificate = authority.issue({ names: ['127.0.0.1', 'localhost'] });
const trusting = () => createSecureContext({ ca: authority.cert });

const get = (url: string, agents: Agents, more: Partial<Outgoing> = {}) =>
  send({ method: 'GET', url, headers: {}, ...more }, agents, limits);

describe('a kept connection that the server gave up', () => {
  const givingUp = () => serve(({ request, socket }) => (request === 2 ? socket.destroy() : socket.write(ok(''))));

  test.each(['GET', 'PUT', 'HEAD', 'DELETE'] as const)('%s goes once more, over a new one', async (method) => {
    const { url, heard } = await givingUp();
    const agents = pool();
    await get(url, agents);
    const body = method === 'PUT' ? Buffer.alloc(300_000, 1) : new Uint8Array();
    expect((await get(url, agents, { method, body })).status).toBe(200);
    expect(heard.map(({ connection, request }) => [connection, request])).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
    ]);
  });

  test.each([
    ['POST', { method: 'POST' }],
    ['what says so', { method: 'PUT', once: true }],
  ] as const)('%s goes once', async (_what, more) => {
    const { url, heard } = await givingUp();
    const agents = pool();
    await get(url, agents);
    expect((await rejected(get(url, agents, more))).code).toBe('connection-lost');
    expect(heard).toHaveLength(2);
  });

  test('has no second chance where a new one ends as well, and none where an answer had begun', async () => {
    const never = await serve(({ connection, request, socket }) =>
      connection === 1 && request === 1 ? socket.write(ok('a')) : socket.destroy(),
    );
    const agents = pool();
    await get(never.url, agents);
    expect((await rejected(get(never.url, agents))).code).toBe('connection-lost');
    expect(never.heard).toHaveLength(3);

    const begun = await serve(({ request, socket }) =>
      request === 1 ? socket.write(ok('a')) : socket.end('HTTP/1.1 2'),
    );
    await get(begun.url, agents);
    expect((await rejected(get(begun.url, agents))).code).toBe('connection-lost');
    expect(begun.heard).toHaveLength(2);
  });

  test('is not used where the server told when it gives up', async () => {
    const { url, connections } = await serve(({ socket }) => socket.write(ok('a', 'Keep-Alive: timeout=1\r\n')));
    const agents = pool();
    await get(url, agents);
    await get(url, agents);
    expect(connections()).toBe(2);
  });
});

describe('no response is taken for that of another request', () => {
  test('a second one behind the first, at once', async () => {
    const { url } = await serve(({ socket }) => socket.write(ok('a') + ok('evil')));
    expect((await rejected(get(url, pool()))).code).toBe('connection-lost');
  });

  test('a second one behind the first, later', async () => {
    const { url, heard } = await serve(({ connection, socket }) => socket.write(ok(`${connection}`)));
    const agents = pool();
    await get(url, agents);
    const gone = once(heard[0]?.socket ?? new net.Socket(), 'close');
    heard[0]?.socket.write(ok('evil'));
    await gone;
    expect((await get(url, agents)).body()).toBe('2');
  });

  test('one that a cancelled request left on its way', async () => {
    const { url } = await serve(({ connection, socket }) => {
      if (connection > 1) socket.write(ok(`${connection}`));
      else setTimeout(() => socket.write(ok('late')), 50);
    });
    const agents = pool(1);
    const cancelling = new AbortController();
    const first = rejected(get(url, agents, { signal: cancelling.signal }));
    setTimeout(() => cancelling.abort(), 20);
    expect((await first).code).toBe('cancelled');
    expect((await get(url, agents)).body()).toBe('2');
  });

  test('after a response before the request was sent whole the next one has a new connection', async () => {
    let connections = 0;
    const server = net.createServer((socket) => {
      connections += 1;
      cleanUps.push(() => socket.destroy());
      socket.on('error', () => undefined).once('data', () => socket.pause().write(ok(`${connections}`)));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    cleanUps.push(() => server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const agents = pool();
    expect((await get(url, agents, { method: 'PUT', body: Buffer.alloc(33_554_432) })).body()).toBe('1');
    expect((await get(url, agents)).body()).toBe('2');
  });
});

describe('requests wait for a connection where all are busy', () => {
  test('in order, and those that were cancelled meanwhile are left out', async () => {
    const { url, heard, connections } = await serve(({ socket }) => setTimeout(() => socket.write(ok('a')), 10));
    const agents = pool(2);
    const cancelling = new AbortController();
    const all = [1, 2, 3, 4, 5].map((n) => get(`${url}${n}`, agents, n === 4 ? { signal: cancelling.signal } : {}));
    cancelling.abort();
    const ends = await Promise.allSettled(all);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(heard.map(({ head }) => head.split(' ')[1])).toEqual(['/b/k1', '/b/k2', '/b/k3', '/b/k5']);
    expect(connections()).toBe(2);
  });

  test('and take one that is idle before theirs is open, which the next request then uses', async () => {
    const { url, port, connections } = await serve(({ socket }) => socket.write(ok('a')));
    const opening: (() => void)[] = [];
    const open = () =>
      new Promise<Socket>((resolve) => {
        const socket = net.connect(port, '127.0.0.1');
        opening.push(() => resolve(socket));
      });
    const agents = { ...pool(), connections: new Connections(open, 8) };
    cleanUps.push(() => agents.connections.close());
    const [first, second] = [get(url, agents), get(url, agents)];
    opening[0]?.();
    await Promise.all([first, second]);
    const [third, fourth] = [get(url, agents), get(url, agents)];
    opening[1]?.();
    await Promise.all([third, fourth]);
    expect(opening).toHaveLength(2);
    expect(connections()).toBe(2);
  });

  test('and end with the pool', async () => {
    const { url } = await serve(() => undefined);
    const agents = pool(1);
    const all = [1, 2].map(() => rejected(get(url, agents)));
    setTimeout(() => agents.close(), 50);
    expect((await Promise.all(all)).map(({ code }) => code)).toEqual(['connection-lost', 'connection-lost']);
  });
});

test.each([
  ['a line end in a header', { headers: { 'content-type': 'a\r\nx-evil: 1' } }],
  ['a line end in a name', { headers: { 'x\r\nevil': '1' } }],
  ['a letter that is no byte', { headers: { 'content-type': '\u{10D}\u{10A}' } }],
  ['a space in the path', { url: ' HTTP/1.1\r\nx-evil: 1\r\n' }],
])(
  '%s never leaves',
  async (_what, { url: path = '', ...more }: { url?: string; headers?: Record<string, string> }) => {
    const { url, heard } = await serve(({ socket }) => socket.write(ok('a')));
    await expect(get(`${url}${path}`, pool(), more)).rejects.toThrow(TypeError);
    expect(heard).toEqual([]);
  },
);

// Node closes a socket whose write fails, whatever lies unread in it. Windows gives no way to read it then.
test.skipIf(process.platform === 'win32')(
  'a server that refuses a body early and resets the connection is heard, not taken for a lost one',
  async () => {
    // On a thread of its own: it answers while this one is busy.
    const refusing = `
      const { createServer } = require('node:net');
      const server = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => {
          socket.pause();
          socket.write('HTTP/1.1 403 Forbidden\\r\\nContent-Length: 5\\r\\n\\r\\nnever', () => socket.destroy());
        });
      }).listen(0, '127.0.0.1', () => require('node:worker_threads').parentPort.postMessage(server.address().port));`;
    const thread = new Worker(refusing, { eval: true });
    cleanUps.push(() => void thread.terminate());
    const [port] = (await once(thread, 'message')) as [number];
    const outgoing = {
      method: 'PUT',
      url: `http://127.0.0.1:${port}/b/k`,
      headers: {},
      body: Buffer.alloc(16_777_216),
      onSent: () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100),
    } as const;
    expect((await send(outgoing, pool(), limits)).status).toBe(403);
  },
);

test.each(['http:', 'https:'])(
  'a body comes into the memory that was given for it by %s, and what does not fit behind it',
  async (scheme) => {
    const bodies = ['x'.repeat(500_000), 'y'.repeat(600_000), 'z'.repeat(10)];
    const secure: [server?: net.Server, event?: string] =
      scheme === 'https:' ? [tls.createServer(certificate), 'secureConnection'] : [];
    const { port, connections } = await serve(
      ({ request, socket }) => void socket.write(ok(bodies[request - 1] ?? '')),
      ...secure,
    );
    const agents = createAgents(4, trusting);
    cleanUps.push(() => agents.close());
    const into = Buffer.alloc(500_000);
    const answers: string[] = [];
    for (const body of bodies) {
      const { pieces = [], bytes } = await get(`${scheme}//127.0.0.1:${port}/`, agents, { into, mostBytes: 1_000_000 });
      answers.push(bytes.toString());
      expect(pieces[0]?.buffer).toBe(into.buffer);
      expect(pieces[0]?.length).toBe(Math.min(body.length, into.length));
    }
    expect(answers).toEqual(bodies);
    expect(connections()).toBe(1);
  },
);

test('progress is told by the bytes that left, up to all but the last of them', async () => {
  const { url } = await serve(({ socket }) => socket.write(ok('')));
  const sent: number[] = [];
  const body = Buffer.alloc(1_000_000);
  await get(url, pool(), { method: 'PUT', body, onSent: (bytes) => sent.push(bytes) });
  expect(sent).toEqual(sent.toSorted((a, b) => a - b));
  // Slices grow while the line is fast.
  expect(sent.length).toBeGreaterThan(1);
  expect(sent.at(-1)).toBe(body.length - 65_536);
});

describe('TLS', () => {
  const serveTls = async () => {
    const server = tls.createServer(certificate);
    const resumed: boolean[] = [];
    server.on('secureConnection', (socket) => resumed.push(socket.isSessionReused()));
    const close = 'Connection: close\r\n';
    const { port } = await serve(({ socket }) => socket.write(ok('a', close)), server, 'secureConnection');
    return { url: `https://localhost:${port}/`, resumed };
  };

  test('a second connection to a server resumes the session of the first', async () => {
    const { url, resumed } = await serveTls();
    const agents = createAgents(4, trusting);
    await get(url, agents);
    await get(url, agents);
    agents.close();
    expect(resumed).toEqual([false, true]);
  });

  test('no session is resumed by who does not trust the authority', async () => {
    const { url, resumed } = await serveTls();
    const agents = createAgents(4, trusting);
    await get(url, agents);
    agents.close();
    expect((await rejected(get(url, pool()))).code).toBe('tls-untrusted');
    expect(resumed).toEqual([false]);
  });
});
