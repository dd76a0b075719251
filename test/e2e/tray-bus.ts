// The test is the desktop's tray, for a whole test or only until the driver has come. Protocol: StatusNotifierWatcher
// (freedesktop.org).
import { interface as dbusInterface, sessionBus } from 'dbus-next';

export const watcherName = 'org.kde.StatusNotifierWatcher';
export const watcherPath = '/StatusNotifierWatcher';
export const doNotQueue = 4;
export const nowOwner = 1;

export class Watcher extends dbusInterface.Interface {
  hostPresent = true;
  constructor() {
    super(watcherName);
  }
  /** Only acknowledges; who called is read from the message, because the argument takes several forms. */
  RegisterStatusNotifierItem(_item: string): void {}
  get IsStatusNotifierHostRegistered(): boolean {
    return this.hostPresent;
  }
  StatusNotifierHostRegistered(): void {}
}
Watcher.configureMembers({
  methods: { RegisterStatusNotifierItem: { inSignature: 's' } },
  properties: { IsStatusNotifierHostRegistered: { signature: 'b', access: 'read' } },
  signals: { StatusNotifierHostRegistered: { signature: '' } },
});

export interface PassingTray {
  /** It goes, and the desktop has no tray: a window that waits in it comes up. */
  readonly leave: () => Promise<void>;
}

/** Shows icons until it leaves; undefined where the desktop has a tray that stays. */
export async function standInTray(busAddress: string): Promise<PassingTray | undefined> {
  const bus = sessionBus({ busAddress });
  const watcher = new Watcher();
  bus.export(watcherPath, watcher);
  if ((await bus.requestName(watcherName, doNotQueue)) !== nowOwner) {
    bus.disconnect();
    return undefined;
  }
  return {
    async leave() {
      // Whoever asks in between hears no late yes; whatever came before is answered when the name is given back.
      watcher.hostPresent = false;
      await bus.releaseName(watcherName);
      bus.disconnect();
    },
  };
}
