// Why this exists: the real servers that suites run on: the embedded bucket, and those named in MAYFLY_TEST_S3
// (`name=endpoint,accessKeyId,secret,region,bucket;...`).
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import type { Connection } from '../../main/domain/connection';
import { startLocalBucket } from '../../main/local-bucket/server';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import type { Opened, Subject } from './object-store';

export const openReal = createObjectStoreFactory(Date.now, { connectMs: 5_000, silenceMs: 10_000 });

/** Not the global fetch: it would rewrite the path before sending it. */
function fetchReal(url: string, range?: string): Promise<Opened> {
  const from = url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const request = from.get(url, { agent: false, headers: range === undefined ? {} : { range } }, (response) => {
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
  });
}

export async function startEmbedded(change: Partial<Connection>, host = '127.0.0.1'): Promise<Subject> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mayfly-suite-'));
  let passedMs = 0;
  const bucket = await startLocalBucket(
    { dataDir, bucket: 'files', region: 'us-east-1', port: 0, ...sampleCredentials },
    { now: () => Date.now() + passedMs, sweepIntervalMs: 60_000 },
  );
  return {
    connection: { ...sampleConnection, endpoint: `http://${host}:${bucket.port}`, ...change },
    credentials: sampleCredentials,
    open: openReal,
    fetch: fetchReal,
    pass: async (ms) => {
      passedMs += ms;
    },
    async close() {
      await bucket.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** Each with its name; none when the variable is not set. */
export const namedServers: readonly (readonly [string, () => Promise<Subject>])[] = (
  process.env['MAYFLY_TEST_S3'] ?? ''
)
  .split(';')
  .filter((text) => text !== '')
  .map((named) => {
    const [name = '', place = ''] = named.split(/=(.*)/s);
    const [endpoint = '', accessKeyId = '', secretAccessKey = '', region = 'us-east-1', bucket = ''] = place.split(',');
    const subject: Subject = {
      connection: { ...sampleConnection, endpoint, region, bucket },
      credentials: { accessKeyId, secretAccessKey },
      open: openReal,
      fetch: fetchReal,
      pass: (ms) => wait(ms),
      close: async () => undefined,
    };
    return [name, async () => subject];
  });
