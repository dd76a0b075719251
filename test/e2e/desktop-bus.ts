// The test plays the desktop on the private session bus: it is the tray that icons register with, it reads their menu and
// clicks on it. Protocols: StatusNotifierWatcher and StatusNotifierItem (freedesktop.org), com.canonical.dbusmenu, Desktop Notifications.
import { setTimeout as sleep } from 'node:timers/promises';
import type { DBusError } from 'dbus-native';
import { expect } from '@playwright/test';
import { callOn, doNotQueue, nowOwner, openPeer, type MessageBus } from './bus-peer';
import { exportNotifications, notificationsName, type SeenNotification } from './notification-bus';
import { exportWatcher, watcherName, type RegisteredItem } from './tray-bus';

const itemName = 'org.kde.StatusNotifierItem';
const menuName = 'com.canonical.dbusmenu';

export interface MenuNode {
  readonly id: number;
  readonly label: string;
  readonly enabled: boolean;
  readonly children: readonly MenuNode[];
}

type WireNode = readonly [number, Readonly<Record<string, unknown>>, readonly WireNode[]];

const textOf = (property: unknown) => (typeof property === 'string' ? property : '');

/** Properties that have their default are left out on the wire; `_` marks a key in a label and `__` is an underscore. */
const toNode = ([id, properties, children]: WireNode): MenuNode => ({
  id,
  label: textOf(properties['label']).replaceAll(/__|_/g, (mark) => (mark === '__' ? '_' : '')),
  enabled: properties['enabled'] !== false,
  children: children.map(toNode),
});

export interface TrayIcon {
  tooltip(): Promise<string>;
  /** How bright its opaque pixels are, 0 to 255: the darkest, then the brightest. */
  shades(): Promise<readonly [number, number]>;
  menu(): Promise<MenuNode>;
  /** Opens a submenu, as a panel tells it. */
  open(label: string): Promise<void>;
  /** Clicks the entry that is reached by these labels. */
  click(...labels: readonly string[]): Promise<void>;
  /** A left click on the icon itself. */
  activate(): Promise<void>;
}

export interface Desktop {
  /** The newest icon; waits for it. */
  icon(): Promise<TrayIcon>;
  registrations(): number;
  readonly notifications: readonly SeenNotification[];
  /** A press on the newest notification of this title; waits for it. `default` is one beside its buttons. */
  press(summary: string, key: string): Promise<void>;
  /** The panel that shows icons goes away and comes back, as when a desktop's shell restarts. */
  restartPanel(): Promise<void>;
  close(): void;
}

const settledMs = 150;

function iconAt(bus: MessageBus, { service, path }: RegisteredItem): TrayIcon {
  const call = (target: string, face: string, member: string, signature: string, body: readonly unknown[]) =>
    callOn(bus, [service, target, face], member, signature, body);
  const property = (name: string) => call(path, 'org.freedesktop.DBus.Properties', 'Get', 'ss', [itemName, name]);
  const menuPath = async () => String(await property('Menu'));
  const menu = async () =>
    toNode(((await call(await menuPath(), menuName, 'GetLayout', 'iias', [0, -1, []])) as [number, WireNode])[1]);
  /** What a person sees who has opened the menu: it was the same a moment ago. */
  const settledMenu = async () => {
    let before = await menu();
    for (;;) {
      await sleep(settledMs);
      const now = await menu();
      if (JSON.stringify(now) === JSON.stringify(before)) return now;
      before = now;
    }
  };
  return {
    tooltip: async () => ((await property('ToolTip')) as readonly string[])[2] ?? '',
    async shades() {
      const [[, , argb]] = (await property('IconPixmap')) as readonly [readonly [number, number, Uint8Array]];
      const opaque = Array.from({ length: argb.length / 4 }, (_, at) => argb.subarray(at * 4, at * 4 + 4)).filter(
        ([alpha = 0]) => alpha > 250,
      );
      const levels = opaque.map(([, red = 0, green = 0, blue = 0]) => (red + green + blue) / 3);
      return [Math.min(...levels), Math.max(...levels)];
    },
    menu,
    async open(label) {
      const id = (await settledMenu()).children.find((child) => child.label === label)?.id;
      await call(await menuPath(), menuName, 'AboutToShow', 'i', [id]);
    },
    async click(...labels) {
      const isClicked = async (): Promise<boolean> => {
        // A menu that is replaced in between gives its numbers to other entries.
        let node = await settledMenu();
        for (const label of labels) {
          const next = node.children.find((child) => child.label === label);
          if (next === undefined) throw new Error(`the tray has no entry “${label}”`);
          node = next;
        }
        if (!node.enabled) throw new Error(`${labels.join(' > ')} is not enabled`);
        const event = [node.id, 'clicked', ['i', 0], 0];
        try {
          await call(await menuPath(), menuName, 'Event', 'isvu', event);
          return true;
        } catch (error) {
          // The program that was clicked on quits before it answers.
          if (/NoReply|ServiceUnknown/.test(String((error as DBusError).dbusName))) return true;
          // The menu became another one after it was read: nobody clicked on that.
          if (String(error).includes('error occurred in Event')) return false;
          throw error;
        }
      };
      await expect.poll(isClicked, { message: labels.join(' > ') }).toBe(true);
    },
    activate: async () => void (await call(path, itemName, 'Activate', 'ii', [0, 0])),
  };
}

/** Becomes the desktop of this session bus. Call it before the app is started, and `close` it at the end. */
export async function becomeDesktop(): Promise<Desktop> {
  const bus = openPeer();
  const watcher = exportWatcher(bus);
  const notifications = exportNotifications(bus);
  const { items } = watcher;
  for (const name of [watcherName, notificationsName]) {
    if ((await bus.requestName(name, doNotQueue)) !== nowOwner)
      throw new Error(`${name} is taken: this is no private bus`);
  }
  return {
    async icon() {
      await expect.poll(() => items.length, { message: 'the tray icon registers' }).toBeGreaterThan(0);
      return iconAt(bus, items.at(-1) as RegisteredItem);
    },
    registrations: () => items.length,
    notifications: notifications.seen,
    async press(summary, key) {
      const newest = () => notifications.seen.findLast((one) => one.summary === summary)?.id;
      await expect.poll(newest, { message: `a notification “${summary}”` }).toBeDefined();
      notifications.emit('ActionInvoked', newest() ?? 0, key);
    },
    async restartPanel() {
      await bus.releaseName(watcherName);
      await bus.requestName(watcherName, doNotQueue);
      watcher.emit('StatusNotifierHostRegistered');
    },
    close: () => void bus.close(),
  };
}

/** The words of a menu's entries, without its separators. */
export const labels = ({ children }: MenuNode) => children.map(({ label }) => label).filter((label) => label !== '');

/** The entries of a submenu of the tray. */
export const below = async (icon: TrayIcon, label: string): Promise<readonly MenuNode[]> =>
  (await icon.menu()).children.find((child) => child.label === label)?.children ?? [];
