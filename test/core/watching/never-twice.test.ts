import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FileSnapshot } from '../../../main/core/model/given-file';
import type { WatchedFile } from '../../../main/core/model/watched-folder';
import { compare, needsIdentity, watchedFile } from '../../../main/core/watching/rules/known-files';
import { volume } from '../../volume';

const names = ['a', 'b', 'c', 'd'];
const acts = fc.array(
  fc.record({
    act: fc.constantFrom('make', 'grow', 'rename', 'link', 'delete', 'swap-in', 'unmount', 'mount', 'look'),
    name: fc.constantFrom(...names),
    other: fc.constantFrom(...names),
    inode: fc.integer({ min: 1, max: 4 }),
  }),
  { maxLength: 40 },
);

test('whatever happens in a folder, no file is fresh twice, and none that was in it at first', () => {
  fc.assert(
    fc.property(acts, (given) => {
      let born = 0n;
      const make = (inode: number): FileSnapshot => {
        born += 1n;
        const times = { birthtimeNs: born, mtimeNs: born, ctimeNs: born };
        return { inode: BigInt(inode), device: 1n, sizeBytes: 5, ...times };
      };
      const disk = new Map<string, FileSnapshot>([['a', make(1)]]);
      const known = new Map<string, WatchedFile>();
      const shared: bigint[] = [];
      let isMounted = true;
      let unsure: ReadonlySet<string> = new Set();
      /** Every file is complete at once, and gone at once: stillness has a test of its own. */
      const look = (isFirst: boolean) => {
        const there = isMounted ? disk : new Map<string, FileSnapshot>();
        const stamped = new Map([...there].filter(([name]) => needsIdentity(known, unsure, name)));
        const compared = compare(known, new Set(there.keys()), stamped);
        ({ unsure } = compared);
        for (const name of compared.forget) known.delete(name);
        for (const file of compared.save) known.set(file.name, file);
        for (const name of compared.absent) known.set(name, { ...(known.get(name) as WatchedFile), isGone: true });
        const taken = new Set<bigint | undefined>();
        for (const [name, stamp] of compared.fresh) {
          // The second name of a file is claimed after the first, and declined.
          if (!isFirst && !taken.has(stamp.birthtimeNs)) shared.push(stamp.birthtimeNs ?? 0n);
          taken.add(stamp.birthtimeNs);
          known.set(name, watchedFile(name, stamp));
        }
      };
      look(true);
      for (const { act, name, other, inode } of given) {
        const file = disk.get(name);
        if (act === 'unmount' || act === 'mount') isMounted = act === 'mount';
        else if (act === 'look') look(false);
        else if (!isMounted) continue;
        else if (act === 'make' || act === 'swap-in') {
          const isFree = ![...disk.values()].some((one) => one.inode === BigInt(inode));
          if (isFree && disk.has(name) === (act === 'swap-in')) disk.set(name, make(inode));
        } else if (file === undefined) continue;
        else if (act === 'grow') {
          born += 1n;
          const grown = { ...file, sizeBytes: file.sizeBytes + 1, mtimeNs: born };
          for (const [at, one] of disk) if (one.inode === file.inode) disk.set(at, grown);
        } else if (act === 'delete') disk.delete(name);
        else if (name !== other) {
          disk.set(other, file);
          if (act === 'rename') disk.delete(name);
        }
      }
      look(false);
      look(false);
      expect(shared).not.toContain(1n);
      expect(new Set(shared).size).toBe(shared.length);
    }),
    { numRuns: volume(500) },
  );
});
