// The SecretStore port on the operating system's keychain, one call at a time, each with a time limit: a person may be
// asked for a password meanwhile (and gnome-keyring breaks on parallel reads).
import type keytarModule from 'keytar';
import { Failure } from '../../core/model/failure';
import type { KeychainState, SecretStore } from '../../core/ports/secrets';
import type { OpenSessionBus } from '../../core/ports/session-bus';
import { limitedTurns, tooLong, within } from './limited-turns';
import { createSecretService } from './secret-service';

type Keytar = typeof keytarModule;

/** keytar throws plain errors without codes; these are its and libsecret's texts, as met. */
const byText: readonly (readonly [RegExp, Exclude<KeychainState, 'ok'>])[] = [
  [/autolaunch D-Bus|dbus-launch|Could not connect|Connection refused|session bus/i, 'keychain-no-bus'],
  [/not provided by any \.service files|ServiceUnknown|NameHasNoOwner/i, 'keychain-no-service'],
  [/Object does not exist at path|No such (interface|secret collection|object path)/i, 'keychain-no-collection'],
  [/locked collection|is locked/i, 'keychain-locked'],
  [/dismissed|cancell?ed|denied|not allowed/i, 'keychain-denied'],
];

export interface KeychainOptions {
  /** The name the entries stand under in the system's keychain. */
  readonly service: string;
  /** How long one call may take, ms. */
  readonly limitMs: number;
}

const usualKeychain: KeychainOptions = { service: 'Mayfly', limitMs: 5_000 };

export interface Keychain extends SecretStore {
  /** The ids of all entries that stand under the service's name, whichever profile made them. Raises `keychain-*`. */
  ids(): Promise<readonly string[]>;
}

/** `openSessionBus` leads to the Secret Service on Linux; macOS and Windows always have a keychain, which shows at the first call whether it lets us in. */
export function createKeychain(openSessionBus: OpenSessionBus, options: KeychainOptions = usualKeychain): Keychain {
  const service = process.platform === 'linux' ? createSecretService(openSessionBus) : undefined;
  const inTurn = limitedTurns(options.limitMs);
  let unlocking: Promise<KeychainState> | undefined;

  const currentState = async (): Promise<KeychainState> => service?.state() ?? 'ok';
  /** keytar is not called on a keychain that is not open: its call would hold a thread, and with it the end of this process. */
  const open = async () => {
    let state = await currentState();
    if (state === 'keychain-locked' && service !== undefined) {
      unlocking ??= service.unlock().finally(() => {
        unlocking = undefined;
      });
      state = await within(unlocking, options.limitMs, 'keychain-locked');
    }
    if (state !== 'ok') throw new Failure(state);
  };
  const failureOf = async (error: unknown): Promise<Failure> => {
    if (error instanceof Failure) return error;
    const message = error instanceof Error ? error.message : '';
    const known = byText.find(([pattern]) => pattern.test(message))?.[1];
    if (known !== undefined) return new Failure(known, {}, error);
    const state = await currentState();
    return new Failure(state === 'ok' ? 'keychain-unavailable' : state, {}, error);
  };
  const run = async <T>(action: (keytar: Keytar) => Promise<T>): Promise<T> => {
    const result = await inTurn(async () => {
      const keytar = await loadKeytar();
      await open();
      return action(keytar);
    }).catch(async (error: unknown) => {
      throw await failureOf(error);
    });
    if (result === tooLong) throw new Failure('keychain-locked');
    return result;
  };

  return {
    async get(id) {
      return (await run((keytar) => keytar.getPassword(options.service, id))) ?? undefined;
    },
    set: (id, secret) => run((keytar) => keytar.setPassword(options.service, id, secret)),
    async remove(id) {
      await run((keytar) => keytar.deletePassword(options.service, id));
    },
    ids: () => run(async (keytar) => (await keytar.findCredentials(options.service)).map(({ account }) => account)),
    // Linux may have another service after a new login.
    keeper: async () => (service === undefined ? systemKeepers[process.platform] : service.keeper()),
    state: () => loadKeytar().then(currentState, () => 'keychain-unavailable'),
  };
}

const systemKeepers: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'macOS Keychain',
  win32: 'Windows Credential Manager',
};

/** Raises `keychain-unavailable`; the system's library may be missing. */
const loadKeytar = (): Promise<Keytar> =>
  import('keytar').then(
    (module) => module.default,
    (error: unknown) => {
      throw new Failure('keychain-unavailable', { reason: 'its library could not be loaded' }, error);
    },
  );
