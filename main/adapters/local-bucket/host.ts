// One server per bucket folder, in whichever process. If another process of this profile serves already, its address is
// used and watched; when that process goes, or the own server dies, the same address is served again, so links go on working.
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { asFailure, Failure } from '../../core/model/failure';
import { findBucketOwner, listenAtOwner } from '../../local-bucket/server/instance-file';
import type { LocalBucketOptions } from '../../local-bucket/server/server';
import { originOf } from '../../core/model/nearby/network-reach';
import type { Credentials } from '../../core/model/connection';
import type { ListenResult, LocalBucketAddress, LocalBucketHost, LocalBucketRun } from '../../core/ports/local-bucket';
import { UnprovenError } from '../../local-bucket/server/instance-proof';
import { bucketFolder, embeddedBucket, sweepSessionFolders } from './folders';
import type { Log } from '../../core/model/system';

export interface RunningServer {
  readonly port: number;
  /** Resolves or rejects when the server has ended, for any reason. */
  readonly gone: Promise<void>;
  /** Rejects with an error whose `code` is `data-unusable`, and otherwise when the server has ended. */
  listenOn(addresses: readonly string[]): Promise<readonly ListenResult[]>;
  stop(): Promise<void>;
}

/** Rejects with an error whose `code` is `port-in-use`, `data-in-use` or `data-unusable`. */
export type StartServer = (options: LocalBucketOptions) => Promise<RunningServer>;

export interface HostOptions {
  readonly profileDir: string;
  readonly start: StartServer;
  readonly log: Log;
  /** The folder behind each address, for adapters/network. */
  readonly owned?: Map<string, string>;
  /** Interval for watching another process's server, ms. */
  readonly watchEveryMs?: number;
}

/** A server that dies more often within a minute is not restarted until the next request for it. */
const restartsPerMinute = 5;

/** Two processes may find the folder free at the same moment; the one that loses looks again. */
const startAttempts = 5;
/** What a server takes at once. */
const mostAddresses = 64;
const attemptDelayMs = 200;

const sleep = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

const codeOf = (error: unknown): unknown => (error as { readonly code?: unknown } | null)?.code;

function startFailure(error: unknown): Failure {
  switch (codeOf(error)) {
    case 'port-in-use':
      return new Failure('bucket-port-taken', {}, error);
    case 'data-in-use':
      return new Failure('bucket-data-unusable', { reason: 'another program uses it' }, error);
    case 'data-unusable':
      return new Failure('bucket-data-unusable', {}, error);
    default:
      return error instanceof Failure ? error : new Failure('bucket-stopped', {}, error);
  }
}

type Serving = { readonly port: number; readonly accessKeyId: string; readonly folder: string } & (
  | { readonly by: 'us'; readonly server: RunningServer }
  | { readonly by: 'other'; readonly watch: NodeJS.Timeout }
);

