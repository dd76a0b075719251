// Why this exists: on Linux keytar gives `null` for a locked keyring, a missing keyring and a missing entry alike; the Secret Service
// itself tells them apart, without a prompt.
import dbus from 'dbus-next';
import type { KeychainState } from '../services/ports';

const service = 'org.freedesktop.secrets';
const servicePath = '/org/freedesktop/secrets';

/** Silence for longer means that the service hangs. */
const answerMs = 3_000;

/**
 * The state of the default collection. Source: freedesktop.org Secret Service API, "ReadAlias" and the collection's `Locked` property.
 */
export async function secretServiceState(): Promise<KeychainState> {
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
  const silence = setTimeout(() => broken('keychain-unavailable'), answerMs);
  try {
    return await Promise.race([lost, ask(bus)]);
  } finally {
    clearTimeout(silence);
    bus.disconnect();
  }
}

async function ask(bus: dbus.MessageBus): Promise<KeychainState> {
  try {
    const call = async (path: string, face: string, member: string, signature: string, body: unknown[]) => {
      const reply = await bus.call(
        new dbus.Message({ destination: service, path, interface: face, member, signature, body }),
      );
      return reply?.body[0] as unknown;
    };
    const collection = await call(servicePath, 'org.freedesktop.Secret.Service', 'ReadAlias', 's', ['default']);
    if (typeof collection !== 'string' || collection === '/') return 'keychain-no-collection';
    const locked = await call(collection, 'org.freedesktop.DBus.Properties', 'Get', 'ss', [
      'org.freedesktop.Secret.Collection',
      'Locked',
    ]);
    return locked instanceof dbus.Variant && locked.value === true ? 'keychain-locked' : 'ok';
  } catch (error) {
    const type = error instanceof dbus.DBusError ? error.type : '';
    if (/ServiceUnknown|NameHasNoOwner|Spawn/.test(type)) return 'keychain-no-service';
    if (/AccessDenied/.test(type)) return 'keychain-denied';
    return 'keychain-unavailable';
  }
}
