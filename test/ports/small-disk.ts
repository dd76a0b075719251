// A file system of its own, so that a suite can fill it. Only root can mount one.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export interface SmallDisk {
  readonly path: string;
  /** False where nobody may mount it: then it is an ordinary folder. */
  readonly isMounted: boolean;
}

/** `size`: as mount takes it, e.g. `1m`. It is gone after the suite. */
export function smallDisk(size: string): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'mayfly-disk-'));
  const isMounted = mounts(path, size);
  afterAll(() => {
    if (isMounted) execFileSync('umount', [path]);
    rmSync(path, { recursive: true, force: true });
  });
  return { path, isMounted };
}

function mounts(path: string, size: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
