// A computer whose administrator set rules: the command runs in a mount namespace of its own, with its own /etc. The place of the rules is no
// option, no variable and no parameter that the command takes, so nothing else than the file system can move it, for tests as for users.
import { spawnSync } from 'node:child_process';
import { chmod, chown, cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const isRoot = process.getuid?.() === 0;
/** Without root the user is root in a namespace of his own, and the file seems root's. */
const unshare = ['unshare', ...(isRoot ? [] : ['--map-root-user']), '--mount'];

/** Whether this system lets a test have a mount namespace. */
export const hasMounts =
  process.platform === 'linux' &&
  spawnSync('unshare', [...unshare.slice(1), 'sh', '-c', 'mount --bind /etc /etc']).status === 0;

export interface RuledComputer {
  /** Runs a program where these rules hold: text of the file, or rules. */
  readonly under: (
    rules: string | object,
    options?: { readonly mode?: number; readonly uid?: number },
  ) => Promise<readonly string[]>;
  /** Puts other rules, or text, in the place of the latest ones, for programs that run too. */
  readonly change: (rules: string | object) => Promise<void>;
  /** Gives the path of a script that starts this program where these rules hold. */
  readonly scriptUnder: (rules: string | object, program: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

export async function openRuledComputer(): Promise<RuledComputer> {
  const home = await mkdtemp(join(tmpdir(), 'mayfly-ruled-'));
  const etc = join(home, 'etc');
  await cp('/etc', etc, {
    recursive: true,
    verbatimSymlinks: true,
    // Secrets of the system, and sockets: what only root reads.
    filter: (path) => path === '/etc' || !/^\/etc\/(g?shadow-?|ssl\/private|.*\.sock)(\/|$)/.test(path),
  });
  let count = 0;
  const textOf = (rules: string | object) => (typeof rules === 'string' ? rules : JSON.stringify(rules));
  const computer: RuledComputer = {
    async under(rules, { mode = 0o644, uid } = {}) {
      count += 1;
      const folder = join(home, `rules-${count}`);
      await mkdir(folder, { mode: 0o755 });
      await mkdir(join(etc, 'mayfly'), { recursive: true });
      const path = join(folder, 'policy.json');
      await writeFile(path, textOf(rules));
      await chmod(path, mode);
      if (uid !== undefined) await chown(path, uid, uid);
      const script = 'mount --bind "$1" /etc && mount --bind "$2" /etc/mayfly && shift 2 && exec "$@"';
      return [...unshare, 'sh', '-c', script, 'sh', etc, folder];
    },
    async change(rules) {
      const folder = join(home, `rules-${count}`);
      await writeFile(join(folder, 'next'), textOf(rules), { mode: 0o644 });
      await rename(join(folder, 'next'), join(folder, 'policy.json'));
    },
    async scriptUnder(rules, program) {
      const quoted = [...(await computer.under(rules)), program].map((part) => `'${part.replaceAll("'", `'\\''`)}'`);
      const path = join(home, `start-${count}`);
      await writeFile(path, `#!/bin/sh\nexec ${quoted.join(' ')} "$@"\n`, { mode: 0o755 });
      return path;
    },
    close: () => rm(home, { recursive: true, force: true }),
  };
  return computer;
}
