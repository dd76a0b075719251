// With any clock on this computer, a link opens when it is made and is dead when it was said to be: over real HTTP.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLinkProbe } from '../../../main/adapters/network/link-probe';
import { createObjectStoreFactory } from '../../../main/adapters/s3/object-store';
import { createApp } from '../../../main/core/app/compose';
import { credentialsText } from '../../../main/core/credentials/rules/keychain-entry';
import type { Share } from '../../../main/core/model/share';
import { startLocalBucket, type LocalBucket } from '../../../main/local-bucket/server/server';
import type { App } from '../../../main/core/app/app';
import { createLocalEngine } from '../../../main/core/transfer/engine';
import { createTestPorts, type TestPorts } from '../../fakes/test-ports';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import { innerLinks } from '../pages/inner-links';
import { fetchReal } from '../../ports/real-servers';
import { secretEntry } from './running-app';
import type { Shared } from '../../../main/core/model/share-request';
import { isDeep, someOf } from '../../volume';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const secondMs = 1_000;
/** An HTTP date has whole seconds, and a request takes a moment. */
const toleranceMs = 2_500;

const dataDir = mkdtempSync(join(tmpdir(), 'mayfly-skew-'));
let bucket: LocalBucket;
/** The moment at which the server's clock stands, to look at the end of a link; none before anything is made. */
let standsAtMs: number | undefined;

beforeAll(async () => {
  bucket = await startLocalBucket(
    { dataDir, bucket: 'files', region: 'us-east-1', port: 0, ...sampleCredentials },
    { now: () => standsAtMs ?? Date.now(), sweepIntervalMs: hourMs },
  );
});
afterAll(async () => {
  await bucket.close();
  rmSync(dataDir, { recursive: true });
});

interface World extends TestPorts {
  readonly app: App;
}

async function startWith(skewMs: number, credentialsEndInMs?: number): Promise<World> {
  const clock = () => Date.now() + skewMs;
  const openObjectStore = createObjectStoreFactory(clock);
  const made = createTestPorts({ clock, openObjectStore, probe: createLinkProbe() });
  const ports = {
    ...made.ports,
    engine: createLocalEngine({ clock, files: made.files, openObjectStore, random: Math.random }),
  };
  // The end of a credential is a moment of the world, not of this computer's clock.
  const ends = credentialsEndInMs === undefined ? {} : { expiresAtMs: Date.now() + credentialsEndInMs };
  ports.ledger.saveConnection({ ...sampleConnection, endpoint: bucket.endpoint });
  made.secrets.entries.set(secretEntry(sampleConnection), credentialsText({ ...sampleCredentials, ...ends }));
  made.files.put('/home/small.txt', 'small');
  made.files.put('/home/large.bin', Buffer.alloc(20 * 1_048_576, 7));
  const app = createApp(ports, { stays: false });
  await app.start();
  return { ...made, ports, app };
}

/** Opens now, opens a second before the end that is shown, and not a minute after it. */
async function checkLife(url: string, { expiresAtMs }: Pick<Share, 'expiresAtMs'>): Promise<void> {
  expect((await fetchReal(url)).status, 'when it was made').toBe(200);
  try {
    standsAtMs = expiresAtMs - secondMs;
    expect((await fetchReal(url)).status, 'a second before its end').toBe(200);
    standsAtMs = expiresAtMs + minuteMs;
    expect((await fetchReal(url)).status, 'a minute after its end').toBe(403);
  } finally {
    standsAtMs = undefined;
  }
}

const skews: readonly (readonly [string, number])[] = [
  ['right', 0],
  ['16 minutes behind', -16 * minuteMs],
  ['3 hours ahead', 3 * hourMs],
  ['a day behind', -24 * hourMs],
];

// A right clock is that of all other suites.
describe.each(isDeep ? skews : skews.slice(1, 3))('a clock that is %s', (_how, skewMs) => {
  const credentials = [
    ['lasting', undefined, hourMs, 'requested'],
    ['temporary', 20 * minuteMs, 19 * minuteMs, 'credentials'],
  ] as const;
  test.each(someOf(credentials, 2, skewMs < 0 ? 0 : 1))(
    'with %s credentials makes links that live as long as they say',
    async (_what, endsInMs, livesMs, by) => {
      const { app, clipboard, ports } = await startWith(skewMs, endsInMs);
      const startedMs = Date.now();
      const results = await app.shareItems(['/home/small.txt', '/home/large.bin'], {
        copy: false,
        lifetimeSeconds: hourMs / secondMs,
        page: 'never',
      });
      const shared = results.flatMap((result): readonly Shared[] => (result.ok ? [result.shared] : []));
      expect(results.filter(({ ok }) => !ok)).toEqual([]);
      const tookMs = () => Date.now() - startedMs + toleranceMs;
      for (const { share, url } of shared) {
        expect(share).toMatchObject({ limitedBy: by, verified: true });
        expect(Math.abs(share.expiresAtMs - startedMs - livesMs)).toBeLessThan(tookMs());
        await checkLife(url, share);
      }
      const share = shared[0]?.share;
      if (share === undefined) throw new Error('nothing was shared');

      const fresh = await app.freshLink(share.id);
      expect(fresh.share.expiresAtMs).toBeLessThanOrEqual(share.expiresAtMs);
      await checkLife(fresh.url, fresh.share);

      const [page] = await app.shareItems(['/home/small.txt', '/home/large.bin'], { copy: false, page: 'several' });
      if (page?.ok !== true) throw new Error('no page was made', { cause: page?.failure });
      const files = innerLinks(await fetchReal(page.shared.url), page.shared.url);
      expect(files).toHaveLength(2);
      for (const url of [page.shared.url, ...files]) await checkLife(url, page.shared.share);

      const extended = await app.extend(share.id, 2 * 3_600, { copy: true });
      const extendedMs = endsInMs === undefined ? 2 * hourMs : livesMs;
      expect(Math.abs(extended.share.expiresAtMs - startedMs - extendedMs)).toBeLessThan(tookMs());
      expect(clipboard.written).toEqual([extended.url]);
      await checkLife(extended.url, extended.share);

      expect(await app.revoke(share.id)).toEqual({ status: 404, objectsRemoved: 1, linksAsked: 1 });
      for (const url of [shared[0]?.url ?? '', fresh.url, extended.url])
        expect((await fetchReal(url)).status).toBe(404);
      const told = app.store
        .get()
        .notices.flatMap(({ content }) => (content.kind === 'clock' ? [content.offsetMs] : []));
      expect(told).toHaveLength(skewMs === 0 ? 0 : 1);
      for (const offsetMs of told) expect(Math.abs(offsetMs + skewMs)).toBeLessThan(tookMs());
      await app.stop();
      expect(ports.ledger.shares()).toHaveLength(3);
    },
  );
});
