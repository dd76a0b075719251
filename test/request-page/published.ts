// A file request as Mayfly writes it, on a real bucket with really signed slots, for a guest's real browser to open.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { setTimeout } from 'node:timers/promises';
import { createServer, connect, type Socket } from 'node:net';
import { lazyAgeFiles } from '../../main/adapters/encryption/lazy-age-files';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import { createBackOff } from '../../main/core/async/backoff';
import type { Capabilities } from '../../main/core/model/capabilities';
import type { Connection } from '../../main/core/model/connection';
import { asFailure } from '../../main/core/model/failure';
import type { Arrival, FileRequest } from '../../main/core/model/requests/file-request';
import { pageAnswer } from '../../main/core/model/links/page-answer';
import { createLook } from '../../main/core/requests/look-at-request';
import { saveWritten } from '../../main/core/requests/save-written';
import { writeRequestPage } from '../../main/core/requests/write-request-page';
import { pageKey, requestFolder, slotKey } from '../../main/core/model/keys/object-key';
import { encryptedRequestPageTemplate, requestPageTemplate, withEnd } from '../page-templates';
import { createMemoryLedgerFile } from '../fakes/memory-ledger';
import { createSilentLog } from '../fakes/silent-log';
import type { ConnectionLimits } from '../../main/local-bucket/server/http-server';
import { bucketName, inUrl, listenOnAll, serve } from '../local-bucket/fixture';
import { accessKeyId, region, secretAccessKey } from '../local-bucket/signing';
import { startReceiver, type Receiver, type ReceiverOptions } from './receiver';

export type RequestOptions = Partial<
  Pick<FileRequest, 'title' | 'message' | 'way' | 'files' | 'bytes' | 'types' | 'isOnce' | 'asks' | 'recipient'>
> & {
  readonly lifetimeSeconds?: number;
  /** The name of who asks. */
  readonly asker?: string;
  /** Of `recipient`. */
  readonly identity?: string;
};

export interface Asked {
  readonly url: string;
  readonly request: FileRequest;
  /** Writes the page again with what `change` says: a lease that ends sooner, files that came, a closing. */
  readonly rewrite: (change?: RewriteChange) => Promise<void>;
  /** What guests wrote, by slot and part. */
  readonly stored: () => Promise<ReadonlyMap<string, Buffer>>;
  readonly removePage: () => Promise<void>;
  /** Mayfly itself as the receiving computer: it looks every half second. */
  readonly receiveByMayfly: () => Promise<void>;
  /** Closes it as Mayfly does; before that, `receiveByMayfly`. */
  readonly closeByMayfly: () => Promise<void>;
  /** By name: what `receiveByMayfly` did with each file so far. */
  readonly arrivals: () => ReadonlyMap<string, Arrival['state']>;
  /** A receiving computer of the tests. */
  readonly receive: (options?: ReceiverOptions) => Promise<Receiver>;
  /** SHA-256 of the file in a slot, or of the only one. */
  readonly hashOf: (slot?: number) => Promise<string>;
  /** A link to what a guest stored in that slot, or to the only file; it asks for no headers of its own. */
  readonly linkTo: (slot?: number) => Promise<string>;
}

export interface RewriteChange {
  readonly closed?: boolean;
  /** Slots of files that came. */
  readonly arrived?: readonly number[];
  /** Slots of guests who asked. */
  readonly offered?: readonly number[];
  /** Seconds until the slots end; default: as Mayfly signs them. */
  readonly leaseSeconds?: number;
}

