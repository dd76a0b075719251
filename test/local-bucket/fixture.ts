// A bucket on a folder of its own, the SDK as one client of it and bare node:http as the other.

import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import {
  type BucketEnvironment,
  type LocalBucket,
  type LocalBucketOptions,
  startLocalBucket,
} from '../../main/local-bucket/server/server';
import { type SigningOptions, accessKeyId, presignTarget, region, secretAccessKey, signHeaders } from './signing';
import type { OnServed } from '../../main/local-bucket/receipts/served';
import type { StoredObject } from '../../main/local-bucket/storage/records';

export const bucketName = 'mayfly';

/** An object of no bytes, as the catalog keeps it. */
export const bareObject: StoredObject = {
  etag: 'e',
  sizeBytes: 0,
  modifiedMs: 0,
  headers: { system: {}, metadata: {} },
  segments: [],
  tags: [],
};

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly text: string;
  /** S3's error code, from the body. */
  readonly code: string | undefined;
}

export interface Sending {
  readonly method?: string;
  readonly target: string;
  /** The address of the connection; default: loopback. */
  readonly to?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Uint8Array;
}

/** Sends exactly this, with no header added but what HTTP cannot do without. */
export async function sendRaw(port: number, sending: Sending): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: sending.to ?? '127.0.0.1',
        port,
        method: sending.method ?? 'GET',
        path: sending.target,
        headers: sending.headers ?? {},
        agent: false,
      },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.once('error', reject);
        response.once('end', () => {
          const body = Buffer.concat(pieces);
          const text = body.toString();
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers as Record<string, string | undefined>,
            body,
            text,
            code: /<Code>(\w+)<\/Code>/.exec(text)?.[1],
          });
        });
      },
    );
    request.once('error', reject);
    // As bytes: Node would encode the headers like the text they are sent with.
    request.end(typeof sending.body === 'string' ? Buffer.from(sending.body) : sending.body);
  });
}

/**
 * Sends bytes as they are and returns all that comes back until the server closes, or nothing more comes for `quietMs`. The first byte may take as
 * long as the computer is busy.
 */
export async function exchange(port: number, bytes: string | Uint8Array, quietMs = 1_000): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write(bytes));
    socket.setTimeout(Math.max(quietMs, 60_000), () => socket.destroy());
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
      socket.setTimeout(quietMs);
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      resolve(text);
    });
  });
}

export async function temporaryFolder(): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'mayfly-bucket-'));
  return { path, remove: async () => rm(path, { recursive: true, force: true }) };
}

export type Signed = Sending & Partial<Omit<SigningOptions, 'target' | 'headers' | 'method'>>;

export interface Fixture {
  readonly options: LocalBucketOptions;
  readonly bucket: LocalBucket;
  readonly host: string;
  readonly client: S3Client;
  /** Sends with a good Authorization header, but for what the options spoil. */
  readonly signed: (sending: Signed) => Promise<Answer>;
  /** Sends with a good presigned query, but for what the options spoil. */
  readonly presigned: (sending: Signed) => Promise<Answer>;
  readonly raw: (sending: Sending) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

function textHeaders(headers: Sending['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]));
}

export function clientOf(endpoint: string, more: ConstructorParameters<typeof S3Client>[0] = {}): S3Client {
  return new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
    ...more,
  });
}

/** An address as it stands in a URL. */
export const inUrl = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** Serves these network addresses too, all of them. */
export async function listenOnAll(bucket: LocalBucket, addresses: readonly string[]): Promise<void> {
  const results = await bucket.listenOn(addresses);
  if (results.some(({ state }) => state !== 'listening')) throw new Error(`not served: ${JSON.stringify(results)}`);
}

/** Starts a bucket in `dataDir`, or in a fresh folder that `stop` removes. */
export async function serve(
  changes: Partial<LocalBucketOptions> = {},
  environment?: BucketEnvironment,
  onServed?: OnServed,
): Promise<Fixture> {
  const folder = changes.dataDir === undefined ? await temporaryFolder() : undefined;
  const options: LocalBucketOptions = {
    dataDir: folder === undefined ? '' : join(folder.path, 'data'),
    bucket: bucketName,
    region,
    accessKeyId,
    secretAccessKey,
    port: 0,
    ...changes,
  };
  const bucket = await startLocalBucket(options, environment, onServed);
  const host = `127.0.0.1:${bucket.port}`;
  const client = clientOf(bucket.endpoint);
  const raw = async (sending: Sending) => sendRaw(bucket.port, sending);
  return {
    options,
    bucket,
    host,
    client,
    raw,
    signed: async (sending) => {
      const { headers } = signHeaders({ host, ...sending, headers: textHeaders(sending.headers) });
      return raw({ ...sending, headers });
    },
    presigned: async (sending) => {
      const headers = textHeaders(sending.headers);
      const target = presignTarget({ host, ...sending, headers });
      return raw({ ...sending, target, headers: { Host: sending.host ?? host, ...headers } });
    },
    stop: async () => {
      client.destroy();
      await bucket.close();
      await folder?.remove();
    },
  };
}
