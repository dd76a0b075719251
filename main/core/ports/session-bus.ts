// The message bus of the desktop session (D-Bus), as the keychain, the tray, notifications and the portal need it.

export interface BusObject {
  readonly destination: string;
  readonly path: string;
  readonly interfaceName: string;
}

export interface BusSignal {
  readonly path: string;
  readonly interfaceName: string;
  readonly member: string;
  readonly body: readonly unknown[];
}

/** Variants arrive as their values, and dictionaries with string keys as objects; a variant to send is `[signature, value]`. */
export interface SessionBus {
  /** The connection's unique name, such as `:1.42`. */
  readonly ownName: string;
  /** Rejects with the D-Bus name of the error as `error.name`: `NoReply` after `answerMs`, `Disconnected` when the connection is lost. */
  call(object: BusObject, member: string, signature?: string, body?: readonly unknown[]): Promise<readonly unknown[]>;
  /** Subscribes to the signals that a match rule selects, such as `type='signal',interface='…'`. */
  listen(rule: string): Promise<void>;
  /** Signals arrive in their order, each after the replies before it. */
  onSignal(heard: (signal: BusSignal) => void): void;
  /** Called once when the connection is lost; never after `close`. */
  onLost(lost: () => void): void;
  close(): void;
}

/** Rejects with `NoServer` where there is no session bus, and with `NoReply` where it says nothing for `answerMs`. */
export type OpenSessionBus = (answerMs: number) => Promise<SessionBus>;

/** The interface of the bus itself: names, owners and match rules. */
export const messageBus: BusObject = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interfaceName: 'org.freedesktop.DBus',
};
