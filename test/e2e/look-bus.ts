// The test is the part of XFCE that says which colours the desktop has. Protocols: org.freedesktop.portal.Settings and org.xfce.Xfconf.
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { callOn, doNotQueue, nowOwner, openPeer, type MessageBus } from './bus-peer';
import { portalName } from './portal-bus';

const xfconfName = 'org.xfce.Xfconf';

type Channel = Record<string, boolean | number | string>;

const variant = (value: boolean | number | string) =>
  [typeof value === 'boolean' ? 'b' : typeof value === 'number' ? 'i' : 's', value] as const;

/** A store of XFCE's settings. What it emits goes out as a signal. */
class Xfconf extends EventEmitter {
  readonly channels: Record<string, Channel> = { xsettings: {}, 'xfce4-panel': {} };
  GetAllProperties(channel: string, base: string) {
    const inside = Object.entries(this.channels[channel] ?? {}).filter(([key]) => key.startsWith(base));
    // As xfconfd does for a base without properties.
    if (inside.length === 0) throw Object.assign(new Error(base), { dbusName: `${xfconfName}.Error.PropertyNotFound` });
    return Object.fromEntries(inside);
  }
}

/** Where XFCE is installed, a call of an earlier test has started its own program on this private bus: that ends. */
async function takeName(bus: MessageBus, name: string): Promise<void> {
  const theBus = ['org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus'] as const;
  for (let tries = 0; (await bus.requestName(name, doNotQueue)) !== nowOwner; tries += 1) {
    if (tries === 20) throw new Error(`${name} is taken`);
    const pid = await Promise.resolve(callOn(bus, theBus, 'GetConnectionUnixProcessID', 's', [name])).catch(() => 0);
    if (typeof pid === 'number' && pid > 0 && tries === 0) process.kill(pid);
    await sleep(100);
  }
}

export interface XfceLook {
  /** Changes a setting as the settings of XFCE do. */
  set(channel: 'xsettings' | 'xfce4-panel', key: string, value: boolean | number | string): void;
  close(): Promise<void>;
}

/** Its portal has no preference, as that of GTK under XFCE. */
export async function becomeXfce(): Promise<XfceLook> {
  const bus = openPeer();
  const xfconf = new Xfconf();
  bus.exportInterface(xfconf, '/org/xfce/Xfconf', {
    name: xfconfName,
    methods: { GetAllProperties: ['ss', 'a{sv}', [], []] },
    signals: { PropertyChanged: ['ssv'] },
  });
  const settings = { ReadAll: () => ({ 'org.freedesktop.appearance': { 'color-scheme': 0 } }) };
  bus.exportInterface(settings, '/org/freedesktop/portal/desktop', {
    name: 'org.freedesktop.portal.Settings',
    methods: { ReadAll: ['as', 'a{sa{sv}}', [], []] },
  });
  for (const name of [portalName, xfconfName]) await takeName(bus, name);
  return {
    set(channel, key, value) {
      xfconf.channels[channel] = { ...xfconf.channels[channel], [key]: value };
      xfconf.emit('PropertyChanged', channel, key, variant(value));
    },
    async close() {
      for (const name of [portalName, xfconfName]) await bus.releaseName(name);
      await bus.close();
    },
  };
}
