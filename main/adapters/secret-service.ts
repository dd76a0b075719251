// Why this exists: on Linux keytar gives `null` for a locked keyring, a missing keyring and a missing entry alike, and waits for ever, in
// a thread that no exit can end, while a keyring is locked. The Secret Service itself tells them apart, and can be asked to unlock.
// Source: freedesktop.org Secret Service API.
import { setTimeout as wait } from 'node:timers/promises';
import dbus from 'dbus-next';
import type { KeychainState } from '../services/secret-store';

const service = 'org.freedesktop.secrets';
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
async function onBus(limitMs: number, action: (session: Session) => Promise<KeychainState>): Promise<KeychainState> {
  let bus: dbus.MessageBus;
  try {
    bus = dbus.sessionBus();
  } catch {
    return 'keychain-no-bus';
  }
  let broken: (state: KeychainState) => void = () => undefined;
  const lost = new Promise<KeychainState>((resolve) => {
    broken = resolve;
  });
  bus.on('error', () => broken('keychain-no-bus'));
  const silence = setTimeout(() => broken('keychain-unavailable'), limitMs);
  const call: Call = async (path, face, member, signature, body) => {
    const destination = path === '/org/freedesktop/DBus' ? 'org.freedesktop.DBus' : service;
    const reply = await bus.call(new dbus.Message({ destination, path, interface: face, member, signature, body }));
    return reply?.body ?? [];
  };
  try {
    return await Promise.race([lost, action({ bus, call }).catch(stateOf)]);
  } finally {
    clearTimeout(silence);
    bus.disconnect();
  }
}

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

/** The state of the default collection, without a prompt. */
export const secretServiceState = (): Promise<KeychainState> =>
  onBus(answerMs, async ({ call }) => {
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
  onBus(promptMs, async ({ bus, call }) => {
    const collection = await defaultCollection(call);
    if (collection === undefined) return 'keychain-no-collection';
    await call('/org/freedesktop/DBus', 'org.freedesktop.DBus', 'AddMatch', 's', [
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
