// The SecretStore port on the operating system's keychain, one call at a time, each with a time limit: a person may be
// asked for a password meanwhile (and gnome-keyring breaks on parallel reads).
import type keytarModule from 'keytar';
import { Failure } from '../../core/model/failure';
import type { KeychainState, SecretStore } from '../../core/ports/secrets';

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

export const usualKeychain: KeychainOptions = { service: 'Mayfly', limitMs: 5_000 };

export interface Keychain extends SecretStore {
  /** The ids of all entries that stand under the service's name, whichever profile made them. Raises `keychain-*`. */
  ids(): Promise<readonly string[]>;
}

export function createKeychain(options: KeychainOptions = usualKeychain): Keychain {
  let last: Promise<unknown> = Promise.resolve();
  let loading: Promise<Keytar> | undefined;

  const load = () => {
    loading ??= import('keytar').then((module) => module.default);
    return loading;
  };
  /** keytar is not called on a keychain that is not open: its call would hold a thread, and with it the end of this process. */
  let unlocking: Promise<KeychainState> | undefined;
  const open = async () => {
    let state = await currentState();
    if (state === 'keychain-locked') {
      unlocking ??= secretService()
        .then(({ unlockSecretService }) => unlockSecretService())
        .finally(() => {
          unlocking = undefined;
        });
      state = await within(unlocking, options.limitMs, 'keychain-locked');
    }
    if (state !== 'ok') throw new Failure(state);
  };
  const run = <T>(action: (keytar: Keytar) => Promise<T>): Promise<T> => {
    const turn = last.then(async () => {
      const keytar = await loaded(load);
      await open();
      return action(keytar);
    });
    last = turn.catch(() => undefined);
    return limited(turn, options.limitMs);
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
    keeper: currentKeeper,
    async state() {
      try {
        await loaded(load);
      } catch (error) {
        return error instanceof Failure ? (error.code as KeychainState) : 'keychain-unavailable';
      }
      return currentState();
    },
  };
}

/** Loaded when it is asked: the message bus's library is bigger than all of this, and no part of a start. */
const secretService = () => import('./secret-service');

/** macOS and Windows always have a keychain; whether it lets us in shows at the first call. */
const currentState = (): Promise<KeychainState> =>
  process.platform === 'linux'
    ? secretService().then(({ secretServiceState }) => secretServiceState())
    : Promise.resolve('ok');

/** One system may have several on Linux, one after the other. */
const currentKeeper = async (): Promise<string | undefined> =>
  process.platform === 'linux'
    ? secretService().then(({ secretServiceKeeper }) => secretServiceKeeper())
    : systemKeepers[process.platform];

const systemKeepers: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'macOS Keychain',
  win32: 'Windows Credential Manager',
};

async function loaded(load: () => Promise<Keytar>): Promise<Keytar> {
  try {
    return await load();
  } catch (error) {
    throw new Failure('keychain-unavailable', { reason: 'its library could not be loaded' }, error);
  }
}

async function within<T>(call: Promise<T>, limitMs: number, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), limitMs);
  });
  return Promise.race([call, silence]).finally(() => clearTimeout(timer));
}

async function limited<T>(call: Promise<T>, limitMs: number): Promise<T> {
  const tooLong = Symbol('too long');
  try {
    const result = await within<T | typeof tooLong>(call, limitMs, tooLong);
    if (result === tooLong) throw new Failure('keychain-locked');
    return result;
  } catch (error) {
    throw error instanceof Failure ? error : await failureOf(error);
  }
}

async function failureOf(error: unknown): Promise<Failure> {
  const message = error instanceof Error ? error.message : '';
  const known = byText.find(([pattern]) => pattern.test(message))?.[1];
  if (known !== undefined) return new Failure(known, {}, error);
  const state = await currentState();
  return new Failure(state === 'ok' ? 'keychain-unavailable' : state, {}, error);
}
