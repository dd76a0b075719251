// A keychain that cannot be used is told by its reason, and keeps nobody waiting, whatever the desktop is missing.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleForNode } from '../fakes/bundle';

const run = promisify(execFile);

interface Seen {
  readonly outcome: string;
  readonly tookMs: number;
}
type Look = Readonly<Record<'state' | 'get' | 'set' | 'again' | 'keeper', Seen>>;

const outcomes = ({ state, get, set, again }: Look) => ({
  state: state.outcome,
  get: get.outcome,
  set: set.outcome,
  again: again.outcome,
});
const always = (code: string) => ({ state: code, get: code, set: code, again: code });

const scratch = mkdtempSync(join(tmpdir(), 'mayfly-keychain-'));
let child = '';
beforeAll(async () => {
  child = await bundleForNode('test/desktop/keychain-child.ts');
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
  rmSync(resolve(child, '..'), { recursive: true, force: true });
});

let homes = 0;
let configs = 0;
/** An environment of its own, without the session that this test runs in. */
function freshEnvironment(): NodeJS.ProcessEnv {
  homes += 1;
  const home = join(scratch, `home-${homes}`);
  const env = { ...process.env };
  for (const name of ['DBUS_SESSION_BUS_ADDRESS', 'GNOME_KEYRING_CONTROL', 'DISPLAY', 'WAYLAND_DISPLAY'])
    delete env[name];
  for (const name of ['data', 'run', 'config', 'cache']) mkdirSync(join(home, name), { recursive: true, mode: 0o700 });
  return {
    ...env,
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_RUNTIME_DIR: join(home, 'run'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
  };
}

/** What hangs is killed: a call that nobody answers, and a process that such a call keeps from ending. */
const runLimit = { timeout: 85_000 };

async function lookFrom(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Look> {
  const { stdout } = await run(command, args, { env, ...runLimit });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Look;
}

/** A bus of its own; `before` prepares it, `config` is what its configuration says between the tags. */
function busCommand(before: string, config: string, mode = 'look'): readonly string[] {
  configs += 1;
  const file = join(scratch, `bus-${configs}.conf`);
  const doctype =
    '<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">';
  const usual = `<type>session</type><listen>unix:tmpdir=${tmpdir()}</listen><auth>EXTERNAL</auth>
    <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>`;
  writeFileSync(file, `${doctype}<busconfig>${usual}${config}</busconfig>`);
  // No exec: what the script started in the background ends with it.
  const script = `set -e; ${before}\n"$0" "$1" ${mode}; status=$?; for pid in $(jobs -p); do kill $pid || true; done; exit $status`;
  return [`--config-file=${file}`, '--', 'bash', '-c', script, process.execPath, child];
}

const lookOnBus = (before: string, config: string, env = freshEnvironment()): Promise<Look> =>
  lookFrom('dbus-run-session', busCommand(before, config), env);

/** What the child in that mode saw, on a bus of its own. */
async function seenOnBus(mode: string, before: string, config: string, env = freshEnvironment()): Promise<unknown> {
  const { stdout } = await run('dbus-run-session', busCommand(before, config, mode), { env, ...runLimit });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

const services = '<standard_session_servicedirs/>';
const keyring = 'printf throw-away | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1;';
const untilThere = `for _ in $(seq 200); do dbus-send --session --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus \\
  org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q true && break; sleep 0.03; done;`;
const lock = `dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets \\
  org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login >/dev/null;`;

describe.runIf(process.platform === 'linux').concurrent('the keychain', () => {
  test('is fine when a keyring is there and open', async () => {
    const look = await lookOnBus(`${keyring} ${untilThere}`, '');
    expect(outcomes(look)).toEqual({ state: 'ok', get: 'undefined', set: 'undefined', again: 'CANARY-secret' });
    expect(look.keeper.outcome).toBe('GNOME Keyring');
  });

  test('has no bus when the session has none', async () => {
    const look = await lookFrom(process.execPath, [child], freshEnvironment());
    expect(outcomes(look)).toEqual(always('keychain-no-bus'));
  });

  test.each(['unix:path=/nonexistent/bus', 'tcp:host=127.0.0.1,port=1'])(
    'has no bus when %s is dead',
    async (address) => {
      const env = { ...freshEnvironment(), DBUS_SESSION_BUS_ADDRESS: address };
      expect(outcomes(await lookFrom(process.execPath, [child], env))).toEqual(always('keychain-no-bus'));
    },
  );

  test('has no service when nobody offers one on the bus', async () => {
    expect(outcomes(await lookOnBus('', ''))).toEqual(always('keychain-no-service'));
  });

  test('has no collection when the service is there and no keyring was ever made', async () => {
    expect(outcomes(await lookOnBus('', services))).toEqual(always('keychain-no-collection'));
  });

  test('is locked, and denies when nobody can be asked for the password', async () => {
    const look = await lookOnBus(`${keyring} ${untilThere} ${lock}`, services);
    expect(outcomes(look)).toEqual({ ...always('keychain-denied'), state: 'keychain-locked' });
  });

  test('is locked while the person who is asked for the password does not answer', async () => {
    // The desktop's prompter draws its dialog on the display of this session, where nobody sits.
    const env = { ...freshEnvironment(), DISPLAY: process.env['DISPLAY'] };
    const look = await lookOnBus(`${keyring} ${untilThere} ${lock}`, services, env);
    expect(outcomes(look)).toEqual(always('keychain-locked'));
    expect(look.get.tookMs).toBeGreaterThan(3_500);
  });

  test('that was denied is asked again at the next use', async () => {
    const env = freshEnvironment();
    await seenOnBus('keep', `${keyring} ${untilThere}`, services, env);
    expect(await seenOnBus('dismissed', `${keyring} ${untilThere} ${lock}`, services, env)).toEqual({
      first: 'keychain-denied',
      next: 'CANARY-short',
    });
  });

  test('has entries that others removed or changed: those are missing, the others are not', async () => {
    expect(await seenOnBus('vault', `${keyring} ${untilThere}`, services)).toEqual({
      before: ['short', 'long', 'long'],
      sealed: 2,
      second: true,
      short: 'short',
      removed: 'missing',
      changed: 'missing',
      lost: 'missing',
      keeper: 'the same',
    });
  });

  test('is another one than before: what is missing is said to be with the former one, by both their names', async () => {
    const env = freshEnvironment();
    expect(await seenOnBus('keep', `${keyring} ${untilThere}`, services, env)).toEqual({ place: 'keychain' });
    expect(await seenOnBus('elsewhere', `"$0" "$1" empty & ${untilThere}`, '', env)).toEqual({
      found: 'missing',
      keeper: { formerKeeper: 'GNOME Keyring', keeper: 'KWallet' },
    });
    // The former one is back: nothing was lost.
    expect(await seenOnBus('elsewhere', `${keyring} ${untilThere}`, services, env)).toEqual({
      found: { accessKeyId: 'AK', secretAccessKey: 'CANARY-short' },
      keeper: 'the same',
    });
  });

  test('denies when the bus lets nobody talk to it', async () => {
    const policy = '<policy context="mandatory"><deny send_destination="org.freedesktop.secrets"/></policy>';
    expect(outcomes(await lookOnBus(`${keyring} sleep 0.3;`, policy))).toEqual(always('keychain-denied'));
  });

  test('is unavailable when its service is silent', async () => {
    const look = await lookOnBus(`"$0" "$1" hang & ${untilThere}`, '');
    expect(look.state.outcome).toBe('keychain-unavailable');
    for (const { outcome } of [look.get, look.set]) expect(outcome).toBe('keychain-unavailable');
  });

  test('is unavailable when its library cannot be loaded', async () => {
    // The package as it is installed, without the binary for this machine.
    const place = mkdtempSync(join(scratch, 'no-library-'));
    const modules = resolve('node_modules');
    mkdirSync(join(place, 'node_modules'));
    cpSync(join(modules, 'keytar'), join(place, 'node_modules/keytar'), {
      recursive: true,
      filter: (path) => !path.endsWith('.node'),
    });
    for (const name of readdirSync(modules)) {
      if (name !== 'keytar' && !name.startsWith('.'))
        symlinkSync(join(modules, name), join(place, 'node_modules', name));
    }
    writeFileSync(join(place, 'child.mjs'), readFileSync(child));
    const look = await lookFrom(process.execPath, [join(place, 'child.mjs')], freshEnvironment());
    expect(outcomes(look)).toEqual(always('keychain-unavailable'));
  });
});
