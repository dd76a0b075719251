// Why this exists: the ObjectStore port on a real S3 server: bytes travel on presigned URLs over our own sockets, the few control
// requests through the SDK.
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { endpointHost, type Connection, type Credentials } from '../../domain/connection';
import { Failure, type FailureDetail } from '../../domain/failure';
import type { Clock, ObjectStore, SendOptions } from '../../services/ports';
import { createClient } from './client';
import { failureOfAnswer, failureOfSdk } from './failures';
import { createAgents, readErrorBody, send, usualTimeLimits, type Answer, type TimeLimits } from './http';
import { createServerClock } from './server-clock';
import { createSigner } from './signer';

/** An upload URL is used within moments of being signed; a slow part may take a while to begin. */
const uploadUrlSeconds = 3_600;
const maxSockets = 16;

/** Stores opened here talk to real servers. `limits` are for tests; users get 10 s to connect and 30 s of silence. */
export function createObjectStoreFactory(
  clock: Clock,
  limits: TimeLimits = usualTimeLimits,
): (connection: Connection, credentials: Credentials) => ObjectStore {
  return (connection, credentials) => openStore(connection, credentials, clock, limits);
}

function openStore(connection: Connection, credentials: Credentials, now: Clock, limits: TimeLimits): ObjectStore {
  const serverClock = createServerClock(now);
  const client = createClient(connection, credentials, serverClock, now, limits);
  const sign = createSigner(connection, credentials, client.config.sha256);
  const agents = createAgents(maxSockets);
  const detail: FailureDetail = { host: endpointHost(connection.endpoint), bucket: connection.bucket };
  const Bucket = connection.bucket;

  const asked = async <T>(request: Promise<T>): Promise<T> => {
    try {
      return await request;
    } catch (error) {
      throw failureOfSdk(error, detail);
    }
  };
  /** S3 answers nothing useful here without this value: a 2xx lacking it came from something else. */
  const required = (value: string | undefined): string => {
    if (value === undefined || value === '') throw new Failure('not-s3', detail);
    return value;
  };

  const putBytes = async (
    key: string,
    query: Readonly<Record<string, string>>,
    body: Uint8Array,
    headers: Readonly<Record<string, string>>,
    options: SendOptions,
  ): Promise<string> => {
    const signed = { ...headers, 'content-length': String(body.length) };
    const url = await sign({
      method: 'PUT',
      key,
      query,
      headers: signed,
      lifetimeSeconds: uploadUrlSeconds,
      signedAtMs: serverClock.now(),
    });
    const sentAtMs = now();
    const answer = await send(
      {
        method: 'PUT',
        url,
        headers: signed,
        body,
        signal: options.signal,
        ...(options.onSent !== undefined && { onSent: options.onSent }),
      },
      agents,
      limits,
    );
    serverClock.learn(answer.headers.date, sentAtMs, now());
    if (answer.status !== 200) throw refused(answer, detail);
    return required(answer.headers.etag);
  };

  return {
    put: (key, body, headers, options) => putBytes(key, {}, body, objectHeaders(headers), options),

    async createUpload(key, headers) {
      const created = await asked(
        client.send(
          new CreateMultipartUploadCommand({
            Bucket,
            Key: key,
            ContentType: headers.contentType,
            ContentDisposition: headers.contentDisposition,
          }),
        ),
      );
      return required(created.UploadId);
    },

    async putPart(key, uploadId, partNumber, body, options) {
      const query = { partNumber: String(partNumber), uploadId };
      return { partNumber, etag: await putBytes(key, query, body, {}, options) };
    },

    async completeUpload(key, uploadId, parts) {
      const completed = await asked(
        client.send(
          new CompleteMultipartUploadCommand({
            Bucket,
            Key: key,
            UploadId: uploadId,
            MultipartUpload: { Parts: parts.map((part) => ({ PartNumber: part.partNumber, ETag: part.etag })) },
          }),
        ),
      );
      required(completed.ETag);
    },

    async abortUpload(key, uploadId) {
      try {
        await asked(client.send(new AbortMultipartUploadCommand({ Bucket, Key: key, UploadId: uploadId })));
      } catch (error) {
        if (!(error instanceof Failure && ['upload-lost', 'object-missing'].includes(error.code))) throw error;
      }
    },

    async size(key) {
      try {
        const head = await asked(client.send(new HeadObjectCommand({ Bucket, Key: key })));
        if (head.ContentLength === undefined || head.ETag === undefined) throw new Failure('not-s3', detail);
        return head.ContentLength;
      } catch (error) {
        if (error instanceof Failure && error.code === 'object-missing') return undefined;
        throw error;
      }
    },

    async remove(key) {
      await asked(client.send(new DeleteObjectCommand({ Bucket, Key: key })));
    },

    async link({ key, lifetimeSeconds, responseContentType, responseContentDisposition }) {
      const signedAtMs = Math.floor(serverClock.now() / 1000) * 1000;
      const url = await sign({
        method: 'GET',
        key,
        query: {
          'response-content-type': responseContentType,
          'response-content-disposition': responseContentDisposition,
        },
        lifetimeSeconds,
        signedAtMs,
      });
      return { url, expiresAtMs: signedAtMs + lifetimeSeconds * 1000 };
    },

    serverNowMs: () => serverClock.now(),

    async checkBucket() {
      const listed = await asked(
        client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1, Prefix: connection.prefix })),
      );
      // Every S3 server names the bucket or counts the keys; a stray 200 does neither.
      if (listed.Name === undefined && listed.KeyCount === undefined) throw new Failure('not-s3', detail);
    },

    close() {
      agents.close();
      client.destroy();
    },
  };
}

const objectHeaders = (headers: { readonly contentType: string; readonly contentDisposition: string }) => ({
  'content-type': headers.contentType,
  'content-disposition': headers.contentDisposition,
});

function refused(answer: Answer, detail: FailureDetail): Failure {
  const { code, region } = readErrorBody(answer.body);
  if (code === undefined && /^text\/html\b/i.test(answer.headers['content-type'] ?? '')) {
    return new Failure('not-s3', { ...detail, status: answer.status });
  }
  const bucketRegion = region ?? answer.headers['x-amz-bucket-region'];
  return failureOfAnswer(answer.status, code, {
    ...detail,
    ...(typeof bucketRegion === 'string' && { region: bucketRegion }),
  });
}
