// A line that is long and fat and gives each connection little: several ranges come at once, and the file is the same to the last byte.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from './fixtures';
import { pickedHash, pickIn } from './pickers';
import { sha256 } from './published';

/** A proxy that answers after `firstByteMs`, and gives each answer so many bytes a second. */
async function longLine(firstByteMs: number, bytesPerSecond: number) {
  const ranges: string[] = [];
  let running = 0;
  let most = 0;
  const server = createServer((asked, answer) => {
    const bring = async () => {
      ranges.push(asked.headers.range ?? '');
      await sleep(firstByteMs);
      const { method, headers, url = '' } = asked;
      const upstream = request(url, { ...(method !== undefined && { method }), headers });
      upstream.end();
      const [given] = (await once(upstream, 'response')) as [IncomingMessage];
      answer.writeHead(given.statusCode ?? 502, given.headers);
      const sinceMs = performance.now();
      let sent = 0;
      running += 1;
      most = Math.max(most, running);
      try {
        for await (const chunk of given as AsyncIterable<Buffer>) {
          if (answer.destroyed) break;
          if (!answer.write(chunk)) await Promise.race([once(answer, 'drain'), once(answer, 'close')]);
          sent += chunk.length;
          await sleep(Math.max(0, (sent * 1000) / bytesPerSecond - (performance.now() - sinceMs)));
        }
      } finally {
        running -= 1;
        answer.end();
      }
    };
    bring().catch(() => answer.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    proxy: { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bypass: '<-loopback>' },
    ranges,
    most: () => most,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test('a large file comes by several ranges where the line is long and one connection slow @deep', async ({
  bucket,
  open,
}) => {
  test.setTimeout(240_000);
  const film = { path: 'film.bin', body: randomBytes(92 * 2 ** 20) };
  const line = await longLine(60, 6_000_000);
  try {
    const published = await bucket.publish([film, { path: 'a.txt', body: 'a' }]);
    const { page, leaks } = await open(published, { proxy: line.proxy });
    await pickIn(page);
    await page.getByRole('button', { name: 'Save in a folder' }).click();
    await expect(page.getByText('2 files are saved.')).toBeVisible({ timeout: 60_000 });
    expect(await pickedHash(page, 'film.bin')).toBe(sha256(film.body));
    expect(line.ranges.filter((range) => /^bytes=[1-9]\d*-\d+$/.test(range)).length).toBeGreaterThan(3);
    expect(line.most()).toBeLessThanOrEqual(5);
    expect(leaks).toEqual([]);
  } finally {
    line.close();
  }
});
