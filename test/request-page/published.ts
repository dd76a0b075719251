// A file request as Mayfly writes it, on a real bucket with really signed slots, for a guest's real browser to open.
import { randomBytes } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { createServer, connect, type Socket } from 'node:net';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import type { Capabilities } from '../../main/core/model/capabilities';
import type { Connection } from '../../main/core/model/connection';
import type { Arrival, FileRequest } from '../../main/core/model/file-request';
import { pageAnswer } from '../../main/core/pages/rules/page-response';
import { writeRequestPage } from '../../main/core/requests/write-request-page';
import { pageKey, requestFolder } from '../../main/core/storage/rules/object-key';
import { requestPageTemplate } from '../../pages.config';
import { bucketName, serve } from '../local-bucket/fixture';
import { accessKeyId, region, secretAccessKey } from '../local-bucket/signing';

export type RequestWish = Partial<
  Pick<FileRequest, 'title' | 'message' | 'way' | 'files' | 'bytes' | 'types' | 'isOnce'>
> & {
  readonly lifetimeSeconds?: number;
};

export interface Asked {
  readonly url: string;
  readonly request: FileRequest;
  /** Writes the page again with what `change` says: a lease that ends sooner, files that came, a closing. */
  readonly rewrite: (change?: RewriteChange) => Promise<void>;
  /** What guests wrote, by slot and part. */
  readonly stored: () => Promise<ReadonlyMap<string, Buffer>>;
  readonly removePage: () => Promise<void>;
}

export interface RewriteChange {
  readonly closed?: boolean;
  /** Slots of files that came. */
  readonly arrived?: readonly number[];
  /** Seconds until the slots end; default: as Mayfly signs them. */
  readonly leaseSeconds?: number;
}

export interface RequestBucket {
  readonly ask: (wish?: RequestWish, first?: RewriteChange) => Promise<Asked>;
  /** Breaks every connection there is, and refuses those that come, until `mend`. */
  readonly cut: () => void;
  readonly mend: () => void;
  /** Breaks connections once so many bytes went to the bucket. */
  readonly cutAfter: (bytes: number) => void;
  readonly stop: () => Promise<void>;
}

/** A line to the bucket that can break: browsers see its port only. */
async function startLine(to: number) {
  const sockets = new Set<Socket>();
  let isCut = false;
  let leftBytes = Number.POSITIVE_INFINITY;
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
    close: async () => {
      cut();
      await new Promise((done) => void server.close(done));
    },
  };
}

const capabilities: Capabilities = { limitsForms: true, signsAmz: true, conditionalPut: true, madeAtMs: 0 };

export async function startRequestBucket(): Promise<RequestBucket> {
  const fixture = await serve({}, { now: Date.now, sweepIntervalMs: 60_000 });
  const line = await startLine(fixture.bucket.port);
  const template = await requestPageTemplate();
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
    shareEndpoint: `http://[::1]:${fixture.bucket.port}`,
  };
  const credentials = { accessKeyId, secretAccessKey };
  const objects = createObjectStoreFactory(Date.now)(own, credentials);
  const open = { connection: own, credentials, objects, ephemeral: false, freshen: async () => undefined };
  const ports = { requestPageTemplate: async () => template };

  return {
    async ask({ lifetimeSeconds = 604_800, ...wish } = {}, first = {}) {
      const nowMs = Math.floor(Date.now() / 1000) * 1000;
      const request: FileRequest = {
        id: 'r1',
        connectionId: own.id,
        endpoint: own.endpoint,
        region,
        bucket: bucketName,
        addressing: 'path',
        way: 'forms',
        asks: false,
        folder: requestFolder(own.prefix, randomBytes(16)),
        pageKey: pageKey(own.prefix, randomBytes(16)),
        title: 'Photos of the trip',
        files: 3,
        bytes: 10_000_000,
        types: 'any',
        isOnce: false,
        createdAtMs: nowMs,
        signedAtMs: nowMs,
        expiresAtMs: nowMs + lifetimeSeconds * 1000,
        limitedBy: 'requested',
        writtenAtMs: nowMs,
        leaseEndsAtMs: nowMs,
        ...wish,
      };
      const rewrite = async ({ closed = false, arrived = [], leaseSeconds }: RewriteChange = {}) => {
        const arrivals = arrived.map((slot) => ({ slot, state: 'arrived' }) as Arrival);
        // The lease is what the connection allows at most.
        const limited = {
          ...open,
          connection: { ...own, ...(leaseSeconds !== undefined && { maxExpirySeconds: leaseSeconds }) },
        };
        await writeRequestPage(limited, ports, { ...request, ...(closed && { closedAtMs: Date.now() }) }, arrivals);
      };
      await rewrite(first);
      const { url } = await objects.link({ key: request.pageKey, lifetimeSeconds, ...pageAnswer });
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
        removePage: () => objects.remove(request.pageKey),
      };
    },
    cut: line.cut,
    mend: line.mend,
    cutAfter: line.cutAfter,
    async stop() {
      objects.close();
      await line.close();
      await fixture.stop();
    },
  };
}
