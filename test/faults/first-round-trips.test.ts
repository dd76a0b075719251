// How many round trips pass from a drop to the link of a share that is given first: counted by a server that keeps each answer back for a while.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLedger } from '../../main/adapters/ledger/ledger';
import type { App } from '../../main/core/app/app';
import { credentialsText } from '../../main/core/credentials/rules/keychain-entry';
import { startLocalBucket, type LocalBucket } from '../../main/local-bucket/server/server';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { createRealApp } from './real-app';
import { content } from './sizes';

/** Each answer is kept back for so long: a request that begins before it came did not wait for it. */
const heldMs = 60;

interface Line {
  readonly port: number;
  /** Since it was asked last: the longest chain of handshakes and requests of which each began after the one before had been answered. */
  readonly roundTrips: () => number;
  /** Since it was asked last: the method of each request, and the last name of its path. */
  readonly asked: () => readonly string[];
  readonly close: () => void;
}

async function startLine(serve: () => number): Promise<Line> {
  /** When each ended (ms), and how many came one after another up to it. */
  let ended: { readonly atMs: number; readonly depth: number }[] = [];
  const depthNow = () => {
    const nowMs = performance.now();
    return 1 + Math.max(0, ...ended.filter(({ atMs }) => atMs <= nowMs).map(({ depth }) => depth));
  };
  let asked: string[] = [];
  const openedAt = new WeakMap<object, number>();
  const server = http.createServer((near, answer) => {
    const depth = Math.max(depthNow(), 1 + (openedAt.get(near.socket) ?? 0));
    openedAt.delete(near.socket);
    const { method, url: path = '', headers } = near;
    asked.push(`${method} ${path.replace(/\?.*/, '').replace(/.*\//, '')}`);
    const far = http.request({ host: '127.0.0.1', port: serve(), method, path, headers, agent: false }, (came) => {
      void wait(heldMs).then(() => {
        ended.push({ atMs: performance.now(), depth });
        answer.writeHead(came.statusCode ?? 502, { ...came.headers, connection: 'keep-alive' });
        came.pipe(answer);
      });
    });
    far.on('error', () => answer.destroy());
    near.pipe(far);
  });
  server.keepAliveTimeout = 60_000;
  // A handshake is a round trip: what is sent on the connection comes after it.
  server.on('connection', (socket) => void openedAt.set(socket, depthNow()));
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    roundTrips() {
      const most = Math.max(0, ...ended.map(({ depth }) => depth));
      ended = [];
      return most;
    },
    asked() {
      const all = asked;
      asked = [];
      return all;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('from the drop to the link', () => {
  const home = mkdtempSync(join(tmpdir(), 'mayfly-trips-'));
  let bucket: LocalBucket;
  let line: Line;
  let app: App;
  beforeAll(async () => {
    line = await startLine(() => bucket.port);
    bucket = await startLocalBucket(
      { dataDir: join(home, 'bucket'), bucket: 'files', region: 'us-east-1', port: 0, ...sampleCredentials },
      { now: Date.now, sweepIntervalMs: 60_000, namedPort: line.port },
    );
    const profileDir = join(home, 'profile');
    const { ledger } = openLedger(profileDir);
    ledger.saveConnection({ ...sampleConnection, endpoint: `http://127.0.0.1:${line.port}` });
    const held = credentialsText(sampleCredentials);
    const secrets = {
      get: async () => held,
      set: async () => undefined,
      remove: async () => undefined,
      state: async () => 'ok' as const,
      keeper: async () => 'this test',
    };
    app = createRealApp({ profileDir, ledger, secrets, clock: Date.now }, { stays: true });
    await app.start();
  });
  afterAll(async () => {
    await app?.stop();
    line?.close();
    await bucket?.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });

  test.each([
    ['the first share', 'cold'],
    ['the next one', 'warm'],
  ])('%s waits for four round trips, a handshake among them', async (_which, name) => {
    const paths = ['a', 'b'].map((which) => join(home, `${name}-${which}.bin`));
    for (const [index, path] of paths.entries()) writeFileSync(path, content(3_000_000, name.length * 10 + index));
    let counted: number | undefined;
    line.roundTrips();
    await app.shareItems(paths, {
      copy: false,
      page: 'always',
      linkFirst: 'always',
      onLink: () => (counted = line.roundTrips()),
    });
    expect(counted).toBe(4);
  });

  test('a file with a link of its own is sent by the fewest requests', async () => {
    const path = join(home, 'alone.bin');
    writeFileSync(path, content(20_000_000, 7));
    line.asked();
    let before: readonly string[] = [];
    await app.shareItems([path], { copy: false, linkFirst: 'always', onLink: () => (before = line.asked()) });
    // Its upload begins while the page is proven.
    expect(before).not.toContain('PUT alone.bin');
    const asked = [...before, ...line.asked()].filter((one) => one !== 'PUT status.json');
    // No HEAD: the link tells the size. The page is written and asked for twice: as it is given, and as it is in the end.
    const reads = ['GET alone.bin', 'GET index.html', 'GET index.html', 'POST alone.bin', 'POST alone.bin'];
    const writes = ['PUT alone.bin', 'PUT alone.bin', 'PUT index.html', 'PUT index.html'];
    expect(asked.toSorted()).toEqual([...reads, ...writes]);
  });
});
