// On Linux keytar gives `null` for a locked keyring, a missing keyring and a missing entry alike, and waits for ever, in
// a thread that no exit can end, while a keyring is locked. The Secret Service itself tells them apart, and can be asked to unlock.
// Source: freedesktop.org Secret Service API.
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { KeychainState } from '../../core/ports/secrets';
import { messageBus, type BusObject, type OpenSessionBus, type SessionBus } from '../../core/ports/session-bus';

const destination = 'org.freedesktop.secrets';
const promptFace = 'org.freedesktop.Secret.Prompt';
const service: BusObject = {
  destination,
  path: '/org/freedesktop/secrets',
  interfaceName: 'org.freedesktop.Secret.Service',
};

/** Silence for longer means that the service hangs. */
const answerMs = 3_000;
/** How long a person has for the password. */
const promptMs = 120_000;

function stateOf(error: unknown): KeychainState {
  const name = error instanceof Error ? error.name : '';
  if (/NoServer|Disconnected/.test(name)) return 'keychain-no-bus';
  if (/ServiceUnknown|NameHasNoOwner|Spawn/.test(name)) return 'keychain-no-service';
  return /AccessDenied/.test(name) ? 'keychain-denied' : 'keychain-unavailable';
}

/** A service that writes its file may know no collection for a moment: seen with gnome-keyring once in a few hundred questions. */
const askedAgainMs = [100, 300];

async function defaultCollection(bus: SessionBus): Promise<string | undefined> {
  for (const waitMs of [0, ...askedAgainMs]) {
    await wait(waitMs);
    const [path] = await bus.call(service, 'ReadAlias', 's', ['default']);
    if (typeof path === 'string' && path !== '/') return path;
  }
  return undefined;
}

/** The bus names of known secret services beside the common one, and their product names. */
const keepers = [
  ['org.gnome.keyring', 'GNOME Keyring'],
  ['org.kde.ksecretd', 'KWallet'],
  ['org.kde.kwalletd6', 'KWallet'],
  ['org.kde.kwalletd5', 'KWallet'],
  ['org.keepassxc.KeePassXC.MainWindow', 'KeePassXC'],
] as const;

/** No method rejects; each opens a bus connection of its own. */
export function createSecretService(openSessionBus: OpenSessionBus) {
  async function onBus<T>(limitMs: number, action: (bus: SessionBus) => Promise<T>): Promise<T> {
    const bus = await openSessionBus(limitMs);
    let silence: NodeJS.Timeout | undefined;
    const broken = new Promise<never>((_resolve, reject) => {
      const fail = (name: string) => reject(Object.assign(new Error('no answer'), { name }));
      bus.onLost(() => fail('Disconnected'));
      silence = setTimeout(fail, limitMs, 'NoReply');
    });
    try {
      return await Promise.race([broken, action(bus)]);
    } finally {
      clearTimeout(silence);
      bus.close();
    }
  }

  return {
    /** The state of the default collection, without a prompt. */
    state: (): Promise<KeychainState> =>
      onBus<KeychainState>(answerMs, async (bus) => {
        const path = await defaultCollection(bus);
        if (path === undefined) return 'keychain-no-collection';
        const properties = { destination, path, interfaceName: 'org.freedesktop.DBus.Properties' };
        const [locked] = await bus.call(properties, 'Get', 'ss', ['org.freedesktop.Secret.Collection', 'Locked']);
        return locked === true ? 'keychain-locked' : 'ok';
      }).catch(stateOf),
    /** Lets the desktop ask for the password; `keychain-denied` when the person (or a desktop without a prompter) said no. */
    unlock: (): Promise<KeychainState> =>
      onBus<KeychainState>(promptMs, async (bus) => {
        const collection = await defaultCollection(bus);
        if (collection === undefined) return 'keychain-no-collection';
        await bus.listen(`type='signal',sender='${destination}',interface='${promptFace}'`);
        const [, prompt] = await bus.call(service, 'Unlock', 'ao', [[collection]]);
        if (typeof prompt !== 'string' || prompt === '/') return 'ok';
        const answered = new Promise<KeychainState>((resolve) => {
          bus.onSignal(({ path, member, body }) => {
            if (path === prompt && member === 'Completed') resolve(body[0] === true ? 'keychain-denied' : 'ok');
          });
        });
        await bus.call({ destination, path: prompt, interfaceName: promptFace }, 'Prompt', 's', ['']);
        return answered;
      }).catch(stateOf),
    /** The program that serves this session's secrets: its product name, else the name of its process. */
    keeper: (): Promise<string | undefined> =>
      onBus(answerMs, async (bus) => {
        const ask = (member: string, name: string) =>
          bus.call(messageBus, member, 's', [name]).then(
            ([answer]) => answer,
            () => undefined,
          );
        const owner = await ask('GetNameOwner', destination);
        if (owner === undefined) return undefined;
        for (const [name, known] of keepers) if ((await ask('GetNameOwner', name)) === owner) return known;
        const pid = await ask('GetConnectionUnixProcessID', destination);
        return (await readFile(`/proc/${String(pid)}/comm`, 'utf8')).trim() || undefined;
      }).catch(() => undefined),
  };
}
