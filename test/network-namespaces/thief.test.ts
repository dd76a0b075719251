// A thief in the network: without a link nothing is got, whatever is sent, and neither the owner nor a guest with a link waits for it.
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { readdir } from 'node:fs/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bucketName } from '../local-bucket/fixture';
import { isDeep } from '../volume';
import { hasNetwork, network, type Computer } from './network';
import { type Served, serveOn } from './served';

const seconds = 5;
const file = `/${bucketName}/file`;
const program = join(import.meta.dirname, 'thief.mjs');

/** Prints which ports of an address take a connection, from the first to the last. */
const scan = `
  const { connect } = require('node:net');
  const [host, first, last] = [process.argv[1], Number(process.argv[2]), Math.min(65_535, Number(process.argv[3]))];
  const open = [];
  const ask = (port) => new Promise((resolve) => {
    const socket = connect({ host, port }, () => { open.push(port); socket.destroy(); resolve(); });
    socket.on('error', () => resolve());
  });
  (async () => {
    for (let port = first; port <= last; port += 256)
      await Promise.all(Array.from({ length: Math.min(256, last - port + 1) }, (_, index) => ask(port + index)));
    console.log(JSON.stringify(open));
  })();`;

interface Got {
  /** Answers by status, and errors by code. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly opened: number;
  readonly answers: number;
}

describe.runIf(hasNetwork)('a thief', () => {
  const { owner, phone, other } = hasNetwork ? network() : ({} as ReturnType<typeof network>);
  let s3: Served;
  beforeEach(async () => {
    s3 = await serveOn(owner.ipv4, owner.ipv6);
    await s3.client.send(new PutObjectCommand({ Bucket: bucketName, Key: 'file', Body: 'from the owner' }));
  });
  afterEach(async () => s3.stop());

  async function thieve(from: Computer, address: string): Promise<Got> {
    const { stdout, stderr } = await from.run(process.execPath, [
      program,
      address,
      String(s3.bucket.port),
      String(seconds),
    ]);
    expect(stderr).toBe('');
    return JSON.parse(stdout) as Got;
  }

  /** How long the owner waits for an answer on loopback, ms, sorted, asked all the time until `until` is over. */
  async function ownersWaits(until: Promise<unknown>): Promise<readonly number[]> {
    const waits: number[] = [];
    const over = new AbortController();
    void until.finally(() => over.abort());
    while (!over.signal.aborted) {
      const startedMs = performance.now();
      expect((await s3.signed({ target: `/${bucketName}?list-type=2` })).status).toBe(200);
      waits.push(performance.now() - startedMs);
      await delay(20);
    }
    return waits.sort((one, next) => one - next);
  }
  const median = (waits: readonly number[]) => waits[Math.floor(waits.length / 2)] ?? 0;

  test('with thousands of connections gets refusals, while the owner and a guest are served', async () => {
    const quiet = await ownersWaits(delay(1_000));
    const stealing = thieve(other, owner.ipv4);
    const guest = (async () => {
      const bodies: string[] = [];
      for (let turn = 0; turn < 10; turn += 1) {
        const { stdout } = await phone.run('curl', ['-gsS', '--max-time', '30', s3.link(owner.ipv4, file)]);
        bodies.push(stdout);
        await delay(seconds * 80);
      }
      return bodies;
    })();
    const busy = await ownersWaits(stealing);
    const got = await stealing;
    expect(Object.keys(got.statuses).filter((status) => /^2|^3/.test(status))).toEqual([]);
    expect(got.opened).toBeGreaterThan(500);
    expect(await guest).toEqual(Array.from({ length: 10 }, () => 'from the owner'));
    // The thief takes a processor of the same computer, too: no more than that may be felt.
    expect(median(busy)).toBeLessThan(Math.max(100, 10 * median(quiet)));
    // Nothing was stored, not even for a moment that was left behind.
    expect(await readdir(join(s3.options.dataDir, 'blobs'))).toHaveLength(1);
  });

  test('finds one port open, and no more', async () => {
    const ports = isDeep ? [1, 65_535] : [s3.bucket.port - 500, s3.bucket.port + 500];
    const { stdout } = await other.run(process.execPath, ['-e', scan, owner.ipv4, ...ports.map(String)]);
    expect(JSON.parse(stdout)).toEqual([s3.bucket.port]);
  });
});
