// Whether a file can have been put there by nobody but this user: what Mayfly runs must not be another user's, above all not where it runs
// as root in their home (sudo).
import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** A write bit for the group or for others. */
const sharedBits = 0o022;
const sticky = 0o1000;

/** The user whose rights this process has; `undefined` on Windows, which protects the folder by its place in the user's own. */
const user = (): number | undefined => process.geteuid?.();

/** Whether the file itself is this user's, and no other may write to it. */
export function isOwnFile(info: Stats): boolean {
  const uid = user();
  return info.isFile() && (uid === undefined || (info.uid === uid && (info.mode & sharedBits) === 0));
}

/** Whether nobody else can exchange what lies in the folder. In a sticky folder, such as /tmp, nobody can exchange what is another's. */
function isOwnFolder({ uid: owner, mode }: Stats, uid: number, isAbove: boolean): boolean {
  if (owner !== uid && !(isAbove && owner === 0)) return false;
  return (mode & sharedBits) === 0 || (isAbove && (mode & sticky) !== 0);
}

/** The nearest folder that is there, and the names below it that are missing. */
function nearest(folder: string): { readonly there: string; readonly missing: readonly string[] } {
  const missing: string[] = [];
  let there = resolve(folder);
  for (; lstatSync(there, { throwIfNoEntry: false }) === undefined && dirname(there) !== there; there = dirname(there))
    missing.unshift(basename(there));
  return { there, missing };
}

/**
 * The real path of this folder, which need not be there yet, where it and its parent are this user's and nobody else can write there or exchange
 * a folder above them; else `undefined`.
 */
export function ownPlace(folder: string): string | undefined {
  const uid = user();
  try {
    const { there, missing } = nearest(folder);
    const real = realpathSync(there);
    const place = join(real, ...missing);
    if (uid === undefined) return place;
    for (let [path, depth] = [real, missing.length]; ; [path, depth] = [dirname(path), depth + 1]) {
      if (!isOwnFolder(lstatSync(path), uid, depth > 1)) return undefined;
      if (dirname(path) === path) return place;
    }
  } catch {
    return undefined;
  }
}
