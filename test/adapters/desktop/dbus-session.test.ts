// A bus that sends garbage, too much or nothing costs the connection to it, and neither freezes nor ends the process.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import messages from 'dbus-native/lib/message.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openSessionBus } from '../../../main/adapters/desktop/dbus-session';
import { messageBus } from '../../../main/core/ports/session-bus';
import { withProcessorMs } from '../../processor-time';

let folder = '';
let path = '';
let server: Server;
let peer: Socket | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mayfly bus-'));
  path = join(folder, 'a bus');
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', `unix:path=/nonexistent/bus;unix:path=${encodeURI(path)},guid=0`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  peer?.destroy();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A bus that lets everyone in and answers the first call, which is Hello. */
async function serve(at = path): Promise<void> {
  const hello = messages.marshall({ type: 2, serial: 1, replySerial: 1, signature: 's', body: [':1.7'] });
  server = createServer((socket) => {
    peer = socket
      .on('error', () => undefined)
      .on('data', (bytes) => {
        if (bytes.includes('AUTH EXTERNAL')) socket.write('OK 0123456789abcdef\r\n');
        if (bytes.includes('BEGIN\r\n')) socket.write(hello);
      });
  });
  await once(server.listen(at), 'listening');
}

const said = (signature: string, body: unknown[]): Buffer =>
  messages.marshall({ type: 4, serial: 9, path: '/x', interface: 'a.b', member: 'Said', signature, body });

/** The message with another number at a place of its header, or counted from its end. */
function withNumber(message: Buffer, at: number, value: number): Buffer {
  message.writeUInt32LE(value, at < 0 ? message.length + at : at);
  return message;
}
const [bodyLength, fieldsLength] = [4, 12];

function nestedVariants(count: number): Buffer {
  const body = Buffer.alloc(3 * count, Buffer.from([1, 'v'.charCodeAt(0), 0]));
  const head = said('v', [['y', 1]]).subarray(0, -4);
  return withNumber(Buffer.concat([head, body]), bodyLength, body.length);
}

describe.runIf(process.platform === 'linux')('the session bus', () => {
  test.each<readonly [string, Buffer]>([
    ['no D-Bus at all', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['a body of 4 GB', withNumber(said('u', [1]), bodyLength, 0xff_ff_ff_f0)],
    ['header fields of 4 GB', withNumber(said('u', [1]), fieldsLength, 0xff_ff_ff_f0)],
    ['an array that runs past its end', withNumber(said('ai', [[7]]), -8, 1 << 16)],
    ['a string that runs past its end', withNumber(said('u', [1]), -4, 5_000)],
    ['300,000 variants in each other', nestedVariants(300_000)],
    ['a good message of 8 MB', said('ab', [Array.from({ length: 2_000_000 }, () => true)])],
  ])('that sends %s is left', async (what, bytes) => {
    if (what.startsWith('a string')) bytes.write('s', bytes.indexOf('\u0001u\0') + 1);
    await serve();
    const bus = await openSessionBus(5_000);
    const lost = new Promise<void>((resolve) => {
      bus.onLost(resolve);
    });
    const asked = bus.call(messageBus, 'GetId').catch((error: unknown) => error);
    const [, readMs] = await withProcessorMs(async () => {
      peer?.write(bytes);
      await lost;
    });
    expect(await asked).toMatchObject({ name: 'org.freedesktop.DBus.Error.Disconnected' });
    expect(readMs).toBeLessThan(2_000);
    await expect(bus.call(messageBus, 'GetId')).rejects.toMatchObject({ name: /Disconnected/ });
  });

  test('is found at an abstract address, and where systemd puts it when no address is told', async () => {
    const name = `/tmp/mayfly-${process.pid}`;
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', `unix:abstract=${name},guid=0`);
    await serve(`\0${name}`);
    const abstract = await openSessionBus(5_000);
    abstract.close();
    server.close();
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', '');
    vi.stubEnv('XDG_RUNTIME_DIR', folder);
    await serve(join(folder, 'bus'));
    const usual = await openSessionBus(5_000);
    usual.close();
    expect([abstract.ownName, usual.ownName]).toEqual([':1.7', ':1.7']);
  });

  test('hears that a method which somebody calls here does not exist', async () => {
    await serve();
    const bus = await openSessionBus(5_000);
    const call = { type: 1, serial: 5, path: '/x', interface: 'a.b', member: 'Do', sender: ':1.9' };
    const answered = once(peer as Socket, 'data');
    peer?.write(messages.marshall(call));
    expect(String(await answered)).toContain('org.freedesktop.DBus.Error.UnknownMethod');
    bus.close();
  });

  test('that says nothing is given up, and a call for something nobody answers too', async () => {
    server = createServer((socket) => void (peer = socket));
    await once(server.listen(path), 'listening');
    await expect(openSessionBus(200)).rejects.toMatchObject({ name: 'org.freedesktop.DBus.Error.NoReply' });
    server.close();
    await serve();
    const bus = await openSessionBus(200);
    expect(bus.ownName).toBe(':1.7');
    await expect(bus.call(messageBus, 'GetId')).rejects.toMatchObject({ name: 'org.freedesktop.DBus.Error.NoReply' });
    bus.close();
  });
});
