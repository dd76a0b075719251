// An S3 server that belongs to somebody else: the bucket that the command line serves, under keys of the test's choosing.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import type { NamedPlace } from '../named-places';

const cliPath = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.cjs');

export interface ForeignServer {
  readonly endpoint: string;
  readonly port: number;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  stop(): Promise<void>;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGINT');
  await once(child, 'exit');
}

/** Serves `dataDir`; the same folder and port may be served again after `stop`. */
export async function serveForeignBucket(
  dataDir: string,
  keys: { readonly accessKeyId: string; readonly secretAccessKey: string },
  port?: number,
): Promise<ForeignServer> {
  const child = spawn(
    process.execPath,
    [
      cliPath,
      'bucket',
      'serve',
      '--json',
      '--profile-dir',
      dataDir,
      ...(port === undefined ? [] : ['--port', `${port}`]),
    ],
    {
      env: { ...process.env, AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for await (const line of createInterface(child.stdout)) {
    const { endpoint, bucket } = JSON.parse(line) as { endpoint: string; bucket: string };
    return { endpoint, bucket, ...keys, port: Number(new URL(endpoint).port), stop: () => end(child) };
  }
  throw new Error('the foreign server ended before it said where it is');
}

export interface Relay {
  readonly port: number;
  /** Connections that are open. */
  open(): number;
  stop(): Promise<void>;
}

/** Passes connections to `port` (0: any) on to the place that `behind` names then. */
export async function startRelay(
  behind: () => { readonly host: string; readonly port: number },
  { port = 0, onConnection = () => undefined }: { port?: number; onConnection?: (client: net.Socket) => void } = {},
): Promise<Relay> {
  const sockets = new Set<net.Socket>();
  const front = net.createServer((socket) => {
    onConnection(socket);
    const onward = net.connect(behind());
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy()).on('close', () => sockets.delete(from));
      from.pipe(to);
    }
  });
  front.listen(port, '127.0.0.1');
  await once(front, 'listening');
  return {
    port: (front.address() as AddressInfo).port,
    open: () => sockets.size / 2,
    async stop() {
      front.close();
      for (const socket of sockets) socket.destroy();
      await once(front, 'close');
    },
  };
}

/** A named server behind a port of the test's own, so that it can be stopped without stopping the server; a port may be taken again. */
export async function serveInFrontOf(place: NamedPlace, port = 0): Promise<ForeignServer> {
  const { hostname: host, port: behind } = new URL(place.endpoint);
  const relay = await startRelay(() => ({ host, port: Number(behind) }), { port });
  return {
    endpoint: `http://127.0.0.1:${relay.port}`,
    port: relay.port,
    bucket: place.bucket,
    accessKeyId: place.accessKeyId,
    secretAccessKey: place.secretAccessKey,
    stop: () => relay.stop(),
  };
}
