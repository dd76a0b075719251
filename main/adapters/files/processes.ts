// Whether a process is running.
import { readFileSync } from 'node:fs';

/** A reused process id counts as alive; a zombie, which waits for nothing but its parent, does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: the process of another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Linux alone tells (proc_pid_stat(5): the state follows the name, which is in brackets and may hold any character). */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return /^\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*(?=\) )/s, ''));
  } catch {
    return false;
  }
}
