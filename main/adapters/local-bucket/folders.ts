// Where the embedded bucket's data lies, and how folders that end with their process are cleared away.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { isAlive } from '../files/processes';

/** The one bucket of the embedded server. */
export const embeddedBucket = { name: 'mayfly', region: 'us-east-1' } as const;

const sessionFolders = (profileDir: string) => join(profileDir, 'bucket-session');

/**
 * The folder to serve, made with access for its owner only. A session folder is new each time and carries this process's id, so that
 * the next start knows whether it is still in use.
 */
export async function bucketFolder(profileDir: string, sessionOnly: boolean): Promise<string> {
  const folder = sessionOnly
    ? join(sessionFolders(profileDir), `${process.pid}-${randomBytes(8).toString('hex')}`)
    : join(profileDir, 'bucket');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Removes the session folders whose process is gone. A reused process id keeps a folder until that process ends, no longer. */
export async function sweepSessionFolders(profileDir: string): Promise<void> {
  const parent = sessionFolders(profileDir);
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const pid = Number(name.split('-')[0]);
    if (pid !== process.pid && Number.isInteger(pid) && pid > 0 && !isAlive(pid)) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
}