export function createLocalBucketHost({
  profileDir,
  start,
  log,
  owned = new Map(),
  watchEveryMs = 2_000,
}: HostOptions): Omit<LocalBucketHost, 'onServed'> {
  let serving: Serving | undefined;
  let session: { readonly folder: string } | undefined;
  /** Started, and not stopped since. */
  let wanted = false;
  /** The network addresses that this process wants to be served, or that the server had which this one takes over. */
  let addresses: readonly string[] = [];
  let restarts: readonly number[] = [];
  let queue: Promise<unknown> = Promise.resolve();

  /** Starting, taking over and stopping never overlap. */
  const inTurn = <T>(action: () => Promise<T>): Promise<T> => {
    const result = queue.then(action, action);
    queue = result.catch(() => undefined);
    return result;
  };

  const folderFor = async (sessionOnly: boolean): Promise<string> => {
    if (!sessionOnly) return bucketFolder(profileDir, false);
    session ??= { folder: await bucketFolder(profileDir, true) };
    return session.folder;
  };

  const takeOver = (credentials: Credentials, run: LocalBucketRun, port: number, why: string) => {
    const nowMs = Date.now();
    restarts = [...restarts.filter((atMs) => nowMs - atMs < 60_000), nowMs];
    if (!wanted || restarts.length > restartsPerMinute) return;
    log.info(`serving the embedded bucket again: ${why}`);
    inTurn(() => serve(credentials, { ...run, port })).catch((error: unknown) => {
      const failure = asFailure(error);
      log.error('the embedded bucket stays down', failure);
      if (failure.code === 'bucket-port-taken') waitForPort(credentials, run, port);
    });
  };

  /** Links and uploads need this address: it is served again once its port is free. */
  const waitForPort = (credentials: Credentials, run: LocalBucketRun, port: number) => {
    setTimeout(() => {
      if (!wanted || serving !== undefined) return;
      inTurn(async () => serving ?? serve(credentials, { ...run, port })).catch((error: unknown) => {
        if (asFailure(error).code === 'bucket-port-taken') waitForPort(credentials, run, port);
      });
    }, watchEveryMs).unref();
  };

  const watchOther = (folder: string, credentials: Credentials, run: LocalBucketRun, port: number): Serving => {
    const watch = setInterval(() => {
      void findBucketOwner(folder).then((owner) => {
        if (serving?.by !== 'other' || serving.watch !== watch) return;
        if (owner !== undefined) ({ addresses } = owner);
        // A server on another port has taken over: look its address up.
        if (owner?.port === port) return;
        clearInterval(watch);
        serving = undefined;
        takeOver(credentials, run, port, 'the process that served it has ended');
      });
    }, watchEveryMs);
    watch.unref();
    return { by: 'other', port, accessKeyId: credentials.accessKeyId, folder, watch };
  };

  const startOwn = async (folder: string, credentials: Credentials, run: LocalBucketRun): Promise<Serving> => {
    const server = await start({
      dataDir: folder,
      bucket: embeddedBucket.name,
      region: embeddedBucket.region,
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey,
      port: run.port ?? 0,
    });
    const own: Serving = { by: 'us', port: server.port, accessKeyId: credentials.accessKeyId, folder, server };
    if (addresses.length > 0) {
      await server.listenOn(addresses).catch((error: unknown) => {
        log.error('the network addresses stay closed', asFailure(startFailure(error)));
      });
    }
    void server.gone.then(() => {
      if (serving !== own) return;
      serving = undefined;
      takeOver(credentials, run, server.port, 'its server had stopped');
    });
    return own;
  };

  async function serve(credentials: Credentials, run: LocalBucketRun): Promise<LocalBucketAddress> {
    if (!wanted) throw new Failure('bucket-stopped');
    if (serving !== undefined && serving.accessKeyId !== credentials.accessKeyId) await end();
    const folder = await folderFor(run.sessionOnly).catch((error: unknown) => {
      throw new Failure('bucket-data-unusable', {}, error);
    });
    for (let attempt = 1; serving === undefined; attempt += 1) {
      const owner = await findBucketOwner(folder);
      if (owner !== undefined && owner.accessKeyId !== credentials.accessKeyId) {
        throw new Failure('bucket-data-unusable', { reason: 'another program uses it with other keys' });
      }
      try {
        serving =
          owner === undefined
            ? await startOwn(folder, credentials, run)
            : watchOther(folder, credentials, run, owner.port);
      } catch (error) {
        if (codeOf(error) !== 'data-in-use' || attempt >= startAttempts) throw startFailure(error);
        await sleep(attemptDelayMs);
      }
    }
    const endpoint = `http://127.0.0.1:${serving.port}`;
    // Kept for good: a foreign program on that port must prove itself, and cannot.
    owned.set(endpoint, resolve(folder));
    return {
      endpoint,
      region: embeddedBucket.region,
      bucket: embeddedBucket.name,
    };
  }

  async function end(): Promise<void> {
    const ending = serving;
    serving = undefined;
    if (ending?.by === 'us') await ending.server.stop();
    if (ending?.by === 'other') clearInterval(ending.watch);
  }

  async function listenOn(wanted: readonly string[]): Promise<readonly ListenResult[]> {
    if (wanted.length > mostAddresses) throw new Failure('unexpected');
    addresses = wanted;
    if (serving === undefined) return [];
    const { folder, port } = serving;
    const results = await (serving.by === 'us' ? listenHere(serving.server, wanted) : listenThere(folder, wanted));
    for (const { address, state } of results) {
      // For good, as the port of loopback: where another computer has the address by now, it cannot prove itself either.
      if (state === 'listening') owned.set(originOf(address, port), resolve(folder));
    }
    return results;
  }

  const listenHere = (server: RunningServer, wanted: readonly string[]) =>
    server.listenOn(wanted).catch((error: unknown) => {
      throw startFailure(error);
    });

  const listenThere = (folder: string, wanted: readonly string[]) =>
    listenAtOwner(folder, wanted).catch((error: unknown) => {
      if (error instanceof UnprovenError) throw new Failure('bucket-stopped', {}, error);
      throw new Failure('bucket-data-unusable', { reason: 'another program uses it' }, error);
    });

  return {
    ensureRunning: (credentials, run) =>
      inTurn(() => {
        wanted = true;
        return serve(credentials, run);
      }),
    serving: () => serving?.by === 'us',
    listenOn: (wanted) => inTurn(() => listenOn(wanted)),
    listeningOn: async () => {
      const owner = serving === undefined ? undefined : await findBucketOwner(serving.folder);
      return owner?.addresses ?? [];
    },
    withdraw: () => inTurn(end),
    stop: () => {
      wanted = false;
      return inTurn(async () => {
        await end();
        if (session !== undefined) await rm(session.folder, { recursive: true, force: true });
        session = undefined;
        await sweepSessionFolders(profileDir);
      });
    },
  };
}
