// Debian's and Ubuntu's package tool, for the system libraries a desktop app needs.
import { say, step } from './progress.mjs';
import { run, tail } from './run-command.mjs';

const LOCK_WAIT_S = 300; // another apt may be at work, on a fresh machine nearly always
const INSTALL = ['install', '-y', '--no-install-recommends'];

const ENV = ['DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C.UTF-8'];

/** Whether packages may be installed: as root, or by `sudo` where MAYFLY_SUDO=1 says so (runners of CI). */
export const mayInstall = () => process.getuid() === 0 || process.env.MAYFLY_SUDO === '1';

/** What a person without root types to install these packages. */
export function aptCommand(names) {
  return `sudo apt-get install -y ${names.join(' ')}`;
}

/**
 * From each list of alternative names takes the first that this release has; `unknown` holds the first names of the
 * lists it has none of.
 */
export async function choosePackages(alternatives) {
  const { stdout } = await run('apt-cache', ['policy', ...new Set(alternatives.flat())], {
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  const available = new Set();
  for (const [, name, candidate] of stdout.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (.*)$/gm)) {
    if (candidate !== '(none)') available.add(name);
  }
  const chosen = alternatives.map((names) => names.find((name) => available.has(name)));
  return {
    names: [...new Set(chosen.filter((name) => name !== undefined))],
    unknown: alternatives.filter((_, index) => chosen[index] === undefined).map(([name]) => name),
  };
}

/** Installs one package from each list of alternatives; `mayInstall()` must be true. Says what failed, and does not throw. */
export async function installPackages(alternatives) {
  let { names, unknown } = await choosePackages(alternatives);
  if (unknown.length > 0) {
    await refreshLists();
    ({ names, unknown } = await choosePackages(alternatives));
  }
  if (names.length === 0) return;
  say(`installing system packages: ${names.join(' ')}`);
  await step('Installing system packages', async () => {
    if ((await aptGet([...INSTALL, ...names])).ok) return;
    await refreshLists(); // old lists may name packages that the server no longer has
    const { ok, message } = await aptGet([...INSTALL, ...names]);
    if (!ok) say(`system packages could not be installed.\n${message}`);
  });
}

function refreshLists() {
  return step('Refreshing the lists of system packages', () => aptGet(['update']));
}

async function aptGet(args) {
  const words = [...ENV, 'apt-get', '-q', '-o', `DPkg::Lock::Timeout=${LOCK_WAIT_S}`, ...args];
  const { code, stdout, stderr } = await (process.getuid() === 0
    ? run('env', words)
    : run('sudo', ['-n', 'env', ...words]));
  return { ok: code === 0, message: tail(stderr || stdout) };
}
