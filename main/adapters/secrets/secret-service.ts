// On Linux keytar gives `null` for a locked keyring, a missing keyring and a missing entry alike, and waits for ever, in
// a thread that no exit can end, while a keyring is locked. The Secret Service itself tells them apart, and can be asked to unlock.
// Source: freedesktop.org Secret Service API.
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import dbus from 'dbus-next';
import type { KeychainState } from '../../core/ports/secrets';

const service = 'org.freedesktop.secrets';
const busPath = '/org/freedesktop/DBus';
const servicePath = '/org/freedesktop/secrets';
const serviceFace = 'org.freedesktop.Secret.Service';
const promptFace = 'org.freedesktop.Secret.Prompt';

/** Silence for longer means that the service hangs. */
const answerMs = 3_000;
/** How long a person has for the password. */
const promptMs = 120_000;

type Call = (path: string, face: string, member: string, signature: string, body: unknown[]) => Promise<unknown[]>;

interface Session {
  readonly bus: dbus.MessageBus;
  readonly call: Call;
}

/** Runs `action` on a bus connection of its own; whatever goes wrong is a state. */
async function onBus<T>(
  limitMs: number,
  action: (session: Session) => Promise<T>,
  otherwise: (state: KeychainState) => T,
): Promise<T> {
  let bus: dbus.MessageBus;
  try {
    bus = dbus.sessionBus();
  } catch {
    return otherwise('keychain-no-bus');
  }
  let broken: (state: KeychainState) => void = () => undefined;
  const lost = new Promise<T>((resolve) => {
    broken = (state) => resolve(otherwise(state));
  });
  bus.on('error', () => broken('keychain-no-bus'));
  const silence = setTimeout(() => broken('keychain-unavailable'), limitMs);
  const call: Call = async (path, face, member, signature, body) => {
    const destination = path === busPath ? 'org.freedesktop.DBus' : service;
    const reply = await bus.call(new dbus.Message({ destination, path, interface: face, member, signature, body }));
    return reply?.body ?? [];
  };
  try {
    return await Promise.race([lost, action({ bus, call }).catch((error: unknown) => otherwise(stateOf(error)))]);
  } finally {
    clearTimeout(silence);
    bus.disconnect();
  }
}

const onBusForState = (limitMs: number, action: (session: Session) => Promise<KeychainState>) =>
  onBus(limitMs, action, (state) => state);

function stateOf(error: unknown): KeychainState {
  const type = error instanceof dbus.DBusError ? error.type : '';
  if (/ServiceUnknown|NameHasNoOwner|Spawn/.test(type)) return 'keychain-no-service';
  return /AccessDenied/.test(type) ? 'keychain-denied' : 'keychain-unavailable';
}

/** A service that writes its file may know no collection for a moment: seen with gnome-keyring once in a few hundred questions. */
const askedAgainMs = [100, 300];

async function defaultCollection(call: Call): Promise<string | undefined> {
  for (const waitMs of [0, ...askedAgainMs]) {
    await wait(waitMs);
    const [path] = await call(servicePath, serviceFace, 'ReadAlias', 's', ['default']);
    if (typeof path === 'string' && path !== '/') return path;
  }
  return undefined;
}

/** Names that keepers of secrets have on the bus beside the common one, and those that people know them by. */
const keepers = [
  ['org.gnome.keyring', 'GNOME Keyring'],
  ['org.kde.ksecretd', 'KWallet'],
  ['org.kde.kwalletd6', 'KWallet'],
  ['org.kde.kwalletd5', 'KWallet'],
  ['org.keepassxc.KeePassXC.MainWindow', 'KeePassXC'],
] as const;

/** Who answers for the secrets of this session; one that is not known by the name of its program. */
export const secretServiceKeeper = (): Promise<string | undefined> =>
  onBus<string | undefined>(
    answerMs,
    async ({ call }) => {
      const ask = (member: string, name: string) =>
        call(busPath, 'org.freedesktop.DBus', member, 's', [name]).then(
          ([answer]) => answer,
          () => undefined,
        );
      const owner = await ask('GetNameOwner', service);
      if (owner === undefined) return undefined;
      for (const [name, known] of keepers) if ((await ask('GetNameOwner', name)) === owner) return known;
      const pid = await ask('GetConnectionUnixProcessID', service);
      return (await readFile(`/proc/${String(pid)}/comm`, 'utf8')).trim() || undefined;
    },
    () => undefined,
  );

/** The state of the default collection, without a prompt. */
export const secretServiceState = (): Promise<KeychainState> =>
  onBusForState(answerMs, async ({ call }) => {
    const collection = await defaultCollection(call);
    if (collection === undefined) return 'keychain-no-collection';
    const [locked] = await call(collection, 'org.freedesktop.DBus.Properties', 'Get', 'ss', [
      'org.freedesktop.Secret.Collection',
      'Locked',
    ]);
    return locked instanceof dbus.Variant && locked.value === true ? 'keychain-locked' : 'ok';
  });

/** Lets the desktop ask for the password; `keychain-denied` when the person (or a desktop without a prompter) said no. */
export const unlockSecretService = (): Promise<KeychainState> =>
  onBusForState(promptMs, async ({ bus, call }) => {
    const collection = await defaultCollection(call);
    if (collection === undefined) return 'keychain-no-collection';
    await call(busPath, 'org.freedesktop.DBus', 'AddMatch', 's', [
      `type='signal',sender='${service}',interface='${promptFace}'`,
    ]);
    const [, prompt] = await call(servicePath, serviceFace, 'Unlock', 'ao', [[collection]]);
    if (typeof prompt !== 'string' || prompt === '/') return 'ok';
    const answered = new Promise<KeychainState>((resolve) => {
      bus.on('message', ({ path, member, body }: dbus.Message) => {
        if (path === prompt && member === 'Completed') resolve(body[0] === true ? 'keychain-denied' : 'ok');
      });
    });
    await call(prompt, promptFace, 'Prompt', 's', ['']);
    return answered;
  });
