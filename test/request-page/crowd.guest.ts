// A hundred guests and more at once, some of them with browsers, at a request that has fewer slots than they have files: what a guest was told was
// received lies in the owner's folder, whole and once, and the others were told that there is no room. Storage that replaces a manifest may give one
// slot to two guests in the same moment (docs/requests.md, “What is not promised”).
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { playBucket } from '../cli/played-bucket';
import { openRequestProfile, type RequestProfile } from '../cli/request-profile';
import { sha256 } from '../share-page/published';
import { bytesOf } from './browser-guest';
import { choose, expect, file, row, send, test } from './fixtures';
import { visit } from './node-guest';

const guests = 100;
const browsers = 3;
const slots = 300;
/** Of one look at what came, which also saves it and writes the page anew: as long as a page on its way to a guest may be old. */
const lookLimitMs = 60_000;

const testLimitMs = 300_000;

/** Most are small; some take long enough to meet others on their way. */
const filesOf = (guest: number): ReadonlyMap<string, Uint8Array<ArrayBuffer>> =>
  new Map(
    [0, 1, 2].map((index) => {
      const size = (guest + index) % 10 === 0 ? 1_000_000 + guest : 1_000 * index + guest;
      return [`${guest} ${index}.bin`, bytesOf(size)];
    }),
  );

/** Looks and saves over and over until `isOver`. Gives how long each took. */
async function receive({ mayfly }: RequestProfile, id: string, folder: string, isOver: () => boolean) {
  const tookMs: number[] = [];
  for (let isLast = false; !isLast;) {
    isLast = isOver();
    const from = performance.now();
    const { code, stderr } = await mayfly('receive', id, '--to', folder);
    if (code !== 0) throw new Error(`receive ended with ${code}: ${stderr}`);
    tookMs.push(performance.now() - from);
  }
  return tookMs;
}

/** `mostMet`: so many slots at most were given to two guests; one in a hundred. */
for (const [way, play, mostMet] of [
  ['forms', {}, 0],
  ['PUTs', { forms: 501 }, 0],
  ['forms to storage that replaces manifests', { condition: 'ignored' }, 3],
] as const) {
  test(`a hundred guests by ${way}: nothing comes twice or mixed, and ${mostMet} of ${slots} files are lost at most`, async ({
    open,
  }) => {
    test.setTimeout(testLimitMs);
    // A guest of Node sends what met the end of its connection no second time.
    const played = await playBucket({ ...play, keepAliveMs: testLimitMs });
    const profile = await openRequestProfile(played);
    try {
      const made = await profile.request('--max-files', String(slots), '--max-size', '4MB');
      const folder = join(profile.home, 'in');
      const pages = await Promise.all(Array.from({ length: browsers }, () => open(made)));
      let isSent = false;
      const looking = receive(profile, made.id, folder, () => isSent);
      const byNode = Array.from({ length: guests }, async (_, guest) =>
        visit(made.url, filesOf(guest), `guest-${guest}`, () => Math.random() * 40),
      );
      const byBrowser = pages.map(async ({ page }, index) => {
        const files = filesOf(guests + index);
        await choose(
          page,
          [...files].map(([name, bytes]) => file(name, Buffer.from(bytes))),
        );
        await send(page);
        return Promise.all(
          [...files.keys()].map(async (name) => {
            await expect(row(page, name)).toContainText(/Received|No room was left|One too many/, { timeout: 200_000 });
            const isReceived = (await row(page, name).textContent())?.includes('Received') === true;
            return { name, outcome: isReceived ? ('received' as const) : ('full' as const) };
          }),
        );
      });
      const told = (await Promise.all([...byNode, ...byBrowser])).flat();
      isSent = true;
      const tookMs = await looking;
      expect(Math.max(...tookMs)).toBeLessThan(lookLimitMs);
      expect(told.filter(({ outcome }) => outcome !== 'received' && outcome !== 'full')).toEqual([]);
      const received = new Set(told.filter(({ outcome }) => outcome === 'received').map(({ name }) => name));
      expect(received.size).toBeGreaterThanOrEqual(slots);
      expect(received.size).toBeLessThanOrEqual(slots + mostMet);

      const all = new Map(Array.from({ length: guests + browsers }, (_, guest) => [...filesOf(guest)]).flat());
      const whole = new Map([...all].map(([name, bytes]) => [name, sha256(Buffer.from(bytes))]));
      const saved = await Promise.all(
        (await readdir(folder)).map(async (name) => [name, sha256(await readFile(join(folder, name)))] as const),
      );
      // Bytes that came beside the words of another guest have no guest's name.
      const named = saved.filter(([name]) => whole.has(name));
      expect(named.filter(([name, sum]) => whole.get(name) !== sum)).toEqual([]);
      expect(saved.length - named.length).toBeLessThanOrEqual(mostMet);
      const names = new Set(named.map(([name]) => name));
      expect([...received].filter((name) => !names.has(name)).length).toBeLessThanOrEqual(mostMet);
      expect([...names].filter((name) => !received.has(name)).length).toBeLessThanOrEqual(mostMet);
    } finally {
      await profile.close();
      await played.close();
    }
  });
}
