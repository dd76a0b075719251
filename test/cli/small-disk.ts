// Runs a command over a disk of a few megabytes, which only that command sees.
import { spawnSync } from 'node:child_process';

export const mayMount = process.platform === 'linux' && spawnSync('unshare', ['-rm', 'true']).status === 0;

/** What goes before the command; the disk is mounted at `folder`. */
export const onSmallDisk = (folder: string, megabytes: number): readonly string[] => {
  const mounted = `mount -t tmpfs -o size=${megabytes}m none "$0" && exec "$@"`;
  return ['unshare', '-rm', 'sh', '-c', mounted, folder];
};
