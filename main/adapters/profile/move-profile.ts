// Up to 0.1.0 the profile lay in the folder for settings on Linux, with gigabytes of the bucket on this computer. It is moved
// once. A process that is killed meanwhile leaves either the former profile or the new one complete.
import { openSync } from 'node:fs';
import * as nodeFs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { makeFolders } from '../files/make-folders';
import { flushFolder } from '../files/flush-folder';
import { copyWhole } from './copy-folder';
import { hasLedger, ledgerName, movedMark, type UsualProfile } from '../files/profile-folder';
import { isProfileInUse } from './profile-in-use';
import { openDatabase, type Database } from '../ledger/sqlite';

/** The steps on the disk; a test ends the process at each of them. */
export type Disk = Pick<typeof nodeFs, 'copyFile' | 'lstat' | 'mkdir' | 'open' | 'readdir' | 'rename' | 'rm'> &
  Pick<typeof nodeFs, 'readFile' | 'readlink' | 'realpath' | 'symlink' | 'unlink' | 'writeFile'>;

/** Not moved: Chromium's own files, which lie in the caches now, and its marks of an ended process. */
const leftOut: ReadonlySet<string> = new Set(['chromium', 'SingletonLock', 'SingletonCookie', 'SingletonSocket']);

const askAgainMs = 50;

/**
 * Moves the profile `former` to `profileDir`, or goes on with a move that was cut off. On one file system that is a rename; across two it is copied,
 * flushed, and renamed into its place. Of several processes one does it and the others wait. Where it cannot be done now (a Mayfly works with the
 * former one, the disk is full) the answer is the former folder, and the next start tries again. Never raises.
 */
export async function moveProfile(former: string, profileDir: string, disk: Disk = nodeFs): Promise<UsualProfile> {
  const lockPath = `${profileDir}.moving.lock`;
  try {
    makeFolders(dirname(profileDir), 0o700);
    const lock = await takeLock(lockPath);
    try {
      const result = await moveAlone(former, profileDir, disk);
      // A process that waited for the lock finds nothing left to do.
      if (result.profileDir === profileDir) await disk.rm(lockPath, { force: true });
      return result;
    } finally {
      lock.close();
    }
  } catch (error) {
    return hasLedger(profileDir) ? { profileDir, note: noteOf(error) } : stay(former, noteOf(error));
  }
}

/** Holds the former profile while this process runs, so that a later process does not move it meanwhile. */
function stay(former: string, note: string): UsualProfile {
  openSync(former, 'r');
  return { profileDir: former, note };
}

const noteOf = (error: unknown): string => {
  const { code } = error as NodeJS.ErrnoException;
  return `the profile could not be moved now (${code ?? 'unexpected'}); it is used where it is`;
};

/** SQLite's file lock: the system releases it when its process ends, also by a signal. */
async function takeLock(path: string): Promise<Database> {
  const database = openDatabase(path);
  for (;;) {
    try {
      database.exec('BEGIN EXCLUSIVE');
      return database;
    } catch (error) {
      if (!/locked|busy/i.test(String(error))) throw error;
      await wait(askAgainMs);
    }
  }
}

const isThere = async (path: string, disk: Disk): Promise<boolean> =>
  disk.lstat(path).then(
    () => true,
    () => false,
  );

async function moveAlone(former: string, profileDir: string, disk: Disk): Promise<UsualProfile> {
  if (await isThere(join(profileDir, movedMark), disk)) return finish(former, profileDir, disk);
  if (!hasLedger(former)) return { profileDir };
  if (hasLedger(profileDir)) {
    // Both are links to one folder, or a move of such a link was cut off.
    if ((await disk.realpath(former)) === (await disk.realpath(profileDir))) await disk.unlink(former);
    return { profileDir };
  }
  if (await isProfileInUse(former))
    return stay(former, 'the profile is used by another Mayfly and moves at a later start');
  // A profile without a ledger: a start that came no further than that.
  if (await isThere(profileDir, disk)) await disk.rename(profileDir, `${profileDir}.aside-${Date.now()}`);
  if ((await disk.lstat(former)).isSymbolicLink()) {
    // The user keeps the profile elsewhere, behind a link: the new one leads there too.
    await disk.symlink(await disk.realpath(former), profileDir);
    await disk.unlink(former);
    return { profileDir };
  }
  await disk.writeFile(join(former, movedMark), JSON.stringify({ former }), { mode: 0o600, flush: true });
  try {
    await disk.rename(former, profileDir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyAcross(former, profileDir, disk);
  }
  await flushFolder(dirname(profileDir), disk);
  return finish(former, profileDir, disk);
}

/** To another file system: a complete copy under another name, then a rename. */
async function copyAcross(former: string, profileDir: string, disk: Disk): Promise<void> {
  const unfinished = `${profileDir}.moving`;
  await disk.rm(unfinished, { recursive: true, force: true });
  try {
    await copyWhole(former, unfinished, (name) => !leftOut.has(name), disk);
  } catch (error) {
    await disk.rm(unfinished, { recursive: true, force: true });
    throw error;
  }
  await disk.rename(unfinished, profileDir);
}

/** The new profile is complete: removes the former one, and its mark last. Idempotent. */
async function finish(former: string, profileDir: string, disk: Disk): Promise<UsualProfile> {
  const note = `the profile was moved here from ${former}`;
  pointTo(profileDir, former);
  const gone = `${former}.moved`;
  // A former profile without the mark is a new one, made by an older Mayfly meanwhile.
  if (await isThere(join(former, movedMark), disk)) await disk.rename(former, gone);
  await disk.rm(gone, { recursive: true, force: true });
  for (const name of leftOut) await disk.rm(join(profileDir, name), { recursive: true, force: true });
  await disk.rm(join(profileDir, movedMark), { force: true });
  return { profileDir, note };
}

/** Files of an upload that was interrupted lie in the profile (what was on the clipboard): the ledger names them where they are now. */
function pointTo(profileDir: string, former: string): void {
  let database: Database | undefined;
  try {
    database = openDatabase(join(profileDir, ledgerName));
    const columns = database
      .prepare(
        `SELECT m.name AS "table", c.name AS "column" FROM sqlite_master m, pragma_table_info(m.name) c
         WHERE m.type = 'table' AND c.name IN ('path', 'source_path')`,
      )
      .all();
    for (const { table, column } of columns) {
      const name = `"${String(column)}"`;
      database
        .prepare(
          `UPDATE "${String(table)}" SET ${name} = :to || substr(${name}, length(:from) + 1)
           WHERE substr(${name}, 1, length(:from) + 1) = :from || '/'`,
        )
        .run({ from: former, to: profileDir });
    }
  } catch {
    // Opening the ledger reports its damage.
  } finally {
    database?.close();
  }
}

/** What an interrupted move leaves: whole profiles, and the file of its lock. */
export const leftoversOfMove = (former: string, profileDir: string) => ({
  profiles: [`${former}.moved`, `${profileDir}.moving`],
  lock: `${profileDir}.moving.lock`,
});
