// A network of three computers for the tests: Linux network namespaces, joined by a bridge in a fourth. Nothing in them reaches a real network: they have no
// interface of the computer's own, and no route out.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { say } from '../setup/progress.mjs';
import { findOnPath } from '../setup/run-command.mjs';

/** Each with the last piece of its addresses. `owner`: the computer of Mayfly, on which the tests run. */
const COMPUTERS = { owner: 1, phone: 2, other: 3 };
const IPV4 = '10.77.0.';
const IPV6 = 'fd77::';
const PREFIX = 'mayfly-test';
const NAME = new RegExp(`^${PREFIX}-(\\d+)-[0-9a-f]{8}-\\w+$`);
const COMMAND_MS = 20_000;
const NAMESPACES = '/run/netns';

/**
 * Makes the network. Gives its namespaces by name, their addresses, and `remove`, which ends what runs in them and removes them, also when this process ends;
 * what a killed process left is removed with the next network. `{ unavailable }` says in words why there is none.
 */
export function makeNetwork() {
  const unavailable = whyNot();
  if (unavailable !== undefined) return { unavailable };
  sweep();
  const id = `${PREFIX}-${process.pid}-${randomBytes(4).toString('hex')}`;
  const name = (computer) => `${id}-${computer}`;
  const names = ['switch', ...Object.keys(COMPUTERS)].map(name);
  const remove = () => {
    process.off('exit', remove);
    names.forEach(removeNamespace);
  };
  process.on('exit', remove);
  try {
    for (const one of names) ip('netns', 'add', one);
    const inside = (computer, ...words) => ip('-n', name(computer), ...words);
    inside('switch', 'link', 'add', 'name', 'lan', 'type', 'bridge');
    inside('switch', 'link', 'set', 'lan', 'up');
    for (const [computer, number] of Object.entries(COMPUTERS)) {
      const port = `to-${computer}`;
      inside(computer, 'link', 'set', 'lo', 'up');
      inside(computer, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', port, 'netns', name('switch'));
      inside('switch', 'link', 'set', port, 'master', 'lan', 'up');
      inside(computer, 'addr', 'add', `${IPV4}${number}/24`, 'dev', 'eth0');
      // Usable at once: nobody else can have it.
      inside(computer, 'addr', 'add', `${IPV6}${number}/64`, 'dev', 'eth0', 'nodad');
      inside(computer, 'link', 'set', 'eth0', 'up');
      inside(computer, 'route', 'add', '224.0.0.0/4', 'dev', 'eth0');
    }
  } catch (error) {
    remove();
    return { unavailable: `network namespaces cannot be made here (${error.message})` };
  }
  const computers = Object.entries(COMPUTERS).map(([computer, number]) => [
    computer,
    { namespace: name(computer), ipv4: `${IPV4}${number}`, ipv6: `${IPV6}${number}` },
  ]);
  return { network: { switch: { namespace: name('switch') }, ...Object.fromEntries(computers) }, remove };
}

/**
 * Runs a command on the computer `owner` of a new network, which the command finds in its environment, or right here where there can be none: suites skip
 * themselves then. `runHere(command, args, env)` runs a command on this computer; resolves to what that resolves to.
 */
export async function inNetwork(command, args, runHere) {
  const { unavailable, network, remove } = makeNetwork();
  if (unavailable !== undefined) {
    say(`${unavailable}: the suites that need them are skipped`);
    return runHere(command, args, {});
  }
  try {
    const words = ['netns', 'exec', network.owner.namespace, command, ...args];
    return await runHere('ip', words, { MAYFLY_NETWORK: JSON.stringify(network) });
  } finally {
    remove();
  }
}

/** Removes the namespaces of processes that have ended, with what runs in them. */
function sweep() {
  for (const name of existsSync(NAMESPACES) ? readdirSync(NAMESPACES) : []) {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) removeNamespace(name);
  }
}

function whyNot() {
  if (process.platform !== 'linux') return 'network namespaces are Linux’s';
  if (process.getuid() !== 0) return 'network namespaces need root';
  if (findOnPath(['ip']) === undefined) return 'network namespaces need ip (Debian package iproute2)';
  return undefined;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function ip(...words) {
  const { status, stderr, error } = spawnSync('ip', words, { encoding: 'utf8', timeout: COMMAND_MS });
  if (status !== 0) throw new Error((stderr || error?.message || `ip ${words.join(' ')}`).trim().split('\n')[0]);
}

function removeNamespace(name) {
  const { stdout } = spawnSync('ip', ['netns', 'pids', name], { encoding: 'utf8', timeout: COMMAND_MS });
  const own = namespaceOf('self');
  for (const pid of (stdout ?? '').split(/\s+/).filter(Boolean)) {
    // Never what is not in it any more: the number may be another process's by now.
    if (namespaceOf(pid) === own) continue;
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
  spawnSync('ip', ['netns', 'delete', name], { timeout: COMMAND_MS });
}

function namespaceOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return undefined;
  }
}
