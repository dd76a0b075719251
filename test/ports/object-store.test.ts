// The twin, the embedded bucket and any server named in MAYFLY_TEST_S3 are held to one suite.
import { describe, expect, test } from 'vitest';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import { createFixedClock } from '../fakes/fixed-clock';
import { rejected } from '../fakes/failing';
import { hide, versionsOf } from '../fakes/memory-bucket';
import { answerForm, answerGuest } from '../fakes/memory-guest-links';
import { createMemoryObjects } from '../fakes/memory-objects';
import { createMemoryServer } from '../fakes/memory-server';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { objectStoreSuite } from './object-store';
import { guestLinksSuite } from './guest-links';
import { keepingSuite } from './object-store-keeping';
import './localhost-names';
import type { Subject } from './object-store-subject';
import { namedServers, startEmbedded, startOnNetwork, startVersioned } from './real-servers';
import { isDeep } from '../volume';

const startMemory = async (versioned: boolean): Promise<Subject> => {
  const clock = createFixedClock();
  const server = createMemoryServer(clock.now);
  const bucket = server.createBucket('files');
  bucket.versioned = versioned;
  server.credentials.set(sampleCredentials.accessKeyId, sampleCredentials.secretAccessKey);
  return {
    connection: sampleConnection,
    credentials: sampleCredentials,
    versioned,
    open: createMemoryObjects(server).open,
    fetch: async (url, range) => server.get(url, range),
    send: async (request) => answerGuest(server, request),
    post: async (form) => answerForm(server, form),
    pass: async (ms) => clock.advance(ms),
    kept: async (key) => versionsOf(bucket, key),
    hide: async (key) => hide(bucket, key),
    async whileSuspended(action) {
      bucket.versioned = false;
      await action();
      bucket.versioned = versioned;
    },
    close: async () => undefined,
  };
};

const bothSuites = (name: string, start: () => Promise<Subject>) => {
  objectStoreSuite(name, start);
  keepingSuite(name, start);
  guestLinksSuite(name, start);
};

bothSuites('memory', () => startMemory(false));
keepingSuite('memory, with versions', () => startMemory(true));
bothSuites('the embedded bucket', () => startEmbedded({}));
bothSuites('the embedded bucket, with versions', startVersioned);
// By another address the same server is asked the same: what guests and recipients ask is looked at by each, the rest in the deep run.
const byAddress = isDeep ? bothSuites : guestLinksSuite;
byAddress('the embedded bucket, its name in the host', () =>
  startEmbedded({ addressing: 'virtual-host' }, 'localhost'),
);

// Whatever Mayfly signs for others is answered on the network.
byAddress('the embedded bucket, on the network', startOnNetwork);

for (const [name, start] of namedServers) bothSuites(name, start);

describe('a server that does not answer', () => {
  /** TEST-NET-1 (RFC 5737): nobody is there, and nobody says so. */
  const nowhere = { ...sampleConnection, endpoint: 'http://192.0.2.1:9000' };

  test('a cancel while connecting ends at once', async () => {
    const days = { connectMs: 86_400_000, silenceMs: 86_400_000 };
    const store = createObjectStoreFactory(Date.now, days)(nowhere, sampleCredentials);
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 100);
    const sending = store.put(
      'k',
      Buffer.from('x'),
      { contentType: 'a/b', contentDisposition: 'attachment' },
      { signal: cancel.signal },
    );
    expect((await rejected(sending)).code).toMatch(/^(cancelled|connection-refused)$/);
    store.close();
  });
});
