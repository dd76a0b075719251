// The real servers that suites run on: the embedded bucket, and those that were named.
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  type ListObjectVersionsCommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import { formBody } from '../../main/adapters/s3/probe/upload-form';
import type { Connection, Credentials } from '../../main/core/model/connection';
import type { Writer } from '../../main/local-bucket/auth/writer';
import { startLocalBucket } from '../../main/local-bucket/server/server';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { namedPlaces } from '../named-places';
import type { Opened, Subject } from './object-store-subject';

const mebibyte = 1_048_576;

/** With the smallest copies in parts that servers take. */
export const openReal = createObjectStoreFactory(
  Date.now,
  { connectMs: 5_000, silenceMs: 10_000 },
  { wholeBytes: 6 * mebibyte, partBytes: 5 * mebibyte, mostParts: 10_000 },
);

/** Not the global fetch: it would rewrite the path before sending it. */
export const fetchReal = (url: string, range?: string): Promise<Opened> =>
  sendReal('GET', url, range === undefined ? {} : { range });

function sendReal(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: Uint8Array,
): Promise<Opened> {
  const through = url.startsWith('https:') ? https : http;
  const sized = body === undefined ? {} : { 'content-length': String(body.length) };
  return new Promise((resolve, reject) => {
    const options = { method, agent: false, headers: { ...headers, ...sized } };
    const request = through.request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const headers = Object.fromEntries(
          Object.entries(response.headersDistinct).map(([name, values]) => [name, values?.join(', ') ?? '']),
        );
        resolve({ status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks) });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Something that clients talk to instead, and that is told the server's own port. */
export interface Front {
  readonly port: number;
  serve(port: number): void;
}

export async function startEmbedded(
  change: Partial<Connection>,
  host = '127.0.0.1',
  front?: Front,
  writer?: Writer,
  network?: string,
): Promise<Subject> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mayfly-suite-'));
  let passedMs = 0;
  const bucket = await startLocalBucket(
    { dataDir, bucket: 'files', region: 'us-east-1', port: 0, ...sampleCredentials },
    {
      now: () => Date.now() + passedMs,
      sweepIntervalMs: 60_000,
      ...(front !== undefined && { namedPort: front.port }),
      ...(writer !== undefined && { writer }),
      ...(network !== undefined && { addresses: () => new Set([network]) }),
    },
  );
  if (network !== undefined) await bucket.listenOn([network]);
  front?.serve(bucket.port);
  const connection = { ...sampleConnection, endpoint: `http://${host}:${front?.port ?? bucket.port}`, ...change };
  return realSubject(connection, sampleCredentials, {
    pass: async (ms) => {
      passedMs += ms;
    },
    async close() {
      await bucket.close();
      rmSync(dataDir, { recursive: true });
    },
  });
}

async function setVersioning(client: S3Client, Bucket: string, Status: 'Enabled' | 'Suspended'): Promise<void> {
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
}

/** Its links and its guests' requests lead to a network address, here one of loopback, on which the owner's own requests are refused. */
export async function startOnNetwork(): Promise<Subject> {
  const address = '127.0.0.2';
  const subject = await startEmbedded({}, '127.0.0.1', undefined, undefined, address);
  const shareEndpoint = subject.connection.endpoint.replace('127.0.0.1', address);
  return { ...subject, connection: { ...subject.connection, shareEndpoint } };
}

/** The embedded bucket keeps versions once it is told to. */
export async function startVersioned(front?: Front): Promise<Subject> {
  const plain = await startEmbedded({}, '127.0.0.1', front);
  const { connection, credentials } = plain;
  const client = clientOf(plain);
  await setVersioning(client, connection.bucket, 'Enabled');
  client.destroy();
  return realSubject(connection, credentials, { pass: (ms) => plain.pass(ms), close: () => plain.close() });
}

/** For requests that the store's port has none of. */
export const clientOf = ({ connection, credentials }: Pick<Subject, 'connection' | 'credentials'>): S3Client =>
  new S3Client({
    endpoint: connection.endpoint,
    region: connection.region,
    credentials: { ...credentials },
    forcePathStyle: connection.addressing === 'path',
  });

/** The bucket of that connection; `change` for what a test's own server knows better. */
async function realSubject(
  connection: Connection,
  credentials: Credentials,
  change: Partial<Subject> = {},
): Promise<Subject> {
  const { bucket: Bucket } = connection;
  const client = clientOf({ connection, credentials });
  const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket }));
  const versioned = Status === 'Enabled';
  return {
    connection,
    credentials,
    versioned,
    open: openReal,
    fetch: fetchReal,
    send: ({ method, url, headers = {}, body }) =>
      sendReal(method, url, headers, method === 'HEAD' ? undefined : (body ?? Buffer.alloc(0))),
    post({ url, fields, file }) {
      const { headers, body } = formBody(fields, file);
      return sendReal('POST', url, headers, body);
    },
    pass: (ms) => wait(ms),
    async hide(Key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key }));
    },
    async kept(key) {
      if (!versioned) {
        const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: key }));
        return Contents.filter(({ Key }) => Key === key).length;
      }
      let count = 0;
      let page: ListObjectVersionsCommandOutput | undefined;
      do {
        const {
          NextKeyMarker: KeyMarker,
          NextVersionIdMarker: VersionIdMarker,
        }: Partial<ListObjectVersionsCommandOutput> = page ?? {};
        page = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: key, KeyMarker, VersionIdMarker }));
        count += [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].filter(({ Key }) => Key === key).length;
      } while (page.IsTruncated === true);
      return count;
    },
    async whileSuspended(action) {
      if (versioned) await setVersioning(client, Bucket, 'Suspended');
      try {
        await action();
      } finally {
        if (versioned) await setVersioning(client, Bucket, 'Enabled');
      }
    },
    ...change,
    async close() {
      client.destroy();
      await change.close?.();
    },
  };
}

/** Each with its name; none when none is named. */
export const namedServers = namedPlaces.map(
  ({ name, endpoint, region, bucket, accessKeyId, secretAccessKey }): readonly [string, () => Promise<Subject>] => [
    name,
    () => realSubject({ ...sampleConnection, endpoint, region, bucket }, { accessKeyId, secretAccessKey }),
  ],
);
