// The embedded bucket: an S3 server on 127.0.0.1 whose objects live in one folder. It shares no code with the client.

import { mkdir } from 'node:fs/promises';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { type AddressInfo, type Socket, isIP } from 'node:net';
import { dirname } from 'node:path';
import { isBucketName } from '../protocol/address';
import { syncFolder } from '../storage/fsync';
import { systemCode } from '../protocol/errors';
import { type FolderLock, lockFolder } from '../storage/folder-lock';
import type { Writer } from '../auth/writer';
import { type Handling, handleRequest } from './handler';
import { refuseNoHttp } from './linger';
import { listenLocally } from './local-socket';
import { closeIfQuiet, closeQuietSockets } from './quiet-sockets';
import { announceOwner, newProofSecret, withdrawOwner } from './instance-file';
import { Store } from '../storage/store';
import { startSweeper } from '../operations/lifecycle-sweeper';
import { boundUnsigned } from './unsigned-sockets';

export interface LocalBucketOptions {
  /** Created with mode 0700; holds all data of the server. */
  readonly dataDir: string;
  /** Created if missing. */
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface LocalBucket {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly port: number;
  /** Stops listening, lets running requests finish for a moment, and releases the folder. */
  close(): Promise<void>;
}

export type LocalBucketErrorCode = 'port-in-use' | 'data-in-use' | 'data-unusable';

/** Why the bucket could not start. */
export class LocalBucketError extends Error {
  override readonly name = 'LocalBucketError';
  readonly code: LocalBucketErrorCode;

  constructor(code: LocalBucketErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/**
 * Time limits of a client, ms: for a request's headers, and again for the fields of a form; for silence at any time; until the next request on a
 * connection, as clients are told in whole seconds.
 */
export interface ConnectionLimits {
  readonly headersMs: number;
  readonly silenceMs: number;
  readonly keepAliveMs: number;
  readonly checkEveryMs: number;
}

/** For tests: the clock, the interval of lifecycle sweeps, and the limits of clients. */
export interface BucketEnvironment {
  readonly now: () => number;
  readonly sweepIntervalMs: number;
  readonly limits?: ConnectionLimits;
  /** A second key; absent: there is none. */
  readonly writer?: Writer;
  /** The port in `Host` where a proxy stands in front of this server. */
  readonly namedPort?: number;
}

const systemEnvironment: BucketEnvironment = { now: Date.now, sweepIntervalMs: 60_000 };
const systemLimits: ConnectionLimits = {
  headersMs: 20_000,
  silenceMs: 120_000,
  keepAliveMs: 15_000,
  checkEveryMs: 5000,
};
/** Node tells whole seconds only: a client that counts them closes first, and sends no request into a closing connection. */
const untoldMs = 900;
const address = '127.0.0.1';
const graceMs = 2000;
/** The most connections of the port, half of them only for authenticated clients; the local socket takes as many of its own. */
const mostConnections = 512;
const mostUnsigned = 256;

/** Also of a connection on which nothing was asked; never of one that waits for its next request. */
const lateCode = 'ERR_HTTP_REQUEST_TIMEOUT';
const refusals: ReadonlyMap<string | undefined, string> = new Map([
  [lateCode, '408 Request Timeout'],
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
]);

function createHttpServer(handling: Omit<Handling, 'signed' | 'fieldsMs'>, limits: ConnectionLimits): Server {
  const server = createServer({
    maxHeaderSize: 32 * 1024,
    headersTimeout: limits.headersMs,
    // No limit on a whole request: an upload may go on as long as bytes keep coming.
    requestTimeout: 0,
    connectionsCheckingInterval: limits.checkEveryMs,
    keepAliveTimeout: limits.keepAliveMs + untoldMs,
    noDelay: true,
  });
  server.timeout = limits.silenceMs;
  server.maxConnections = mostConnections;
  server.maxHeadersCount = 200;
  const own: Handling = { ...handling, fieldsMs: limits.headersMs, ...boundUnsigned(server, mostUnsigned) };
  const serve = (message: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void => {
    handleRequest(own, message, response, expectsContinue).catch(() => {
      message.socket.destroy();
    });
  };
  server.on('request', (message, response) => {
    serve(message, response, false);
  });
  server.on('checkContinue', (message, response) => {
    serve(message, response, true);
  });
  closeQuietSockets(server);
  server.on('clientError', (cause, socket: Socket) => {
    const code = systemCode(cause);
    if (code === lateCode && socket.bytesRead === 0) closeIfQuiet(socket);
    else refuseNoHttp(socket, refusals.get(code) ?? '400 Bad Request');
  });
  return server;
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      const code = systemCode(cause);
      const taken = code === 'EADDRINUSE' || code === 'EACCES';
      reject(taken ? new LocalBucketError('port-in-use', `Port ${port} is taken.`, cause) : cause);
    });
    server.listen({ host: address, port }, resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    server.closeAllConnections();
  }, graceMs);
  await closed;
  clearTimeout(timer);
}

async function takeFolder(dataDir: string): Promise<FolderLock> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    // Another user's folder may refuse this; then it was not created here.
    await syncFolder(dirname(dataDir)).catch(() => undefined);
    const lock = await lockFolder(dataDir);
    if (lock !== undefined) return lock;
  } catch (cause) {
    throw new LocalBucketError('data-unusable', 'The data folder cannot be used.', cause);
  }
  throw new LocalBucketError('data-in-use', 'Another process serves this data folder.');
}

