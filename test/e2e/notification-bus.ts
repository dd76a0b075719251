// The test is the desktop's notification server: it sees what is shown, and presses on it. Protocol: freedesktop.org Desktop
// Notifications Specification 1.2.
import { interface as dbusInterface, type Variant } from 'dbus-next';

export const notificationsName = 'org.freedesktop.Notifications';
export const notificationsPath = '/org/freedesktop/Notifications';

export interface SeenNotification {
  readonly id: number;
  readonly summary: string;
  readonly body: string;
  /** By key, what each button says. */
  readonly actions: Readonly<Record<string, string>>;
  readonly from: string;
}

export class NotificationServer extends dbusInterface.Interface {
  readonly seen: SeenNotification[] = [];
  capabilities: readonly string[] = ['actions', 'body', 'body-markup'];
  constructor() {
    super(notificationsName);
  }
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
    hints: Readonly<Record<string, Variant>>,
  ): number {
    const id = this.seen.length + 1;
    const pairs = actions.flatMap((key, index) => (index % 2 === 0 ? [[key, actions[index + 1] ?? '']] : []));
    const from = String(hints['desktop-entry']?.value);
    this.seen.push({ id, summary, body, actions: Object.fromEntries(pairs) as Record<string, string>, from });
    return id;
  }
  CloseNotification(_id: number): void {}
  /** Called by the test: a press. */
  ActionInvoked(id: number, key: string): readonly unknown[] {
    return [id, key];
  }
  /** Called by the test: it is gone; reason 2 is the person's. */
  NotificationClosed(id: number, reason: number): readonly unknown[] {
    return [id, reason];
  }
}
NotificationServer.configureMembers({
  methods: {
    GetCapabilities: { outSignature: 'as' },
    GetServerInformation: { outSignature: 'ssss' },
    Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
    CloseNotification: { inSignature: 'u' },
  },
  signals: { ActionInvoked: { signature: 'us' }, NotificationClosed: { signature: 'uu' } },
});
