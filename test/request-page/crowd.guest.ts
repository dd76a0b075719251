// A hundred guests and more at once, some of them with browsers, at a request that has fewer slots than they have files: what a guest was told was
// received lies in the owner's folder, whole and once, and the others were told that there is no room. Storage that cannot refuse a second write may
// give one slot to two guests in the same moment (docs/requests.md, “What is not promised”).
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
for (const [way, play, mostMet, lost] of [
  ['forms', {}, 3, 'nothing is lost but where two met in a slot'],
  ['PUTs that refuse to overwrite', { forms: 501 }, 0, 'nothing is lost, nothing is overwritten'],
] as const) {
  test(`a hundred guests by ${way}: nothing comes twice, ${lost}`, async ({ open }) => {
    test.setTimeout(300_000);
    const played = await playBucket(play);
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
      const met = received.size - slots;
      expect([met >= 0, met <= mostMet]).toEqual([true, true]);

      const all = new Map(Array.from({ length: guests + browsers }, (_, guest) => [...filesOf(guest)]).flat());
      const saved = await Promise.all(
        (await readdir(folder)).map(async (name) => `${name} ${sha256(await readFile(join(folder, name)))}`),
      );
      const whole = new Set([...all].map(([name, bytes]) => `${name} ${sha256(Buffer.from(bytes))}`));
      // Of two in one slot the first may have been saved, or replaced, before it saw the other, and one may have described what the other wrote.
      expect(saved.filter((one) => !whole.has(one)).length).toBeLessThanOrEqual(mostMet);
      const names = new Set(saved.map((one) => one.slice(0, one.lastIndexOf(' '))));
      expect([...received].filter((name) => !names.has(name)).length).toBeLessThanOrEqual(mostMet);
      expect([...names].filter((name) => !received.has(name)).length).toBeLessThanOrEqual(mostMet);
    } finally {
      await profile.close();
      await played.close();
    }
  });
}
