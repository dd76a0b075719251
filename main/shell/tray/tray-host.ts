// Electron does not say whether a Linux desktop shows tray icons, and registers with it only once. The message bus answers both: whether there is
// a tray now, and when to register anew. Protocol: freedesktop.org StatusNotifierItem, "StatusNotifierWatcher".
import { messageBus, type OpenSessionBus, type SessionBus } from '../../core/ports/session-bus';

const watcher = 'org.kde.StatusNotifierWatcher';
const properties = {
  destination: watcher,
  path: '/StatusNotifierWatcher',
  interfaceName: 'org.freedesktop.DBus.Properties',
};

/** A message bus that does not answer must not keep the app from starting. */
const answerMs = 2_000;

const hostIsRegistered = (bus: SessionBus): Promise<boolean> =>
  bus.call(properties, 'Get', 'ss', [watcher, 'IsStatusNotifierHostRegistered']).then(
    ([registered]) => registered === true,
    () => false,
  );

export interface TrayHostWatch {
  stop(): void;
}

/**
 * Tells `onChange` whether the desktop shows tray icons: once before this resolves, and again whenever the tray comes, goes or
 * restarts, so `true` twice in a row means: register again. Without a message bus there is no tray.
 */
export async function watchTrayHost(
  openSessionBus: OpenSessionBus,
  onChange: (present: boolean) => void,
): Promise<TrayHostWatch> {
  let bus: SessionBus | undefined;
  try {
    const opened = await openSessionBus(answerMs);
    bus = opened;
    opened.onLost(() => onChange(false));
    opened.onSignal(({ interfaceName, member, body }) => {
      const changed =
        (member === 'NameOwnerChanged' && body[0] === watcher) ||
        (member === 'StatusNotifierHostRegistered' && interfaceName === watcher);
      if (changed) void hostIsRegistered(opened).then(onChange);
    });
    const { destination } = messageBus;
    await opened.listen(`type='signal',sender='${destination}',member='NameOwnerChanged',arg0='${watcher}'`);
    await opened.listen(`type='signal',interface='${watcher}',member='StatusNotifierHostRegistered'`);
    onChange(await hostIsRegistered(opened));
    return { stop: () => opened.close() };
  } catch {
    bus?.close();
    onChange(false);
    return { stop: () => undefined };
  }
}
