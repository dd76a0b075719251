// The name of the Wi-Fi that this computer is in, where the system tells it to a program that asks for no permission. Windows 11 asks the
// person for the location first, so it is not asked there; macOS 15.6 and later answer `<redacted>`.
import { execFile } from 'node:child_process';
import type { WifiName } from '../../core/ports/desktop';
import type { BusObject, SessionBus } from '../../core/ports/session-bus';
import { ownEnvironment } from './child-environment';
import { openSystemBus } from './dbus-session';

/** The name stands beside a code that is on the screen already: a system that takes longer tells none. */
const answerMs = 1_000;
const mostConnections = 16;
/** IEEE 802.11-2020, section 9.4.2.2. */
const mostBytes = 32;

const manager = 'org.freedesktop.NetworkManager';

/** Absent for what is no name: empty, too long, or no UTF-8. */
function nameOf(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0 || bytes.length > mostBytes) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const propertyOf = async (bus: SessionBus, path: string, face: string, name: string): Promise<unknown> => {
  const object: BusObject = { destination: manager, path, interfaceName: 'org.freedesktop.DBus.Properties' };
  const [value] = await bus.call(object, 'Get', 'ss', [face, name]);
  return value;
};

/** Source: the D-Bus API of NetworkManager, "Connection.Active" and "AccessPoint". */
async function fromNetworkManager(bus: SessionBus): Promise<string | undefined> {
  const active = await propertyOf(bus, '/org/freedesktop/NetworkManager', manager, 'ActiveConnections');
  for (const path of (active as readonly unknown[]).slice(0, mostConnections).map(String)) {
    const face = `${manager}.Connection.Active`;
    if ((await propertyOf(bus, path, face, 'Type')) !== '802-11-wireless') continue;
    const accessPoint = String(await propertyOf(bus, path, face, 'SpecificObject'));
    const ssid = await propertyOf(bus, accessPoint, `${manager}.AccessPoint`, 'Ssid');
    const name = nameOf(Uint8Array.from(ssid as Iterable<number>));
    if (name !== undefined) return name;
  }
  return undefined;
}

async function overTheBus(): Promise<string | undefined> {
  const bus = await openSystemBus(answerMs);
  try {
    return await fromNetworkManager(bus);
  } finally {
    bus.close();
  }
}

const printed = (program: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: answerMs, env: ownEnvironment() }, (error, stdout) =>
      resolve(error === null ? stdout : ''),
    );
  });

/** What `ipconfig getsummary` prints of the interface of the Wi-Fi. */
export const ssidInSummary = (summary: string): string | undefined => {
  const name = /^\s+SSID : (.+)$/m.exec(summary)?.[1];
  return name === undefined || name === '<redacted>' ? undefined : nameOf(Buffer.from(name));
};

async function onLinux(): Promise<string | undefined> {
  const told = await overTheBus().catch(() => undefined);
  // Without NetworkManager the kernel tells it (iwd, wpa_supplicant).
  return told ?? nameOf(Buffer.from((await printed('iwgetid', ['--raw'])).replace(/\n$/, '')));
}

const ofSystem: Partial<Record<NodeJS.Platform, WifiName>> = {
  linux: onLinux,
  darwin: async () => ssidInSummary(await printed('/usr/sbin/ipconfig', ['getsummary', 'en0'])),
};

/** Never rejects, and takes a second for each of the two ways at most. */
export const wifiName: WifiName = async () => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, 2 * answerMs, undefined);
  });
  const asked = Promise.resolve(ofSystem[process.platform]?.()).catch(() => undefined);
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
};
