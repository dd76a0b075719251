// Whether the desktop shows tray icons, as a real message bus tells it.
import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSessionBus } from '../../main/adapters/desktop/dbus-session';
import { watchTrayHost } from '../../main/shell/tray/tray-host';
import { openBareBus, type BareBus } from '../e2e/bare-bus';
import { doNotQueue, openPeer } from '../e2e/bus-peer';
import { exportWatcher, watcherName } from '../e2e/tray-bus';

let folder = '';
let session: BareBus;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly-tray-'));
  session = await openBareBus(folder);
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', session.address);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  session.close();
  await rm(folder, { recursive: true, force: true });
});

test('the tray is told when it comes, restarts and goes, and goes with its bus', async () => {
  const heard: boolean[] = [];
  const host = await watchTrayHost(openSessionBus, (present) => void heard.push(present));
  expect(heard).toEqual([false]);
  const panel = openPeer(session.address);
  panel.connection.on('error', () => undefined);
  const watcher = exportWatcher(panel);
  await panel.requestName(watcherName, doNotQueue);
  await expect.poll(() => heard).toEqual([false, true]);
  watcher.emit('StatusNotifierHostRegistered');
  await expect.poll(() => heard).toEqual([false, true, true]);
  await panel.releaseName(watcherName);
  await expect.poll(() => heard).toEqual([false, true, true, false]);
  session.close();
  await expect.poll(() => heard).toEqual([false, true, true, false, false]);
  host.stop();
});
