// Electron does not say whether a Linux desktop shows tray icons, and registers with it only once. Asking the desktop
// itself answers both: is there a tray now, and when to register anew.
// Protocol: freedesktop.org StatusNotifierItem, "StatusNotifierWatcher".
import { Message, sessionBus, type MessageBus } from 'dbus-next';

const watcher = 'org.kde.StatusNotifierWatcher';
const busName = 'org.freedesktop.DBus';

/** A message bus that does not answer must not keep the app from starting. */
const answerLimitMs = 2_000;

async function ask(bus: MessageBus, message: ConstructorParameters<typeof Message>[0]): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the message bus does not answer')), answerLimitMs);
  });
  try {
    const reply = await Promise.race([bus.call(new Message(message)), limit]);
    return reply?.body[0] as unknown;
  } finally {
    clearTimeout(timer);
  }
}

const hostIsRegistered = async (bus: MessageBus): Promise<boolean> => {
  try {
    const value = await ask(bus, {
      destination: watcher,
      path: '/StatusNotifierWatcher',
      interface: `${busName}.Properties`,
      member: 'Get',
      signature: 'ss',
      body: [watcher, 'IsStatusNotifierHostRegistered'],
    });
    return (value as { readonly value?: unknown } | undefined)?.value === true;
  } catch {
    return false;
  }
};

const listen = (bus: MessageBus, rule: string) =>
  ask(bus, {
    destination: busName,
    path: '/org/freedesktop/DBus',
    interface: busName,
    member: 'AddMatch',
    signature: 's',
    body: [rule],
  });

export interface TrayHostWatch {
  stop(): void;
}

/**
 * Tells `onChange` whether the desktop shows tray icons: once before this resolves, and again whenever the tray comes, goes or
 * restarts, so `true` twice in a row means: register again. Without a message bus there is no tray.
 */
export async function watchTrayHost(onChange: (present: boolean) => void): Promise<TrayHostWatch> {
  const nothing: TrayHostWatch = { stop: () => undefined };
  let bus: MessageBus | undefined;
  try {
    bus = sessionBus();
    const connection = bus;
    await new Promise<void>((resolve, reject) => {
      connection.once('connect', () => resolve());
      connection.once('error', reject);
    });
    connection.on('error', () => onChange(false));
    connection.on('message', (message) => {
      const changed =
        (message.member === 'NameOwnerChanged' && message.body[0] === watcher) ||
        (message.member === 'StatusNotifierHostRegistered' && message.interface === watcher);
      if (changed) void hostIsRegistered(connection).then(onChange);
    });
    await listen(connection, `type='signal',sender='${busName}',member='NameOwnerChanged',arg0='${watcher}'`);
    await listen(connection, `type='signal',interface='${watcher}',member='StatusNotifierHostRegistered'`);
    onChange(await hostIsRegistered(connection));
    return { stop: () => connection.disconnect() };
  } catch {
    bus?.on('error', () => undefined);
    onChange(false);
    return nothing;
  }
}
