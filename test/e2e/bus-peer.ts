// Another program on the session bus, played by a test: what it exports, and what it calls.
import { sessionBus, type Message, type MessageBus } from 'dbus-native';

export type { MessageBus } from 'dbus-native';

/** Flag and answer of `RequestName`. */
export const doNotQueue = 4;
export const nowOwner = 1;

/** Variants come as their values, dictionaries as objects. */
export const openPeer = (busAddress?: string): MessageBus =>
  sessionBus({ plainValues: true, ...(busAddress !== undefined && { busAddress }) });

/** Resolves to the value of the reply, or to the list of its values where it has several. */
export const callOn = (
  bus: MessageBus,
  [destination, path, face]: readonly [destination: string, path: string, face: string],
  member: string,
  signature = '',
  body: readonly unknown[] = [],
): PromiseLike<unknown> =>
  bus.invoke<unknown>({ destination, path, interface: face, member, signature, body: [...body] } satisfies Message);
