// A session whose keyring nobody unlocked: a real gnome-keyring on a bus of its own, and the test is who asks the person for
// the password (gcr's prompter) and hears it when somebody wants it to. The person never answers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { interface as dbusInterface, Message, sessionBus } from 'dbus-next';
import { openBareBus } from './bare-bus';

const prompterName = 'org.gnome.keyring.SystemPrompter';
const secrets = 'org.freedesktop.secrets';
const loginCollection = '/org/freedesktop/secrets/collection/login';

/** What gnome-keyring calls before a person is asked (gcr, gcr-dbus-constants.h); it then waits to be called back. */
class Prompter extends dbusInterface.Interface {
  begun = 0;
  constructor() {
    super('org.gnome.keyring.internal.Prompter');
  }
  BeginPrompting(_callback: string): void {
    this.begun += 1;
  }
  StopPrompting(_callback: string): void {}
}
Prompter.configureMembers({ methods: { BeginPrompting: { inSignature: 'o' }, StopPrompting: { inSignature: 'o' } } });

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
  const bus = sessionBus({ busAddress: address });
  const prompter = new Prompter();
  bus.export('/org/gnome/keyring/Prompter', prompter);
  await bus.requestName(prompterName, 0);

  const unlock = keyring === 'locked' ? ['--unlock'] : [];
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--components=secrets', ...unlock], {
    env: { ...process.env, ...env, XDG_DATA_HOME: data },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(daemon, 'exit');
  daemon.stdin.end('throw-away');
  const call = (path: string, face: string, member: string, signature: string, body: unknown[], destination: string) =>
    bus.call(new Message({ destination, path, interface: face, member, signature, body }));
  const isThere = async () => {
    const owned = await call('/', 'org.freedesktop.DBus', 'NameHasOwner', 's', [secrets], 'org.freedesktop.DBus');
    return owned?.body[0] === true;
  };
  while (!(await isThere())) await wait(30);
  if (keyring === 'locked')
    await call(
      '/org/freedesktop/secrets',
      'org.freedesktop.Secret.Service',
      'Lock',
      'ao',
      [[loginCollection]],
      secrets,
    );
  return {
    env,
    prompts: () => prompter.begun,
    async close() {
      daemon.kill();
      await ended;
      bus.disconnect();
      close();
    },
  };
}
