// The transfer engine: one memory budget, one pool of request slots, one store per connection.
import { remembered } from '../async/remembered';
import { sameCredentials, type Connection, type Credentials } from '../model/connection';
import { asFailure, Failure } from '../model/failure';
import type { Route } from '../model/proxy-route';
import {
  usualEngineLimits,
  type Destination,
  type RunningTransfer,
  type StopReason,
  type TransferDone,
  type TransferEngine,
  type TransferHooks,
  type TransferJob,
} from '../ports/transfer-engine';
import type { BodyWork } from '../ports/body-work';
import { bodyWorkInPlace } from './body-work-in-place';
import { createSlotPool } from './request-slots';
import { createMemoryBudget } from './memory-budget';
import type { ObjectStore, OpenObjectStore } from '../ports/object-store';
import { abortAll } from './reconcile';
import { smallSizeOf, transfer, transferSmall } from './transfer-file';
import { transferStream } from './transfer-stream';
import type { TransferContext } from './transfer-context';
import type { OpenFileEncryption } from '../ports/file-encryption';
import type { FileSource } from '../ports/files';
import type { Clock } from '../model/system';
import type { TransferRecord } from '../model/upload';

/** After the last transfer: the proof of its link goes over its connection. Well below what servers keep an idle connection for. */
const keptOpenMs = 1_000;

/** Four parts of 16 MiB. */
const memoryBytes = 64 * 1_048_576;

interface SharedStore {
  readonly connectionId: string;
  readonly place: string;
  credentials: Credentials;
  readonly opened: Promise<ObjectStore>;
}

export interface EngineParts {
  readonly clock: Clock;
  readonly files: FileSource;
  readonly openObjectStore: OpenObjectStore;
  readonly random: () => number;
  /** Default: in place. */
  readonly bodies?: BodyWork;
  /** Without it no job is encrypted. */
  readonly encrypt?: OpenFileEncryption;
}

