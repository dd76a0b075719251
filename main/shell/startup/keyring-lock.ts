// On Linux the keyring tells over the session bus that it was locked. Source: freedesktop.org Secret Service API, property `Locked` of a collection.
import type { OpenSessionBus } from '../../core/ports/session-bus';

const collection = 'org.freedesktop.Secret.Collection';
const answerMs = 2_000;

/** Calls `onLocked` at each lock of a collection of the keyring. Without a session bus, or once that is lost, it is never called. Never rejects. */
export async function watchKeyringLock(openSessionBus: OpenSessionBus, onLocked: () => void): Promise<void> {
  const bus = await openSessionBus(answerMs).catch(() => undefined);
  if (bus === undefined) return;
  bus.onSignal(({ member, body: [interfaceName, changed] }) => {
    if (member !== 'PropertiesChanged' || interfaceName !== collection) return;
    if (typeof changed === 'object' && changed !== null && 'Locked' in changed && changed.Locked === true) onLocked();
  });
  // The interface is named by the first argument: the one of the signal is that of all properties.
  await bus
    .listen(`type='signal',interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',arg0='${collection}'`)
    .catch(() => bus.close());
}
