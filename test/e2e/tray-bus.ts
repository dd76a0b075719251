// The test is the desktop's tray, for a whole test or only until the driver has come. Protocol: StatusNotifierWatcher
// (freedesktop.org).
import { EventEmitter } from 'node:events';
import type { Message } from 'dbus-native';
import { doNotQueue, nowOwner, openPeer, type MessageBus } from './bus-peer';

export const watcherName = 'org.kde.StatusNotifierWatcher';

export interface RegisteredItem {
  readonly service: string;
  readonly path: string;
}

/** What it emits goes out as a signal. */
class Watcher extends EventEmitter {
  readonly items: RegisteredItem[] = [];
  IsStatusNotifierHostRegistered = true;

  /** `:1.3`, `/path` or `:1.3/path`, depending on Electron's version. */
  RegisterStatusNotifierItem(item: string, { sender = '' }: Message): void {
    const slash = item.indexOf('/');
    this.items.push({
      service: slash === 0 ? sender : slash < 0 ? item : item.slice(0, slash),
      path: slash < 0 ? '/StatusNotifierItem' : item.slice(slash),
    });
  }
}

export function exportWatcher(bus: MessageBus): Watcher {
  const watcher = new Watcher();
  bus.exportInterface(watcher, '/StatusNotifierWatcher', {
    name: watcherName,
    methods: { RegisterStatusNotifierItem: ['s', '', [], []] },
    properties: { IsStatusNotifierHostRegistered: { type: 'b', access: 'read' } },
    signals: { StatusNotifierHostRegistered: [''] },
  });
  return watcher;
}

export interface PassingTray {
  /** It goes, and the desktop has no tray: a window that waits in it comes up. */
  readonly leave: () => Promise<void>;
}

/** Shows icons until it leaves; undefined where the desktop has a tray that stays. */
export async function standInTray(busAddress: string): Promise<PassingTray | undefined> {
  const bus = openPeer(busAddress);
  const watcher = exportWatcher(bus);
  if ((await bus.requestName(watcherName, doNotQueue)) !== nowOwner) {
    await bus.close();
    return undefined;
  }
  return {
    async leave() {
      // Whoever asks in between hears no late yes; whatever came before is answered when the name is given back.
      watcher.IsStatusNotifierHostRegistered = false;
      await bus.releaseName(watcherName);
      await bus.close();
    },
  };
}
