// A minimal Debian 13 in a folder, made by mmdebstrap from this machine's mirror.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from '../setup/apt.mjs';
import { SetupError, step } from '../setup/progress.mjs';
import { findOnPath, run, tail } from '../setup/run-command.mjs';

const SUITE = 'trixie';
// A mount namespace for each command: its mounts end with it, so nothing is to be unmounted.
const NAMESPACES = ['--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child'];
const INSIDE =
  'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && mount -t tmpfs tmpfs "$0/run" && exec "$@"';

/** The reason why none can be made here; undefined where one can. Installs mmdebstrap. */
export async function whyNoMinimalDebian() {
  if (process.platform !== 'linux' || process.getuid() !== 0) return 'it takes root on Linux';
  if (findOnPath(['apt-get']) === undefined) return 'it takes apt';
  if (findOnPath(['mmdebstrap']) === undefined) await installPackages([['mmdebstrap']]);
  if (findOnPath(['mmdebstrap']) === undefined) return 'mmdebstrap could not be installed';
  if ((await run('unshare', [...NAMESPACES, 'true'])).code !== 0) return 'this container may not mount anything';
  return (await mirror()) === undefined ? `apt knows no ${SUITE} of Debian here` : undefined;
}

async function mirror() {
  const format = '$(CODENAME) $(ORIGIN) $(COMPONENT) $(REPO_URI)';
  const { stdout } = await run('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']);
  return stdout
    .split('\n')
    .map((line) => line.split(' '))
    .find(([codename, origin, component]) => codename === SUITE && origin === 'Debian' && component === 'main')?.[3];
}

/**
 * Makes one. `root` is its folder; `run(args, options)` runs a program in it as root, with `asUser: true` as an ordinary user, whose home is
 * /home/person; both as `run` of run-command.mjs; `start` starts one. `remove` ends it. Throws SetupError.
 */
export async function makeMinimalDebian() {
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-debian-'));
  const root = join(folder, 'root');
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  // Keeps the package lists for later installations.
  const args = ['--variant=minbase', '--skip=cleanup/apt/lists', '--quiet', SUITE, root, await mirror()];
  const { code, stderr } = await step('Making a minimal Debian', () => run('mmdebstrap', args));
  if (code !== 0) {
    remove();
    throw new SetupError(`mmdebstrap failed:\n${tail(stderr)}`);
  }
  if (existsSync('/etc/resolv.conf')) copyFileSync('/etc/resolv.conf', join(root, 'etc', 'resolv.conf'));
  mkdirSync(join(root, 'home', 'person'), { recursive: true });
  const inside = (words, { asUser = false, env = {}, ...options } = {}) => {
    const who = asUser ? ['--userspec=1000:1000'] : [];
    const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
    const HOME = asUser ? '/home/person' : '/root';
    const variables = { PATH, HOME, LC_ALL: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive', ...env };
    const given = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    const command = ['chroot', ...who, root, '/usr/bin/env', '-i', ...given, ...words];
    return [[...NAMESPACES, 'sh', '-c', INSIDE, root, ...command], options];
  };
  const system = {
    root,
    remove,
    run: (words, options) => run('unshare', ...inside(words, options)),
    /** Starts a program there; `end` of the result ends all of its processes. */
    start(words, options) {
      const [args, given] = inside(words, options);
      // A process group of its own: a process that changes its user loses its parent-death signal.
      const child = spawn('unshare', args, { ...given, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
      const said = [];
      child.stderr.on('data', (text) => said.push(text.toString()));
      const ended = once(child, 'exit');
      const end = async () => {
        if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
        await ended;
      };
      return { child, ended, end, said: () => said.join('') };
    },
  };
  await system.run(['chown', '-R', '1000:1000', '/home/person']);
  return system;
}
