// The embedded bucket: an S3 server on 127.0.0.1, and on network addresses where it is told to, whose objects live in one folder. It shares no code with the
// client.

import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import { dirname } from 'node:path';
import { bucketOfHost, bucketOfNetworkHost, isBucketName } from '../protocol/address';
import { syncFolder } from '../storage/fsync';
import { systemCode } from '../protocol/errors';
import { type FolderLock, lockFolder } from '../storage/folder-lock';
import type { Writer } from '../auth/writer';
import { GuestRoom, freeBytesOf } from './guest-room';
import { GuestSockets } from './guest-sockets';
import type { Entrance } from './handler';
import {
  type ConnectionLimits,
  type ServerHandling,
  createGuestServer,
  createOwnServer,
  networkLimits,
  systemLimits,
} from './http-server';
import { listenLocally } from './local-socket';
import { type ListenResult, NetworkListeners, systemAddresses } from './network-listeners';
import { announceOwner, newProofSecret, withdrawOwner } from './instance-file';
import { stopServer } from './stop-server';
import { type OnServed, ServedWatch } from '../receipts/served';
import { Store } from '../storage/store';
import { startSweeper } from '../operations/lifecycle-sweeper';

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
  /**
   * Serves the same port on exactly these network addresses from now on, beside loopback: IPv4 and IPv6, of this computer's interfaces. Each result is for
   * itself, in the order given. There only links, forms and doors are answered (guest-requests.ts). On an address that is left out, running requests may
   * finish for a moment. Idempotent. Rejects with `LocalBucketError` `data-unusable` where the owner file cannot be written, and with `TypeError` for
   * more than 64 addresses.
   */
  listenOn(addresses: readonly string[]): Promise<readonly ListenResult[]>;
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

/** For tests: the clock, the interval of lifecycle sweeps, the limits of clients, the addresses of this computer and the room on its disk. */
export interface BucketEnvironment {
  readonly now: () => number;
  readonly sweepIntervalMs: number;
  readonly limits?: ConnectionLimits;
  /** In canonical form. */
  readonly addresses?: () => ReadonlySet<string>;
  readonly freeBytes?: () => Promise<number>;
  /** A second key; absent: there is none. */
  readonly writer?: Writer;
  /** The port in `Host` where a proxy stands in front of this server. */
  readonly namedPort?: number;
}

const systemEnvironment: BucketEnvironment = { now: Date.now, sweepIntervalMs: 60_000 };
const address = '127.0.0.1';

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
 * process serves the folder, `data-unusable` when it cannot be read, written or parsed (it stays unchanged). `onServed` is told, at most a second later, what
 * others got by the port and the network addresses.
 */
export async function startLocalBucket(
  options: LocalBucketOptions,
  environment: BucketEnvironment = systemEnvironment,
  onServed?: OnServed,
): Promise<LocalBucket> {
  if (!isBucketName(options.bucket) || isIP(options.bucket) !== 0) throw new TypeError('The bucket has no valid name.');
  const lock = await takeFolder(options.dataDir);
  let store: Store | undefined;
  try {
    const opened = await openStore(options, environment.now());
    store = opened;
    const proofSecret = newProofSecret();
    const { accessKeyId, secretAccessKey, region } = options;
    const watch = onServed && new ServedWatch(onServed, environment.now);
    let port = 0;
    const handling = {
      store: opened,
      credentials: { accessKeyId, secretAccessKey, region },
      writer: environment.writer,
      now: environment.now,
      watch,
    };
    const namedPort = () => environment.namedPort ?? port;
    const limits = environment.limits ?? systemLimits;
    const sockets = new GuestSockets();
    const room = new GuestRoom(environment.freeBytes ?? (() => freeBytesOf(options.dataDir)));
    const network = new NetworkListeners({
      port: () => port,
      ofSystem: environment.addresses ?? systemAddresses,
      create: (at) => {
        const bucketOf = (host: string) => bucketOfNetworkHost(host, at, namedPort());
        const entrance: Entrance = { of: 'guests', proofSecret, room };
        return createGuestServer({ ...handling, entrance, bucketOf }, environment.limits ?? networkLimits, sockets);
      },
      announce: (addresses) => announce(addresses),
    });
    const own: ServerHandling = {
      ...handling,
      entrance: { of: 'owner', proofSecret, listenOn: (addresses) => network.listenOn(addresses) },
      bucketOf: (host) => bucketOfHost(host, namedPort()),
    };
    const [server, local] = [createOwnServer(own, limits), createOwnServer(own, limits)];
    port = await listen(server, options.port);
    const localSocket = await listenLocally(local, options.dataDir);
    const stopServing = () => Promise.all([stopServer(server), stopServer(local), network.close()]);
    const startedAtMs = environment.now();
    const announce = (addresses: readonly string[]) =>
      announceOwner(
        options.dataDir,
        { pid: process.pid, port, startedAtMs, accessKeyId, addresses },
        proofSecret,
        localSocket,
      ).catch((cause: unknown) => {
        throw new LocalBucketError('data-unusable', 'The data folder cannot be written.', cause);
      });
    await announce([]).catch(async (cause: unknown) => {
      await stopServing();
      throw cause;
    });
    const stopSweeper = startSweeper(opened, environment.now, environment.sweepIntervalMs);
    let closing: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      const networkClosed = network.close();
      await network.settled();
      await withdrawOwner(options.dataDir);
      await Promise.all([stopServing(), networkClosed]);
      watch?.flush();
      await stopSweeper();
      await opened.close();
      await lock.release();
    };
    return {
      endpoint: `http://${address}:${port}`,
      port,
      listenOn: (addresses) => network.listenOn(addresses),
      close: async () => (closing ??= close()),
    };
  } catch (cause) {
    await store?.close();
    await lock.release();
    throw cause;
  }
}