async function openStore(options: LocalBucketOptions, nowMs: number): Promise<Store> {
  try {
    const store = await Store.open(options.dataDir);
    if (store.catalog.bucket(options.bucket) === undefined) {
      await store.commit([{ type: 'create-bucket', bucket: options.bucket, createdMs: nowMs }]);
    }
    return store;
  } catch (cause) {
    throw new LocalBucketError('data-unusable', 'The data folder cannot be read or written, or is damaged.', cause);
  }
}

/**
 * Starts serving. Fails with `LocalBucketError`: `port-in-use` for a fixed port that is taken, `data-in-use` when another
 * process serves the folder, `data-unusable` when it cannot be read, written or parsed (it stays unchanged).
 */
export async function startLocalBucket(
  options: LocalBucketOptions,
  environment: BucketEnvironment = systemEnvironment,
): Promise<LocalBucket> {
  if (!isBucketName(options.bucket) || isIP(options.bucket) !== 0) throw new TypeError('The bucket has no valid name.');
  const lock = await takeFolder(options.dataDir);
  let store: Store | undefined;
  try {
    const opened = await openStore(options, environment.now());
    store = opened;
    const proofSecret = newProofSecret();
    const { accessKeyId, secretAccessKey, region } = options;
    let port = 0;
    const handling = {
      store: opened,
      credentials: { accessKeyId, secretAccessKey, region },
      writer: environment.writer,
      now: environment.now,
      port: () => environment.namedPort ?? port,
      proofSecret,
    };
    const limits = environment.limits ?? systemLimits;
    const [server, local] = [createHttpServer(handling, limits), createHttpServer(handling, limits)];
    port = await listen(server, options.port);
    const localSocket = await listenLocally(local, options.dataDir);
    const stopServing = () => Promise.all([stop(server), stop(local)]);
    await announceOwner(
      options.dataDir,
      { pid: process.pid, port, startedAtMs: environment.now(), accessKeyId },
      proofSecret,
      localSocket,
    ).catch(async (cause: unknown) => {
      await stopServing();
      throw new LocalBucketError('data-unusable', 'The data folder cannot be written.', cause);
    });
    const stopSweeper = startSweeper(opened, environment.now, environment.sweepIntervalMs);
    let closing: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      await withdrawOwner(options.dataDir);
      await stopServing();
      await stopSweeper();
      await opened.close();
      await lock.release();
    };
    return { endpoint: `http://${address}:${port}`, port, close: async () => (closing ??= close()) };
  } catch (cause) {
    await store?.close();
    await lock.release();
    throw cause;
  }
}