export function createLocalEngine({
  clock,
  files,
  openObjectStore,
  random,
  bodies = bodyWorkInPlace,
  encrypt = () => {
    throw new Failure('unexpected');
  },
}: EngineParts): TransferEngine {
  const memory = createMemoryBudget(memoryBytes);
  const slots = createSlotPool(clock, usualEngineLimits);
  const running = new Set<RunningTransfer>();
  let stores: readonly SharedStore[] = [];
  let isWarm = false;
  let asking = 0;
  let closing: NodeJS.Timeout | undefined;

  /** Each of thousands of transfers names its connection and route, and each of their links. */
  const placeOf = remembered((connection: Connection) =>
    remembered((route: Route | undefined) => JSON.stringify([connection, route])),
  );
  /** Transfers of one connection share its sockets; other credentials are another connection to the network, until they are renewed. */
  const storeOf = ({ connection, credentials, route }: Destination): Promise<ObjectStore> => {
    const place = placeOf(connection)(route);
    const known = stores.find((one) => one.place === place && sameCredentials(one.credentials, credentials));
    if (known !== undefined) return known.opened;
    const opened = Promise.resolve(openObjectStore(connection, credentials, route === undefined ? {} : { route }));
    const store = { connectionId: connection.id, place, credentials, opened };
    stores = [...stores, store];
    // A store that could not be opened is opened again by the next transfer.
    opened.catch(() => (stores = stores.filter((one) => one !== store)));
    return opened;
  };
  const renew = (connectionId: string, credentials: Credentials) => {
    for (const store of stores) {
      if (store.connectionId !== connectionId) continue;
      store.credentials = credentials;
      void store.opened.then(
        (opened) => opened.renew(credentials),
        () => undefined,
      );
    }
  };
  const closeIdle = async () => {
    clearTimeout(closing);
    closing = undefined;
    if (running.size > 0 || asking > 0 || isWarm) return;
    const idle = stores;
    stores = [];
    for (const { opened } of idle) await opened.then((store) => store.close()).catch(() => undefined);
  };
  const closeSoon = () => {
    // One timer for thousands of files.
    closing ??= setTimeout(() => void closeIdle(), keptOpenMs).unref();
    closing.refresh();
  };

  return {
    run(job, hooks) {
      const stopping = new AbortController();
      let reason: StopReason = 'cancel';
      const done = perform(job, hooks, stopping.signal, () => reason).finally(() => {
        running.delete(handle);
        closeSoon();
      });
      const handle: RunningTransfer = {
        done,
        stop(why) {
          reason = why;
          stopping.abort();
        },
      };
      running.add(handle);
      return handle;
    },
    setLimits(limits) {
      const { bytesPerSecond, ofConnections = {} } = limits;
      bodies.setPaced(bytesPerSecond > 0 || Object.values(ofConnections).some((limit) => limit > 0));
      slots.setLimits(limits);
    },
    renew,
    async ask(url, connection, route) {
      const place = placeOf(connection)(route);
      const store = stores.findLast((one) => one.place === place);
      if (store === undefined) return undefined;
      asking += 1;
      try {
        return await (await store.opened).ask(url);
      } finally {
        asking -= 1;
        closeSoon();
      }
    },
    warmUp(destination) {
      isWarm = true;
      storeOf(destination)
        // Transfers that run have connections, and the one to come may have taken the idle one.
        .then((store) => (running.size > 0 ? undefined : store.connect()))
        .catch(() => undefined);
    },
    coolDown() {
      isWarm = false;
      void closeIdle();
    },
    async close() {
      isWarm = false;
      for (const { stop } of running) stop('pause');
      await Promise.allSettled([...running].map(({ done }) => done));
      await closeIdle();
      // Both at once, while the rest ends: an exit would end them one after the other.
      bodies.close();
    },
  };

  async function perform(job: TransferJob, hooks: TransferHooks, signal: AbortSignal, reason: () => StopReason) {
    let begun: TransferRecord | undefined = job.record;
    const objects = await storeOf(job);
    const slotsOfJob = slots.of(job.connection.id, job.requestsAtOnce);
    const { stream, onWaiting = () => undefined, firstByte } = hooks;
    const encryption = job.encryptWith && (await encrypt(job.encryptWith));
    const smallBytes = stream === undefined ? smallSizeOf(job, encryption) : undefined;
    const isOpened = stream === undefined && smallBytes === undefined;
    const opened = isOpened ? await files.open(job.path, job.given) : undefined;
    const file = opened && (encryption?.ofFile(opened) ?? opened);
    let isUnreadable = false;
    const openSmall = (buffer: Uint8Array) =>
      bodies.openWhole(files, job.path, job.given, buffer, job.wantSha256, encryption).catch((error: unknown) => {
        isUnreadable = true;
        throw error;
      });
    try {
      if (signal.aborted) throw new Failure('cancelled');
      const sizeBytes = smallBytes ?? file?.snapshot.sizeBytes;
      if (sizeBytes !== undefined) bodies.expect(sizeBytes);
      const context: Omit<TransferContext, 'file'> = {
        job,
        objects,
        slots: slotsOfJob,
        memory,
        random,
        bodies,
        signal,
        firstByte,
        onProgress: hooks.onProgress,
        save(fact) {
          if (fact.kind === 'begun') begun = fact.record;
          return hooks.save(fact);
        },
      };
      let done: TransferDone;
      if (file !== undefined) done = await transfer({ ...context, file });
      else if (stream === undefined) done = await transferSmall(context, smallBytes ?? 0, openSmall);
      else if (encryption === undefined) done = await transferStream({ ...context, stream, onWaiting });
      else {
        // The hash of an age file is of no use.
        const own = { ...context, job: { ...job, wantSha256: false } };
        done = await transferStream({ ...own, stream: encryption.ofStream(stream), onWaiting });
      }
      const { snapshot } = done;
      const plain = encryption && { ...snapshot, sizeBytes: encryption.plainSizeOf(snapshot.sizeBytes) };
      // A literal that begins with what is spread takes ten times as long (docs/performance.md).
      return Object.assign({}, done, {
        snapshot: plain ?? snapshot,
        clockOffsetMs: objects.serverNowMs() - clock(),
        requestsAtOnce: slotsOfJob.limit(),
      });
    } catch (error) {
      const failure = stoppedBy(error, job, reason);
      // Nothing of a file that could not be opened was sent.
      if (!isUnreadable && !keepsParts(failure, job)) await discard(objects, job, begun);
      throw failure;
    } finally {
      await file?.close();
    }
  }
}

function stoppedBy(error: unknown, { fileName }: TransferJob, reason: () => StopReason): Failure {
  const failure = asFailure(error);
  return failure.code === 'cancelled' && reason() === 'pause' ? new Failure('paused', { fileName }) : failure;
}

/** A cancel, or bytes that are not the file's, end an upload; any other failure keeps its parts for the next attempt. */
const keepsParts = ({ code }: Failure, { resumable }: TransferJob): boolean =>
  resumable && code !== 'cancelled' && code !== 'file-changed' && code !== 'stored-differs';

async function discard(objects: ObjectStore, job: TransferJob, begun: TransferRecord | undefined): Promise<void> {
  // The first failure is the one to tell; the sweep finds what cannot be removed now.
  const uploadId = begun?.multipartUploadId;
  if (uploadId !== undefined) await objects.abortUpload(job.key, uploadId).catch(() => undefined);
  // The answer with the upload id was lost: find it by its key.
  else if (begun !== undefined) await abortAll(objects, job.key).catch(() => undefined);
  await objects.remove(job.key).catch(() => undefined);
}
