// A page that is given before its files, killed -9 at every request and at any moment: it says what is so, and nobody gets a file that is not whole.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../main/core/model/connection';
import { isDeep } from '../volume';
import { buildChild } from './child-program';
import { seeded } from './fault-plan';
import type { GrowAct } from './grow-child';
import { startKillFront, type Moment } from './kill-front';
import { connectionBy, newPlace, openPlace, rowsOf, run, type Killing, type Place } from './kill-place';
import { readLive, watchLive, type Contents } from './live-reader';
import { content, isWhole, runSeed } from './sizes';

const mebibyte = 1_048_576;
const contents: Contents = {
  'a.txt': content(10, runSeed),
  'b.bin': content(300_000, runSeed + 1),
  // In two parts.
  'c.bin': content(17 * mebibyte, runSeed + 2),
};
const names = Object.keys(contents);
/** The last part of the large file leaves after the first status was written. */
const bytesPerSecond = 12 * mebibyte;
const momentsOf = (whole: number, deep: number, few: number) => (isWhole ? whole : isDeep ? deep : few);

let home: string;
let killing: Killing;
let connection: Connection;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'mayfly-first-'));
  for (const name of names) writeFileSync(join(home, name), contents[name] ?? '');
  killing = { program: await buildChild('grow-child'), front: await startKillFront() };
  connection = connectionBy(killing.front);
}, 60_000);
afterAll(() => {
  killing.front.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  rmSync(dirname(killing.program), { recursive: true, force: true });
});

type Kill = Omit<Moment, 'call'> | { readonly afterMs: number };

const nameOf = (kill: Kill) =>
  'nth' in kill ? `${kill.at} request ${kill.nth}` : `${kill.afterMs} ms after the link was given`;

const senders = [
  ['plain', false, momentsOf(50, 12, 2)],
  ['encrypted', true, momentsOf(25, 6, 0)],
] as const;

describe.runIf(isDeep).each(senders.filter(([, , moments]) => moments > 0))(
  'kill -9 of a sender of %s files',
  (_kind, encrypt, moments) => {
    let template: string;
    beforeAll(async () => {
      template = mkdtempSync(join(home, 'template-'));
      const place = await newPlace(killing, template, connection);
      await place.bucket.close();
    }, 60_000);

    const share = (): GrowAct => ({
      kind: 'share-first',
      paths: names.map((name) => join(home, name)),
      encrypt,
      bytesPerSecond,
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

    async function killed(place: Place, kill?: Kill): Promise<Seen> {
      let url = '';
      let watch: Seen['watch'];
      const moment = kill !== undefined && 'nth' in kill ? kill : undefined;
      await run(killing, place, share(), moment, (given, child) => {
        url = given;
        watch = watchLive(url, contents);
        if (kill !== undefined && 'afterMs' in kill) setTimeout(() => child.kill('SIGKILL'), kill.afterMs);
      });
      return { url, watch };
    }

    /** What is not so on the page a minute later, by the clock of the server, while nobody sends. */
    async function readLater(url: string): Promise<readonly string[]> {
      killing.front.aheadMs = 60_000;
      try {
        const { wrong, status, awaySinceMs, offered } = await readLive(url, contents);
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

    it('at any moment', async () => {
      let requests = 0;
      await inCopy(async (place) => {
        const { url, watch } = await killed(place);
        requests = killing.front.count();
        expect(await watch?.end()).toEqual([]);
        const { status, offered } = await readLive(url, contents);
        expect([status, offered]).toEqual([undefined, names]);
      });
      const random = seeded(runSeed);
      const steps = Array.from({ length: requests }, (_, index): readonly Kill[] => [
        { nth: index + 1, at: 'before' },
        { nth: index + 1, at: 'after' },
      ]).flat();
      const every = Math.max(1, Math.round(steps.length / (moments * 0.7)));
      const atSteps = steps.filter((_, index) => index % every === every - 1);
      const others = Array.from({ length: Math.max(1, moments - atSteps.length) }, (): Kill => ({
        afterMs: Math.floor(random() * 1_800),
      }));
      for (const kill of [...atSteps, ...others]) {
        await inCopy(async (place) => {
          const where = nameOf(kill);
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
          found.push(...((await watch?.end()) ?? []));
          if (url !== '') {
            const { wrong, status, offered } = await readLive(url, contents);
            found.push(...wrong);
            if (status !== undefined || offered.join() !== names.join())
              found.push(`offered in the end: ${offered.join()}`);
          }
          const { names: rows, unknown, drafts } = await rowsOf(place, undefined, connection);
          expect([where, found, rows.toSorted(), unknown, drafts]).toEqual([where, [], names, [], 0]);
        });
      }
    }, 1_800_000);
  },
);
