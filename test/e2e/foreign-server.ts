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

/** A named server behind a port of the test's own, so that it can be stopped without stopping the server; a port may be taken again. */
export async function serveInFrontOf(place: NamedPlace, port = 0): Promise<ForeignServer> {
  const { hostname, port: behind } = new URL(place.endpoint);
  const sockets = new Set<net.Socket>();
  const front = net.createServer((socket) => {
    const onward = net.connect(Number(behind), hostname);
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
  const taken = (front.address() as AddressInfo).port;
  return {
    endpoint: `http://127.0.0.1:${taken}`,
    port: taken,
    bucket: place.bucket,
    accessKeyId: place.accessKeyId,
    secretAccessKey: place.secretAccessKey,
    async stop() {
      front.close();
      for (const socket of sockets) socket.destroy();
      await once(front, 'close');
    },
  };
}
