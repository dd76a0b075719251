// The name of the Wi-Fi, as NetworkManager says it on a real message bus.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ssidInSummary, wifiName } from '../../main/adapters/desktop/wifi-name';
import { openBareBus, type BareBus } from '../e2e/bare-bus';
import { doNotQueue, openPeer, type MessageBus } from '../e2e/bus-peer';

const manager = 'org.freedesktop.NetworkManager';
const root = '/org/freedesktop/NetworkManager';

let folder = '';
let system: BareBus;
let peer: MessageBus | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-wifi-'));
  system = await openBareBus(folder);
  vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', system.address);
  // No program tells it either.
  vi.stubEnv('PATH', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await peer?.close();
  peer = undefined;
  system.close();
  await rm(folder, { recursive: true, force: true });
});

type Connection = readonly [type: string, ssid: Uint8Array];

/** The test is NetworkManager with these connections. */
async function becomeNetworkManager(connections: readonly Connection[]): Promise<void> {
  const bus = openPeer(system.address);
  peer = bus;
  const serve = (path: string, name: string, values: object, properties: Readonly<Record<string, string>>) =>
    bus.exportInterface(values, path, { name, properties });
  const ActiveConnections = connections.map((_, at) => `${root}/ActiveConnection/${at}`);
  serve(root, manager, { ActiveConnections }, { ActiveConnections: 'ao' });
  for (const [at, [Type, ssid]] of connections.entries()) {
    const [path, SpecificObject] = [ActiveConnections[at] ?? '', `${root}/AccessPoint/${at}`];
    serve(path, `${manager}.Connection.Active`, { Type, SpecificObject }, { Type: 's', SpecificObject: 'o' });
    serve(SpecificObject, `${manager}.AccessPoint`, { Ssid: Buffer.from(ssid) }, { Ssid: 'ay' });
  }
  await bus.requestName(manager, doNotQueue);
}

const wifi = (name: string): Connection => ['802-11-wireless', Buffer.from(name)];

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test.each<readonly [string, readonly Connection[], string | undefined]>([
    ['beside a cable', [['802-3-ethernet', Buffer.from('no')], wifi('Wren & Sons 와이파이')], 'Wren & Sons 와이파이'],
    ['in none', [['802-3-ethernet', Buffer.from('no')]], undefined],
    ['whose name is no text', [['802-11-wireless', Uint8Array.of(0xff, 0xfe)]], undefined],
    ['whose name is longer than one can be', [wifi('x'.repeat(33))], undefined],
  ])('a computer %s', async (_what, connections, name) => {
    await becomeNetworkManager(connections);
    expect(await wifiName()).toBe(name);
  });

  test('a system bus without a manager, one that says nothing, and none tell no name in time', async () => {
    const startedMs = Date.now();
    expect(await wifiName()).toBeUndefined();
    const silent = createServer(() => undefined).listen(join(folder, 'silent'));
    vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', `unix:path=${join(folder, 'silent')}`);
    expect(await wifiName()).toBeUndefined();
    silent.close();
    vi.stubEnv('DBUS_SYSTEM_BUS_ADDRESS', `unix:path=${join(folder, 'none')}`);
    expect(await wifiName()).toBeUndefined();
    expect(Date.now() - startedMs).toBeLessThan(10_000);
  });
});

test.each([
  ['  BSSID : <redacted>\n  SSID : Wren & Sons\n  Security : WPA2', 'Wren & Sons'],
  ['  BSSID : <redacted>\n  SSID : <redacted>\n', undefined],
  ['  BSSID : 00:11:22:33:44:55\n', undefined],
])('the summary of macOS %j', (summary, name) => {
  expect(ssidInSummary(summary)).toBe(name);
});
