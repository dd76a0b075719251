// A session whose keyring nobody unlocked: a real gnome-keyring on a bus of its own, and the test is who asks the person for
// the password (gcr's prompter) and hears it when somebody wants it to. The person never answers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openBareBus } from './bare-bus';
import { callOn, openPeer } from './bus-peer';

const prompterName = 'org.gnome.keyring.SystemPrompter';
const secrets = 'org.freedesktop.secrets';
const loginCollection = '/org/freedesktop/secrets/collection/login';

export interface KeyringBus {
  /** Leads a program into this session. The desktop is one on which Chromium keeps its own secrets in the keyring. */
  readonly env: Readonly<Record<string, string>>;
  /** How often somebody wanted to ask the person for a password. */
  readonly prompts: () => number;
  readonly close: () => Promise<void>;
}

/** `locked`: there is a keyring, and it is locked; otherwise no keyring was ever made. */
export async function openKeyringBus(folder: string, keyring: 'locked' | 'none'): Promise<KeyringBus> {
  const { address, close } = await openBareBus(folder);
  const [data, run] = [join(folder, 'keyring-data'), join(folder, 'keyring-run')];
  for (const path of [data, run]) await mkdir(path, { mode: 0o700 });
  const env = {
    DBUS_SESSION_BUS_ADDRESS: address,
    XDG_RUNTIME_DIR: run,
    XDG_CURRENT_DESKTOP: 'GNOME',
    XDG_SESSION_DESKTOP: 'gnome',
    DESKTOP_SESSION: 'gnome',
  };
  const bus = openPeer(address);
  let prompts = 0;
  // What gnome-keyring calls before a person is asked (gcr, gcr-dbus-constants.h); it then waits to be called back.
  const prompter = { BeginPrompting: () => void (prompts += 1), StopPrompting: () => undefined };
  bus.exportInterface(prompter, '/org/gnome/keyring/Prompter', {
    name: 'org.gnome.keyring.internal.Prompter',
    methods: { BeginPrompting: ['o', '', [], []], StopPrompting: ['o', '', [], []] },
  });
  await bus.requestName(prompterName, 0);

  const unlock = keyring === 'locked' ? ['--unlock'] : [];
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--components=secrets', ...unlock], {
    env: { ...process.env, ...env, XDG_DATA_HOME: data },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(daemon, 'exit');
  daemon.stdin.end('throw-away');
  while (!(await bus.nameHasOwner(secrets))) await wait(30);
  const service = [secrets, '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service'] as const;
  if (keyring === 'locked') await callOn(bus, service, 'Lock', 'ao', [[loginCollection]]);
  return {
    env,
    prompts: () => prompts,
    async close() {
      daemon.kill();
      await ended;
      await bus.close();
      close();
    },
  };
}
