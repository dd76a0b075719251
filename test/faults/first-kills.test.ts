// A page that is given before its files, killed -9 at every request and at any moment: it says what is so, and nobody gets a file that is not whole.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../main/core/model/connection';
import { isDeep } from '../volume';
import { buildChild } from './child-program';
import { seeded } from './fault-plan';
import type { GrowAct } from './grow-child';
import { startKillFront, type Moment } from './kill-front';
import { connectionBy, newPlace, openPlace, rowsOf, run, type Killing, type Place } from './kill-place';
import { nothingSeen, readLive, saysGone, watchLive, type Contents } from './live-reader';
import { content, isWhole, runSeed } from './sizes';

const mebibyte = 1_048_576;
const contents: Contents = {
  'a.txt': content(10, runSeed),
  'b.bin': content(300_000, runSeed + 1),
  // In two parts.
  'c.bin': content(17 * mebibyte, runSeed + 2),
};
const all = Object.keys(contents);
/** The last part of the large file leaves after the first status was written. */
const bytesPerSecond = 12 * mebibyte;
const momentsOf = (whole: number, deep: number) => (isWhole ? whole : deep);

let home: string;
let killing: Killing;
let connection: Connection;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'mayfly-first-'));
  for (const name of all) writeFileSync(join(home, name), contents[name] ?? '');
  killing = { program: await buildChild('grow-child'), front: await startKillFront() };
  connection = connectionBy(killing.front);
});
afterAll(() => {
  killing.front.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

type Kill = Omit<Moment, 'call'> | { readonly afterMs: number };

const nameOf = (kill: Kill) =>
  'nth' in kill ? `${kill.at} request ${kill.nth}` : `${kill.afterMs} ms after the link was given`;

interface Sender {
  readonly what: string;
  readonly names: readonly string[];
  readonly moments: number;
  readonly how: Partial<Extract<GrowAct, { kind: 'share-first' }>>;
}

const senders: readonly Sender[] = [
  { what: 'plain files', names: all, moments: momentsOf(50, 12), how: {} },
  { what: 'encrypted files', names: all, moments: momentsOf(25, 6), how: { encrypt: true } },
  { what: 'one file', names: ['c.bin'], moments: momentsOf(50, 12), how: { isFile: true } },
  { what: 'files who cancels', names: all, moments: momentsOf(40, 8), how: { cancels: true } },
];

describe.runIf(isDeep).each(senders.filter(({ moments }) => moments > 0))(
  'kill -9 of a sender of $what',
  ({ names, moments, how }) => {
    let template: string;
    beforeAll(async () => {
      template = mkdtempSync(join(home, 'template-'));
      const place = await newPlace(killing, template, connection);
      await place.bucket.close();
    });

    const share = (): GrowAct => ({
      kind: 'share-first',
      paths: names.map((name) => join(home, name)),
      encrypt: false,
      bytesPerSecond,
      ...how,
    });

    async function inCopy(action: (place: Place) => Promise<void>): Promise<void> {
      const folder = mkdtempSync(join(home, 'copy-'));
      cpSync(template, folder, { recursive: true });
      const place = await openPlace(killing, folder);
      try {
        await action(place);
      } finally {
        await place.bucket.close();
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      }
    }

    interface Seen {
      /** Empty where the link was not given. */
      readonly url: string;
      readonly watch: ReturnType<typeof watchLive> | undefined;
    }

    async function killed(place: Place, kill?: Kill, onLink?: () => void): Promise<Seen> {
      let url = '';
      let watch: Seen['watch'];
      const moment = kill !== undefined && 'nth' in kill ? kill : undefined;
      await run(killing, place, share(), moment, (given, child) => {
        url = given;
        onLink?.();
        watch = watchLive(url, contents);
        if (kill !== undefined && 'afterMs' in kill) setTimeout(() => child.kill('SIGKILL'), kill.afterMs);
      });
      return { url, watch };
    }

    /** What is not so on the page a minute later, by the clock of the server, while nobody sends. */
    async function readLater(url: string): Promise<readonly string[]> {
      killing.front.aheadMs = 60_000;
      try {
        const { wrong, status, awaySinceMs, offered, isGone } = await readLive(url, contents);
        if (isGone && how.cancels === true) return [];
        const isSaid = status?.state === 'sending' && awaySinceMs === undefined;
        const lacks = status === undefined && offered.length < names.length;
        return [
          ...wrong,
          ...(isSaid ? ['it is said that files are being sent'] : []),
          ...(lacks ? ['files are missing'] : []),
        ];
      } finally {
        killing.front.aheadMs = 0;
      }
    }

    /** What is not so in the end. A cancel is done where its process noted it, and else never was. */
    async function readInTheEnd(place: Place, url: string): Promise<readonly string[]> {
      const { names: rows, unknown, drafts, stored, isRevoked, isPaused } = await rowsOf(place, undefined, connection);
      const { wrong, status, offered, isGone, times } =
        url === '' ? { ...nothingSeen, offered: names } : await readLive(url, contents);
      const isEnded = how.cancels === true && isRevoked;
      if (isEnded) {
        // The last word stays for an hour.
        return [
          ...(isGone || url === '' ? [] : ['the page opens after a cancel']),
          ...(stored > 1 || drafts > 0 ? [`${stored} objects and ${drafts} drafts are left of a cancel`] : []),
        ];
      }
      // Killed between the two halves of a cancel: its uploads are paused, which is what the user sees, and the readers.
      if (how.cancels === true && isPaused) return wrong;
      const link = url === '' || how.isFile !== true ? undefined : await ownLink(place);
      return [
        ...wrong,
        ...(status !== undefined || offered.join() !== names.join() ? [`offered: ${offered.join()}`] : []),
        ...(rows.toSorted().join() === names.join() ? [] : [`rows: ${rows.join()}`]),
        ...unknown.map((key) => `nobody knows ${key}`),
        ...(drafts > 0 ? ['a draft is left'] : []),
        ...(link === undefined || (times.forward !== undefined && link) ? [] : ['it has no link of its own']),
      ];
    }

    /** Whether the link that the share has now opens the one file. */
    async function ownLink(place: Place): Promise<boolean> {
      const { shareId } = await rowsOf(place, undefined, connection);
      const given = await run(killing, place, { kind: 'link', shareId });
      const answer = await fetch(given?.url ?? '');
      return Buffer.compare(Buffer.from(await answer.arrayBuffer()), contents['c.bin'] ?? Buffer.alloc(0)) === 0;
    }

    it('at any moment', async () => {
      let requests = 0;
      let atLink = 0;
      await inCopy(async (place) => {
        const { url, watch } = await killed(place, undefined, () => (atLink = killing.front.count()));
        requests = killing.front.count();
        const seen = (await watch?.end()) ?? [];
        expect(seen.filter((one) => how.cancels !== true || !saysGone(one))).toEqual([]);
        expect(await readInTheEnd(place, url)).toEqual([]);
      });
      const random = seeded(runSeed);
      // What comes before the link is as it is without a cancel.
      const first = how.cancels === true ? atLink : 0;
      const steps = Array.from({ length: requests - first }, (_, index): readonly Kill[] => [
        { nth: first + index + 1, at: 'before' },
        { nth: first + index + 1, at: 'after' },
      ]).flat();
      const every = Math.max(1, Math.round(steps.length / (moments * 0.7)));
      const atSteps = steps.filter((_, index) => index % every === every - 1);
      const others = Array.from({ length: Math.max(1, moments - atSteps.length) }, (): Kill => ({
        afterMs: Math.floor(random() * (how.cancels === true ? 300 : 1_800)),
      }));
      for (const kill of [...atSteps, ...others]) {
        await inCopy(async (place) => {
          const { url, watch } = await killed(place, kill);
          killing.front.watch();
          const found: string[] = [];
          if (url !== '') found.push(...(await readLater(url)));
          const again = {
            nth: 1 + Math.floor(random() * 12),
            at: random() < 0.5 ? ('before' as const) : ('after' as const),
          };
          if (random() < 0.5) await run(killing, place, { kind: 'upkeep' }, again);
          if (url !== '') found.push(...(await readLater(url)));
          const upkeep = await run(killing, place, { kind: 'upkeep' });
          if (upkeep?.failure !== undefined) found.push(`the next one: ${upkeep.failure}`);
          const seen = (await watch?.end()) ?? [];
          found.push(...seen.filter((one) => how.cancels !== true || !saysGone(one)));
          found.push(...(await readInTheEnd(place, url)));
          expect([nameOf(kill), found]).toEqual([nameOf(kill), []]);
        });
      }
    }, 1_800_000);
  },
);
