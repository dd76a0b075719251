// Electron shows no buttons on Linux notifications and escapes no markup; the notification server itself tells its capabilities.
// Source: freedesktop.org Desktop Notifications Specification 1.2.
import type { BusObject, BusSignal, SessionBus } from '../../core/ports/session-bus';
import { openSessionBus } from './dbus-session';

const name = 'org.freedesktop.Notifications';
const server: BusObject = { destination: name, path: '/org/freedesktop/Notifications', interfaceName: name };

/** A server that is silent for longer hangs; Electron shows the notification then. */
const answerMs = 2_000;

export interface ServerNotification {
  readonly title: string;
  readonly body: string;
  /** The buttons by key; `default` is a press beside them. */
  readonly actions: readonly { readonly key: string; readonly label: string }[];
  readonly onAction: (key: string) => void;
}

/** The body allows a few tags (specification, "Markup"); a file name must not become one. */
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The buttons of older notifications do nothing. */
const mostWaiting = 50;

export interface Sender {
  readonly name: string;
  /** Its name in the icon theme. */
  readonly icon: string;
  /** The name of the installed desktop file, without `.desktop`. */
  readonly desktopEntry: string;
}

export function createNotificationServer(sender: Sender) {
  /** By the id the server gave. */
  const waiting = new Map<number, ServerNotification['onAction']>();
  let connected: Promise<SessionBus> | undefined;

  const heard = ({ interfaceName, member, body: [id, key] }: BusSignal) => {
    if (interfaceName !== name || typeof id !== 'number') return;
    if (member === 'NotificationClosed') waiting.delete(id);
    if (member !== 'ActionInvoked' || typeof key !== 'string') return;
    const act = waiting.get(id);
    waiting.delete(id);
    act?.(key);
  };

  const connect = async (): Promise<SessionBus> => {
    try {
      const bus = await openSessionBus(answerMs);
      bus.onSignal(heard);
      bus.onLost(() => {
        connected = undefined;
      });
      await bus.listen(`type='signal',sender='${name}',interface='${name}',path='${server.path}'`);
      return bus;
    } catch (error) {
      connected = undefined;
      throw error;
    }
  };

  return {
    /** False when there is no server to show it. Never rejects. */
    async show({ title, body, actions, onAction }: ServerNotification): Promise<boolean> {
      try {
        const bus = await (connected ??= connect());
        const [told] = await bus.call(server, 'GetCapabilities');
        const can = (capability: string) => Array.isArray(told) && told.includes(capability);
        const text = can('body-markup') ? escaped(body) : body;
        const offered = can('actions') ? actions.flatMap(({ key, label }) => [key, label]) : [];
        const hints = { 'desktop-entry': sender.desktopEntry };
        const notification = [sender.name, 0, sender.icon, title, text, offered, hints, -1];
        const [id] = await bus.call(server, 'Notify', 'susssasa{sv}i', notification);
        if (typeof id !== 'number') return false;
        waiting.set(id, onAction);
        const [oldest] = waiting.keys();
        if (waiting.size > mostWaiting && oldest !== undefined) waiting.delete(oldest);
        return true;
      } catch {
        return false;
      }
    },
  };
}
