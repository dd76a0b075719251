// A private desktop for tests: own session bus, unlocked throw-away keyring, virtual display, folders of its own.
// Also a command: node scripts/desktop-session.mjs COMMAND [ARGUMENTS]
// The display is Xvfb; with MAYFLY_DISPLAY=wayland it is sway, whose pointer and keyboard are the program that MAYFLY_VIRTUAL_INPUT names.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startCompositor } from './platforms/wayland/compositor.mjs';
import { SetupError, runMain } from './setup/progress.mjs';
import { follow, run } from './setup/run-command.mjs';

const MARK = 'MAYFLY_DESKTOP_SESSION';
const KEYRING_READY_MS = 10_000;
const SCREEN = '-screen 0 1440x900x24';
const self = fileURLToPath(import.meta.url);

/**
 * Runs a command on a private desktop and resolves to its exit code. Whatever the session started (bus, keyring,
 * display, services the bus activated) has ended when this returns. On macOS and Windows the command runs as it is. `stdio` is that of spawn.
 */
export async function runInDesktopSession(command, args, env = {}, stdio = 'inherit') {
  if (process.platform !== 'linux') return follow(command, args, { env: { ...process.env, ...env }, stdio });
  const scratch = mkdtempSync(join(tmpdir(), 'mayfly-desktop-'));
  const id = randomUUID();
  try {
    return await follow('dbus-run-session', wrapped(command, args), {
      env: sessionEnvironment(scratch, id, env),
      stdio,
    });
  } finally {
    await cleanUp(scratch, id);
  }
}

/**
 * A private desktop for a process that stays outside: `env` holds the variables that lead into it. It lasts until `close` or the end of this
 * process. On macOS and Windows there is nothing to open.
 */
export async function openDesktopSession() {
  if (process.platform !== 'linux') return { env: {}, close: async () => {} };
  const scratch = mkdtempSync(join(tmpdir(), 'mayfly-desktop-'));
  const id = randomUUID();
  const holder = spawn('dbus-run-session', wrapped(process.execPath, [self, '--hold']), {
    env: sessionEnvironment(scratch, id, {}),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(holder, 'exit').catch(() => undefined);
  const close = async () => {
    holder.stdin.end();
    await ended;
    await cleanUp(scratch, id);
  };
  const told = await Promise.race([firstLine(holder.stdout), ended.then(() => undefined)]);
  if (told === undefined) {
    await close();
    throw new SetupError('the private desktop could not be opened.');
  }
  const changed = Object.entries(JSON.parse(told)).filter(([name, value]) => process.env[name] !== value);
  return { env: Object.fromEntries(changed), close };
}

const wrapped = (command, args) => {
  const inside = [process.execPath, self, '--inside', command, ...args];
  return process.env.MAYFLY_DISPLAY === 'wayland'
    ? ['--', ...inside]
    : ['--', 'xvfb-run', '-a', '-s', SCREEN, ...inside];
};

async function cleanUp(scratch, id) {
  await stopSurvivors(id);
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}

async function firstLine(stream) {
  for await (const line of createInterface({ input: stream })) return line;
  return undefined;
}

/** Prints the variables of this session and runs until the reader closes the pipe. */
async function hold() {
  process.stdout.write(`${JSON.stringify(process.env)}\n`);
  process.stdin.resume();
  await once(process.stdin, 'end');
  return 0;
}

function sessionEnvironment(scratch, id, extra) {
  const folder = (name) => {
    mkdirSync(join(scratch, name), { mode: 0o700 });
    return join(scratch, name);
  };
  const env = {
    ...process.env,
    ...extra,
    [MARK]: id,
    TMPDIR: folder('tmp'),
    XDG_CONFIG_HOME: folder('config'),
    XDG_DATA_HOME: folder('data'),
    XDG_RUNTIME_DIR: folder('run'),
    XDG_SESSION_TYPE: 'x11',
    LC_ALL: 'C.UTF-8', // without an installed locale, file names outside ASCII vanish on their way through Chromium
    NO_AT_BRIDGE: '1',
    GSETTINGS_BACKEND: 'memory',
    GIO_USE_VFS: 'local',
  };
  // Nothing that comes lands in the user's own downloads.
  writeFileSync(join(env.XDG_CONFIG_HOME, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${folder('downloads')}"\n`);
  // Without the variables of the user's own desktop.
  for (const name of ['DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'GNOME_KEYRING_CONTROL'])
    delete env[name];
  return env;
}

/** Runs inside the bus: starts a display where there is none, then the other services of the command. */
async function runInside(command, args) {
  const { MAYFLY_DISPLAY, MAYFLY_VIRTUAL_INPUT = 'virtual-input' } = process.env;
  if (MAYFLY_DISPLAY !== 'wayland') return runWithKeyring(command, args);
  const { env, stop } = await startCompositor(MAYFLY_VIRTUAL_INPUT);
  Object.assign(process.env, env);
  try {
    return await runWithKeyring(command, args);
  } finally {
    stop();
  }
}

/** Unlocks the keyring, then runs the command. */
async function runWithKeyring(command, args) {
  const keyring = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const failed = new Promise((_, reject) => {
    keyring.once('error', () => reject(new SetupError('gnome-keyring-daemon could not be started.')));
  });
  keyring.stdin.on('error', () => {}); // it ended first: the wait below says so
  keyring.stdin.end('throw-away');
  try {
    await Promise.race([failed, untilSecretService()]);
    return await follow(command, args);
  } finally {
    keyring.kill();
  }
}

async function untilSecretService() {
  const ask = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
  for (const deadline = Date.now() + KEYRING_READY_MS; Date.now() < deadline; await sleep(30)) {
    const question = [...ask, 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
    if ((await run('dbus-send', question)).stdout.includes('boolean true')) return;
  }
  throw new SetupError(`no keyring on the private session bus after ${KEYRING_READY_MS / 1_000} s.`);
}

/** Ends every process with this session's mark in its environment: by SIGTERM, then SIGKILL. */
async function stopSurvivors(id) {
  for (const signal of ['SIGTERM', 'SIGTERM', 'SIGKILL']) {
    const survivors = processesMarked(`${MARK}=${id}`);
    if (survivors.length === 0) return;
    for (const pid of survivors) {
      try {
        process.kill(pid, signal);
      } catch {
        // ended by itself meanwhile
      }
    }
    await sleep(300);
  }
}

function processesMarked(mark) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark);
      } catch {
        return false; // another user's, or gone
      }
    });
}

if (process.argv[1] === self) {
  const [first, ...rest] = process.argv.slice(2);
  await runMain(() => {
    if (first === '--hold') return hold();
    if (first === '--inside') return runInside(rest[0], rest.slice(1));
    if (first === undefined) throw new SetupError('usage: node scripts/desktop-session.mjs COMMAND [ARGUMENTS]');
    return runInDesktopSession(first, rest);
  });
}