export interface RequestBucket {
  readonly ask: (options?: RequestOptions, first?: RewriteChange) => Promise<Asked>;
  /** Breaks every connection there is, and refuses those that come, until `mend`. */
  readonly cut: () => void;
  readonly mend: () => void;
  /** Breaks connections once so many bytes went to the bucket. */
  readonly cutAfter: (bytes: number) => void;
  readonly isCut: () => boolean;
  /** Bytes in a second to the bucket, on each connection. */
  readonly slowTo: (bytesPerSecond: number) => void;
  /** Ends what `receive` and `receiveByMayfly` began: a later test may wind the bucket's clock on. */
  readonly endReceiving: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** A line to the bucket that can break: browsers see its port only. */
async function startLine(to: number) {
  const sockets = new Set<Socket>();
  let isCut = false;
  let leftBytes = Number.POSITIVE_INFINITY;
  let perSecond = Number.POSITIVE_INFINITY;
  const cut = () => {
    isCut = true;
    leftBytes = Number.POSITIVE_INFINITY;
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect({ host: '127.0.0.1', port: to });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.once('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    near.on('data', (piece) => {
      leftBytes -= piece.length;
      if (leftBytes < 0) cut();
      if (perSecond === Number.POSITIVE_INFINITY) return;
      near.pause();
      void setTimeout((piece.length * 1000) / perSecond).then(() => near.resume());
    });
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((done) => void server.listen(to, '::1', done));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut,
    mend: () => void (isCut = false),
    cutAfter: (bytes: number) => void (leftBytes = bytes),
    isCut: () => isCut,
    slowTo: (bytesPerSecond: number) => void (perSecond = bytesPerSecond),
    close: async () => {
      cut();
      await new Promise((done) => void server.close(done));
    },
  };
}

const capabilities: Capabilities = {
  limitsForms: true,
  signsAmz: true,
  conditionalPut: true,
  limitsPuts: true,
  madeAtMs: 0,
};

/**
 * `now`: the clock of the bucket and of Mayfly. `network`: the network address of its links; default: a line that can break. `freeBytes`: of its disk, for guests
 * by `network`.
 */
