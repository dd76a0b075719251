// The set-up's cache folder outside of the checkout, and a lock between two set-ups at the same time.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

// A lock without an owner's file is one being taken at this moment, or left by a crash.
const UNSIGNED_LOCK_MS = 5_000;

/** The folder for caches on this platform; not created. */
export function cacheFolder() {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'mayfly');
  if (process.platform === 'win32') return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'mayfly', 'cache');
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'mayfly');
}

/**
 * Runs `work` under the lock `name` in the cache folder; waits for a living holder, takes over from a dead one. The lock saves
 * double work; results are atomic by a rename, since two processes can in theory take over at once.
 */
export async function withLock(name, work) {
  const lock = join(cacheFolder(), `${name}.lock`);
  mkdirSync(cacheFolder(), { recursive: true });
  while (!tryLock(lock)) {
    await sleep(300);
    if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true });
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** mkdir takes the lock, because it is atomic on every system; the file in the folder names the owner. */
function tryLock(lock) {
  try {
    mkdirSync(lock);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  return true;
}

function isAbandoned(lock) {
  try {
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8'));
    return pid > 0 ? !isAlive(pid) : ageMs(lock) > UNSIGNED_LOCK_MS;
  } catch {
    return ageMs(lock) > UNSIGNED_LOCK_MS;
  }
}

function ageMs(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0; // released meanwhile
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
