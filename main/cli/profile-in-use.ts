// A profile in use must not be removed. Linux tells which process has which file open.
import { readdir, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../adapters/files/processes';

const none = (): string[] => [];

/** Whether `folder` is `path` or holds it. */
const holds = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}/`);

async function hasOpen(pid: string, folder: string): Promise<boolean> {
  const place = `/proc/${pid}/fd`;
  for (const name of await readdir(place).catch(none)) {
    const path = await readlink(join(place, name)).catch(() => '');
    if (holds(folder, path)) return true;
  }
  return false;
}

/**
 * Whether another process of this user has something of the profile open: every Mayfly has its ledger open as long as it runs. Where there is no
 * /proc, whether the app runs on it (Chromium's lock, a link to `HOST-PID`); Windows removes nothing that is open, and so needs no answer.
 */
export async function isProfileInUse(profileDir: string): Promise<boolean> {
  if (process.platform !== 'linux') {
    const owner = await readlink(join(profileDir, 'SingletonLock')).catch(() => '');
    const pid = Number(/-(\d+)$/.exec(owner)?.[1]);
    return pid > 0 && isAlive(pid);
  }
  const folder = await realpath(profileDir).catch(() => profileDir);
  const others = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  for (const pid of others) if (await hasOpen(pid, folder)) return true;
  return false;
}
