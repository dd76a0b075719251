// Why this exists: the twin, the embedded bucket and any server named in MAYFLY_TEST_S3 are held to one suite.
// MAYFLY_TEST_S3 is `name=endpoint,accessKeyId,secret,region,bucket;...`
import { mkdtempSync, rmSync } from 'node:fs';
import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import type { Connection } from '../../main/domain/connection';
import { startLocalBucket } from '../../main/local-bucket/server';
import { createFixedClock } from '../fakes/fixed-clock';
import { rejected } from '../fakes/failing';
import { createMemoryObjects } from '../fakes/memory-objects';
import { createMemoryServer } from '../fakes/memory-server';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { objectStoreSuite, type Opened, type Subject } from './object-store';

/** Names below localhost are this computer (RFC 6761 section 6.3): browsers and curl know that, not every system's resolver does. */
const systemLookup = dns.lookup;
dns.lookup = ((hostname: string, ...rest: unknown[]) =>
  Reflect.apply(systemLookup, dns, [
    hostname.endsWith('.localhost') ? '127.0.0.1' : hostname,
    ...rest,
  ])) as typeof dns.lookup;

const openReal = createObjectStoreFactory(Date.now, { connectMs: 5_000, silenceMs: 10_000 });

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

async function startEmbedded(change: Partial<Connection>, host = '127.0.0.1'): Promise<Subject> {
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

objectStoreSuite('memory', async () => {
  const clock = createFixedClock();
  const server = createMemoryServer(clock.now);
  server.createBucket('files');
  server.credentials.set(sampleCredentials.accessKeyId, sampleCredentials.secretAccessKey);
  return {
    connection: sampleConnection,
    credentials: sampleCredentials,
    open: createMemoryObjects(server).open,
    fetch: async (url, range) => server.get(url, range),
    pass: async (ms) => clock.advance(ms),
    close: async () => undefined,
  };
});

objectStoreSuite('the embedded bucket', () => startEmbedded({}));
objectStoreSuite('the embedded bucket, its name in the host', () =>
  startEmbedded({ addressing: 'virtual-host' }, 'localhost'),
);

for (const named of (process.env['MAYFLY_TEST_S3'] ?? '').split(';').filter((text) => text !== '')) {
  const [name = '', place = ''] = named.split(/=(.*)/s);
  const [endpoint = '', accessKeyId = '', secretAccessKey = '', region = 'us-east-1', bucket = ''] = place.split(',');
  objectStoreSuite(name, async () => ({
    connection: { ...sampleConnection, endpoint, region, bucket },
    credentials: { accessKeyId, secretAccessKey },
    open: openReal,
    fetch: fetchReal,
    pass: (ms) => wait(ms),
    close: async () => undefined,
  }));
}

describe('a server that does not answer', () => {
  /** TEST-NET-1 (RFC 5737): nobody is there, and nobody says so. */
  const nowhere = { ...sampleConnection, endpoint: 'http://192.0.2.1:9000' };

  test('a cancel while connecting ends at once', async () => {
    const store = openReal(nowhere, sampleCredentials);
    const cancel = new AbortController();
    const startedMs = performance.now();
    setTimeout(() => cancel.abort(), 100);
    const sending = store.put(
      'k',
      Buffer.from('x'),
      { contentType: 'a/b', contentDisposition: 'attachment' },
      { signal: cancel.signal },
    );
    expect((await rejected(sending)).code).toMatch(/^(cancelled|endpoint-unreachable)$/);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    store.close();
  });
});
