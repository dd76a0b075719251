// Keeps what was begun in a file of this process among the user's caches; a process that was killed leaves its file to the next one.
import { createHash } from 'node:crypto';
import { appendFileSync, lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { IsAlive } from '../../../core/model/system';
import type { BegunList, BegunSend, BegunSends } from '../../../core/ports/begun-sends';
import { makeFolders } from '../make-folders';
import { isOwnFile, ownPlace } from '../own-place';
import { attempt, either, maybe, number, object, oneOf, text, truth } from '../shapes';

const hashCharacters = 24;
/** A longer file is not from Mayfly. */
const mostBytes = 64 * 1_048_576;

const kept = object({
  path: text,
  sizeBytes: number,
  stamp: text,
  slot: maybe(number),
  isMeant: maybe(oneOf(true)),
  key: text,
  batch: text,
  isWhole: maybe(oneOf(true)),
  etag: maybe(text),
});
const forgotten = object({ path: text, stamp: text, isForgotten: truth });
const line = either<BegunSend | ReturnType<typeof forgotten>>(forgotten, kept);

/** The last line of a killed process may be cut off: it is none. */
function readLines(path: string, found: Map<string, BegunSend>): void {
  const info = lstatSync(path);
  if (!isOwnFile(info) || info.size > mostBytes) return;
  for (const written of readFileSync(path, 'utf8').split('\n')) {
    const said = attempt((json: unknown) => line(JSON.parse(String(json))), written, undefined);
    if (said === undefined) continue;
    const file = JSON.stringify([said.path, said.stamp]);
    found.delete(file);
    if (!('isForgotten' in said)) found.set(file, said);
  }
}

/** `folder`: its own; made with the first file. */
export function createBegunSends(folder: string, pid: number, isAlive: IsAlive): BegunSends {
  return {
    async open(place): Promise<BegunList> {
      const own = ownPlace(folder);
      const start = `${createHash('sha256').update(place).digest('hex').slice(0, hashCharacters)}-`;
      const path = own === undefined ? undefined : join(own, `${start}${pid}.jsonl`);
      const found = new Map<string, BegunSend>();
      const write = (said: object) => {
        if (path === undefined) return;
        try {
          makeFolders(folder, 0o700);
          appendFileSync(path, `${JSON.stringify(said)}\n`, { mode: 0o600 });
        } catch {
          // A full disk, or one that takes no file: the next command begins anew.
        }
      };
      const names = own === undefined ? [] : attempt(() => readdirSync(own), undefined, []);
      for (const name of names.filter((one) => one.startsWith(start)).toSorted()) {
        const owner = Number(/^\d{1,10}(?=\.jsonl$)/.exec(name.slice(start.length))?.[0] ?? pid);
        if (own === undefined || (owner !== pid && isAlive(owner))) continue;
        attempt(() => readLines(join(own, name), found), undefined, undefined);
        if (owner !== pid) {
          // Its lines first: a process that is killed here leaves them twice.
          for (const send of found.values()) write(send);
          attempt(() => rmSync(join(own, name)), undefined, undefined);
        }
      }
      return {
        left: [...found.values()],
        keep: write,
        forget: ({ path: gone, stamp }) => write({ path: gone, stamp, isForgotten: true }),
        remove() {
          if (path !== undefined) attempt(() => rmSync(path, { force: true }), undefined, undefined);
        },
      };
    },
  };
}
