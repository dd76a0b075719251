// The desktop's message bus for what has no other door: one connection, calls with a time limit, and the signals of one
// interface. Source: D-Bus Specification, "Message Bus Messages".
import dbus from 'dbus-next';

const busName = 'org.freedesktop.DBus';

export interface BusSignal {
  readonly path: string;
  readonly face: string;
  readonly member: string;
  readonly body: readonly unknown[];
}

export interface BusObject {
  readonly destination: string;
  readonly path: string;
  readonly interfaceName: string;
}

export interface SessionBus {
  /** What other programs know this connection by, such as `:1.42`. */
  readonly ownName: string;
  /** Rejects when the other side refuses, is not there, or is silent for longer than `answerMs`. */
  readonly call: (
    object: BusObject,
    member: string,
    signature?: string,
    body?: readonly unknown[],
  ) => Promise<readonly unknown[]>;
  /** Subscribes to what a rule of the bus matches, such as `type='signal',interface='…'`. */
  listen(rule: string): Promise<void>;
  /** In their order, each after the replies that came before it. */
  onSignal(heard: (signal: BusSignal) => void): void;
  /** The connection was lost. */
  isBroken(): boolean;
  close(): void;
}

/** Rejects where there is no session bus. */
export async function openSessionBus(answerMs: number): Promise<SessionBus> {
  const bus = dbus.sessionBus();
  let broken = false;
  await new Promise<void>((resolve, reject) => {
    bus.once('connect', () => resolve());
    bus.on('error', (error: unknown) => {
      broken = true;
      reject(error instanceof Error ? error : new Error('no message bus'));
    });
  });
  const call: SessionBus['call'] = async (
    { destination, path, interfaceName: face },
    member,
    signature = '',
    body = [],
  ) => {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('no answer')), answerMs);
    });
    const message = new dbus.Message({ destination, path, interface: face, member, signature, body: [...body] });
    try {
      return (await Promise.race([bus.call(message), limit]))?.body ?? [];
    } finally {
      clearTimeout(timer);
    }
  };
  const theBus: BusObject = { destination: busName, path: '/org/freedesktop/DBus', interfaceName: busName };
  return {
    ownName: (bus as { readonly name?: string | null }).name ?? '',
    call,
    async listen(rule) {
      await call(theBus, 'AddMatch', 's', [rule]);
    },
    onSignal(heard) {
      bus.on('message', ({ path, interface: face, member, body }: dbus.Message) => {
        // A reply that came before it in the same read is known to whoever waited for it only in a moment.
        setImmediate(() => heard({ path: path ?? '', face: face ?? '', member: member ?? '', body }));
      });
    },
    isBroken: () => broken,
    close: () => bus.disconnect(),
  };
}

/** A value whose type is told with it, as `a{sv}` wants. */
export const typed = (signature: string, value: unknown): unknown => new dbus.Variant(signature, value);

/** The value of such a one that came in. */
export const untyped = (value: unknown): unknown =>
  value instanceof dbus.Variant ? (value.value as unknown) : undefined;