export async function startRequestBucket(
  now: () => number = Date.now,
  limits?: ConnectionLimits,
  network?: string,
  freeBytes?: () => Promise<number>,
): Promise<RequestBucket> {
  const environment = {
    now,
    sweepIntervalMs: 60_000,
    ...(limits !== undefined && { limits }),
    ...(freeBytes !== undefined && { freeBytes, addresses: () => new Set(network === undefined ? [] : [network]) }),
  };
  const fixture = await serve({}, environment);
  await listenOnAll(fixture.bucket, network === undefined ? [] : [network]);
  const line = await startLine(fixture.bucket.port);
  const template = withEnd(await requestPageTemplate());
  const encryptedTemplate = withEnd(await encryptedRequestPageTemplate());
  const ageFiles = lazyAgeFiles();
  const own: Connection = {
    id: 'requests',
    name: 'Requests',
    kind: 's3',
    provider: 'other',
    endpoint: fixture.bucket.endpoint,
    region,
    bucket: bucketName,
    addressing: 'path',
    // Not in ASCII: policies are signed as UTF-8.
    prefix: '받은 것/',
    whenExpired: 'delete',
    capabilities,
    shareEndpoint: `http://${inUrl(network ?? '::1')}:${fixture.bucket.port}`,
  };
  const credentials = { accessKeyId, secretAccessKey };
  const objects = createObjectStoreFactory(now)(own, credentials);
  const open = {
    connection: own,
    credentials,
    objects,
    ephemeral: false,
    refreshCredentials: async () => undefined,
    intake: async () => objects,
  };
  const ledger = createMemoryLedgerFile().open();
  ledger.saveConnection(own);
  const ports = {
    requestPageTemplate: async () => template,
    encryptedRequestPageTemplate: async () => encryptedTemplate,
    ledger,
  };
  const stopping: (() => Promise<void>)[] = [];
  const endReceiving = async () => {
    for (const stop of stopping.splice(0)) await stop();
  };

  return {
    async ask({ lifetimeSeconds = 604_800, identity = '', asker = '', ...options } = {}, first = {}) {
      ledger.saveSettings({ ...ledger.settings(), askerName: asker });
      const nowMs = Math.floor(now() / 1000) * 1000;
      const request: FileRequest = {
        id: randomUUID(),
        connectionId: own.id,
        endpoint: own.endpoint,
        region,
        bucket: bucketName,
        addressing: 'path',
        way: 'forms',
        asks: false,
        folder: requestFolder(own.prefix, randomBytes(16)),
        key: pageKey(own.prefix, randomBytes(16)),
        title: 'Photos of the trip',
        files: 3,
        bytes: 10_000_000,
        types: 'any',
        isOnce: false,
        mostLeaseSeconds: 86_400,
        createdAtMs: nowMs,
        signedAtMs: nowMs,
        expiresAtMs: nowMs + lifetimeSeconds * 1000,
        limitedBy: 'requested',
        writtenAtMs: nowMs,
        leaseEndsAtMs: nowMs,
        ...options,
      };
      const rewrite = async ({ closed = false, arrived = [], offered, leaseSeconds }: RewriteChange = {}) => {
        const arrivals = arrived.map((slot) => ({ slot, state: 'arrived' }) as Arrival);
        const changed = {
          ...request,
          ...(leaseSeconds !== undefined && { mostLeaseSeconds: leaseSeconds }),
          ...(closed && { closedAtMs: now() }),
        };
        await writeRequestPage(open, ports, changed, arrivals, offered);
      };
      const keyOf = async (slot: number | undefined): Promise<string> => {
        if (slot !== undefined) return slotKey(request.folder, slot, 'data');
        const { Contents = [] } = await fixture.client.send(
          new ListObjectsV2Command({ Bucket: bucketName, Prefix: request.folder }),
        );
        return Contents.find(({ Key = '' }) => Key.endsWith('/data'))?.Key ?? '';
      };
      await rewrite(first);
      const { url } = await objects.link({ key: request.key, lifetimeSeconds, ...pageAnswer });
      return {
        url,
        request,
        rewrite,
        async stored() {
          const found = new Map<string, Buffer>();
          const { Contents = [] } = await fixture.client.send(
            new ListObjectsV2Command({ Bucket: bucketName, Prefix: request.folder }),
          );
          for (const { Key = '' } of Contents) {
            const { Body } = await fixture.client.send(new GetObjectCommand({ Bucket: bucketName, Key }));
            found.set(Key.slice(request.folder.length), Buffer.from((await Body?.transformToByteArray()) ?? []));
          }
          return found;
        },
        removePage: () => objects.remove(request.key),
        async receiveByMayfly() {
          const looks = createLook(
            { ...ports, log: createSilentLog(), randomBytes },
            () => ledger.fileRequest(request.id) ?? request,
            createBackOff(now),
            () => undefined,
            { openHead: (_request, start) => ageFiles.openHead(identity, start) },
          );
          ledger.saveFileRequest(request);
          const stop = new AbortController();
          const look = async () => {
            const trouble = await looks
              .look(open, request, true)
              .then((seen) => looks.refreshPage(open, seen))
              .then((seen) => seen.trouble, asFailure);
            // The line may be cut.
            if (trouble?.retryable === false) throw trouble;
          };
          // A page that is opened before this computer said that it is on sends a file whole.
          await look();
          const working = (async () => {
            while (!stop.signal.aborted) {
              await setTimeout(500);
              await look();
            }
          })();
          stopping.push(() => {
            stop.abort();
            return working;
          });
        },
        async closeByMayfly() {
          const before = { ...request, closedAtMs: Math.max(now(), request.writtenAtMs) };
          ledger.saveFileRequest(before);
          const { writtenAtMs } = await writeRequestPage(open, ports, before, ledger.arrivals(request.id));
          await saveWritten(objects, ledger, before, { ...before, writtenAtMs });
        },
        arrivals: () => new Map(ledger.arrivals(request.id).map(({ name, state }) => [name, state])),
        async receive(options) {
          const receiver = await startReceiver({ objects, client: fixture.client, request }, options);
          stopping.push(receiver.stop);
          return receiver;
        },
        async hashOf(slot) {
          const Key = await keyOf(slot);
          const { Body } = await fixture.client.send(new GetObjectCommand({ Bucket: bucketName, Key }));
          const hash = createHash('sha256');
          for await (const piece of Body as AsyncIterable<Uint8Array>) hash.update(piece);
          return hash.digest('hex');
        },
        async linkTo(slot) {
          return (await objects.link({ key: await keyOf(slot), lifetimeSeconds })).url;
        },
      };
    },
    cut: line.cut,
    mend: line.mend,
    cutAfter: line.cutAfter,
    isCut: line.isCut,
    slowTo: line.slowTo,
    endReceiving,
    async stop() {
      await endReceiving();
      objects.close();
      await line.close();
      await fixture.stop();
    },
  };
}
