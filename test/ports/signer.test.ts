// Why this exists: our presigned URLs are those of the AWS SDK, byte for byte, whatever the key, the name, the time and the server.
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSigner, type ToSign } from '../../main/adapters/s3/signer';
import type { Connection, Credentials } from '../../main/domain/connection';
import { formatQuery, objectTarget, targetHost } from '../../main/domain/object-url';
import { Sha256 } from '../fakes/sdk-sha256';

async function signedBySdk(connection: Connection, credentials: Credentials, request: ToSign): Promise<string> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const presigner = new S3RequestPresigner({
    region: connection.region,
    sha256: Sha256,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
  });
  const { protocol, hostname, port, path } = objectTarget(connection, request.key);
  const names = Object.keys(request.headers ?? {});
  const { method, query, headers } = request;
  const signed = await presigner.presign(
    {
      method,
      protocol,
      hostname,
      path,
      query: { ...query },
      headers: { ...headers },
      ...(port !== undefined && { port }),
    },
    {
      expiresIn: request.lifetimeSeconds,
      signingDate: new Date(request.signedAtMs),
      // The presigner leaves content-type unsigned unless told otherwise, and moves others into the query.
      signableHeaders: new Set(['host', ...names]),
      unhoistableHeaders: new Set(names),
    },
  );
  const host = targetHost(objectTarget(connection, request.key));
  return `${protocol}//${host}${path}?${formatQuery(signed.query as Record<string, string>)}`;
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom('a b', "!'()*~", 'ü 🦋', 'a+b=c&d', '%2F', ''),
);
/** What an HTTP header can carry. */
const headerText = fc.stringMatching(/^[\x21-\x7e][\x20-\x7e]{0,40}[\x21-\x7e]$/);

const connections = fc.record({
  endpoint: fc.constantFrom(
    'https://s3.example.com',
    'http://127.0.0.1:9000',
    'http://[::1]:9000',
    'https://example.com/s3/api',
    'https://s3.eu-central-1.amazonaws.com',
  ),
  region: fc.constantFrom('us-east-1', 'eu-central-1', 'auto', 'default'),
  addressing: fc.constantFrom<Connection['addressing']>('path', 'virtual-host'),
  bucket: fc.constantFrom('files', 'my.bucket-2'),
});
const credentials = fc.record(
  {
    accessKeyId: fc.stringMatching(/^[A-Z0-9]{16,20}$/),
    secretAccessKey: fc.stringMatching(/^[A-Za-z0-9/+=]{20,40}$/),
    sessionToken: fc.stringMatching(/^[A-Za-z0-9/+=]{40,200}$/),
  },
  { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
);
const requests = fc.record({
  method: fc.constantFrom<ToSign['method']>('GET', 'PUT'),
  key: anyText.filter(
    (key) =>
      key !== '' &&
      key.isWellFormed() &&
      Buffer.byteLength(key) <= 1_024 &&
      !key.split('/').some((segment) => segment === '.' || segment === '..'),
  ),
  query: fc.dictionary(
    fc.constantFrom('response-content-type', 'response-content-disposition', 'partNumber', 'uploadId'),
    anyText.filter((text) => text.isWellFormed()),
  ),
  headers: fc.dictionary(
    fc.constantFrom('content-type', 'content-disposition', 'content-length', 'x-amz-checksum-crc32'),
    headerText,
  ),
  lifetimeSeconds: fc.integer({ min: 1, max: 604_800 }),
  signedAtMs: fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2090, 0) }),
});

test('every URL is the one the SDK makes', async () => {
  await fc.assert(
    fc.asyncProperty(connections, credentials, requests, async (place, keys, request) => {
      const connection: Connection = { id: 'c', name: 'c', kind: 's3', provider: 'other', prefix: '', ...place };
      const ours = await createSigner(connection, keys)(request);
      expect(ours).toBe(await signedBySdk(connection, keys, request));
    }),
    { numRuns: 400 },
  );
});

test('one signer over midnight signs each day with the key of that day', async () => {
  const connection: Connection = {
    id: 'c',
    name: 'c',
    kind: 's3',
    provider: 'other',
    prefix: '',
    endpoint: 'https://s3.example.com',
    region: 'us-east-1',
    bucket: 'files',
    addressing: 'path',
  };
  const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const sign = createSigner(connection, keys);
  const midnight = Date.UTC(2026, 0, 1);
  for (const signedAtMs of [midnight - 1_000, midnight, midnight - 1_000]) {
    const request: ToSign = { method: 'GET', key: 'k/a.txt', lifetimeSeconds: 60, signedAtMs };
    expect(await sign(request)).toBe(await signedBySdk(connection, keys, request));
  }
});
