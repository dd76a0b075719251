// The test is the desktop's notification server: it sees what is shown, and presses on it. Protocol: freedesktop.org Desktop
// Notifications Specification 1.2.
import { EventEmitter } from 'node:events';
import type { MessageBus } from './bus-peer';

export const notificationsName = 'org.freedesktop.Notifications';

export interface SeenNotification {
  readonly id: number;
  readonly summary: string;
  readonly body: string;
  /** By key, what each button says. */
  readonly actions: Readonly<Record<string, string>>;
  readonly from: string;
}

/** The test emits `ActionInvoked` with an id and a key for a press, `NotificationClosed` with an id and a reason (2: the person) when it is gone. */
export class NotificationServer extends EventEmitter {
  readonly seen: SeenNotification[] = [];
  capabilities: readonly string[] = ['actions', 'body', 'body-markup'];

  GetCapabilities(): readonly string[] {
    return this.capabilities;
  }
  GetServerInformation(): readonly string[] {
    return ['test', 'test', '1.0', '1.2'];
  }
  // oxlint-disable-next-line max-params -- the protocol's own parameters
  Notify(
    _app: string,
    _replaces: number,
    _icon: string,
    summary: string,
    body: string,
    actions: readonly string[],
    hints: Readonly<Record<string, unknown>>,
  ): number {
    const id = this.seen.length + 1;
    const pairs = actions.flatMap((key, index) => (index % 2 === 0 ? [[key, actions[index + 1] ?? '']] : []));
    const from = String(hints['desktop-entry']);
    this.seen.push({ id, summary, body, actions: Object.fromEntries(pairs) as Record<string, string>, from });
    return id;
  }
  CloseNotification(_id: number): void {}
}

export function exportNotifications(bus: MessageBus): NotificationServer {
  const server = new NotificationServer();
  bus.exportInterface(server, '/org/freedesktop/Notifications', {
    name: notificationsName,
    methods: {
      GetCapabilities: ['', 'as', [], []],
      GetServerInformation: ['', 'ssss', [], []],
      Notify: ['susssasa{sv}i', 'u', [], []],
      CloseNotification: ['u', '', [], []],
    },
    signals: { ActionInvoked: ['us'], NotificationClosed: ['uu'] },
  });
  return server;
}
