// What a desktop shows of a notification, and which presses come back, on a real bus with a server of the test's own.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNotificationServer } from '../../main/adapters/desktop/notification-server';
import { doNotQueue, openPeer, type MessageBus } from '../e2e/bus-peer';
import { exportNotifications, notificationsName, type NotificationServer } from '../e2e/notification-bus';

const sender = { name: 'Mayfly', icon: 'mayfly', desktopEntry: 'app.mayfly.Mayfly' };

let bus: MessageBus;
let desktop: NotificationServer;

beforeEach(async () => {
  bus = openPeer();
  desktop = exportNotifications(bus);
  await bus.requestName(notificationsName, doNotQueue);
});
afterEach(async () => {
  await bus.releaseName(notificationsName).catch(() => undefined);
  await bus.close();
});

const pressed: string[] = [];
const notification = (body: string) => ({
  title: 'Link copied',
  body,
  actions: [
    { key: 'default', label: 'Show' },
    { key: 'copy-again', label: 'Copy again' },
  ],
  onAction: (key: string) => void pressed.push(`${body}: ${key}`),
});

test('buttons and markup go to a server that has them, and a press comes back to its own notification once', async () => {
  const server = createNotificationServer(sender);
  expect(await server.show(notification('<b>a & b</b>'))).toBe(true);
  expect(await server.show(notification('second'))).toBe(true);
  expect(desktop.seen).toEqual([
    {
      id: 1,
      summary: 'Link copied',
      body: '&lt;b&gt;a &amp; b&lt;/b&gt;',
      actions: { default: 'Show', 'copy-again': 'Copy again' },
      from: 'app.mayfly.Mayfly',
    },
    expect.objectContaining({ id: 2, body: 'second' }),
  ]);
  desktop.emit('ActionInvoked', 99, 'copy-again');
  desktop.emit('ActionInvoked', 2, 'copy-again');
  desktop.emit('ActionInvoked', 2, 'copy-again');
  desktop.emit('NotificationClosed', 1, 2);
  desktop.emit('ActionInvoked', 1, 'default');
  await expect.poll(() => pressed).toEqual(['second: copy-again']);

  // A server that can do less is asked for less: no buttons nobody sees, no entities for a plain text.
  desktop.capabilities = ['body'];
  expect(await server.show(notification('<b>plain</b>'))).toBe(true);
  expect(desktop.seen[2]).toMatchObject({ body: '<b>plain</b>', actions: {} });
});

test('without a server nothing is shown here, and it is found when it comes', async () => {
  const server = createNotificationServer(sender);
  await bus.releaseName(notificationsName);
  expect(await server.show(notification('lost'))).toBe(false);
  await bus.requestName(notificationsName, doNotQueue);
  expect(await server.show(notification('found'))).toBe(true);
});

test('a session without a server keeps one connection of Mayfly, however often something is to be shown', async () => {
  const server = createNotificationServer(sender);
  await bus.releaseName(notificationsName);
  const connections = async () => (await bus.listNames()).filter((name) => name.startsWith(':')).length;
  await server.show(notification('first'));
  const before = await connections();
  for (let shown = 0; shown < 3; shown += 1) await server.show(notification('again'));
  expect(await connections()).toBe(before);
});

test('a press that arrives together with the answer is not lost', async () => {
  const server = createNotificationServer(sender);
  const showing = server.show(notification('at once'));
  while (desktop.seen.length === 0) await new Promise((resolve) => void setImmediate(resolve));
  desktop.emit('ActionInvoked', 1, 'default');
  // Both are here before either is read, as in a process that was busy.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  expect(await showing).toBe(true);
  await expect.poll(() => pressed).toContain('at once: default');
});
