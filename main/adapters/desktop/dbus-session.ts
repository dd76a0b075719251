// One connection to the session bus or the system's: its address, the replies to its calls, its signals. dbus-native only marshals, and bounds what peers send.
// Source: D-Bus Specification, "Server Addresses", "Message Protocol", "Message Bus Messages".
import { EventEmitter, once } from 'node:events';
import { createConnection, type NetConnectOpts, type Socket } from 'node:net';
import type { Message } from 'dbus-native';
import { messageBus, type BusSignal, type OpenSessionBus, type SessionBus } from '../../core/ports/session-bus';

/** No answer that Mayfly asks for comes near this size. Reading a larger message would keep the main process busy. */
const maxMessageSize = 1_048_576;

const type = { call: 1, error: 3, signal: 4 } as const;
const noReplyExpected = 1;

const busError = (name: string, message: string) =>
  Object.assign(new Error(message), { name: `org.freedesktop.DBus.Error.${name}` });
const disconnected = () => busError('Disconnected', 'the connection to the message bus is lost');
const silent = () => busError('NoReply', 'no answer');

/** The addresses of the environment; without one, where systemd puts the bus, as GDBus does. */
const busAddresses = (): readonly string[] =>
  (process.env['DBUS_SESSION_BUS_ADDRESS'] || `unix:path=${process.env['XDG_RUNTIME_DIR'] ?? ''}/bus`).split(';');

/** `unix:path=/run/user/1000/bus,guid=…`; values are percent-encoded. */
function endpointOf(address: string): NetConnectOpts {
  const [transport, pairs = ''] = address.split(':');
  const values = new Map(
    pairs.split(',').map((pair) => pair.split('=', 2).map(decodeURIComponent) as [string, string]),
  );
  const [path, abstract] = [values.get('path'), values.get('abstract')];
  if (transport === 'unix' && path !== undefined) return { path };
  if (transport === 'unix' && abstract !== undefined) return { path: `\0${abstract}` };
  if (transport === 'tcp') return { host: values.get('host') ?? 'localhost', port: Number(values.get('port')) };
  throw new Error(`no way to a message bus: ${transport}`);
}

/** Connects and authenticates within `answerMs`. */
async function connect(address: string, answerMs: number): Promise<Socket> {
  const { default: handshake } = await import('dbus-native/lib/handshake.js');
  const socket = createConnection(endpointOf(address));
  const timer = setTimeout(() => socket.destroy(silent()), answerMs);
  try {
    await once(socket, 'connect');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject).once('close', () => reject(disconnected()));
      handshake(socket, { authMethods: ['EXTERNAL', 'ANONYMOUS'] }, (error) => (error ? reject(error) : resolve()));
    });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Source: D-Bus Specification, "System message bus". */
const systemAddresses = (): readonly string[] =>
  (process.env['DBUS_SYSTEM_BUS_ADDRESS'] || 'unix:path=/var/run/dbus/system_bus_socket').split(';');

async function connectToFirst(addresses: readonly string[], answerMs: number): Promise<Socket> {
  let failed: unknown;
  for (const address of addresses) {
    try {
      return await connect(address, answerMs);
    } catch (error) {
      failed = error;
    }
  }
  throw failed instanceof Error && failed.name === silent().name ? failed : busError('NoServer', String(failed));
}

const openBus = async (addresses: readonly string[], answerMs: number): Promise<SessionBus> => {
  const { default: messages } = await import('dbus-native/lib/message.js');
  const socket = await connectToFirst(addresses, answerMs);
  const events = new EventEmitter<{ signal: [BusSignal]; lost: [] }>();
  const waiting = new Map<number, (answer: Message | Error) => void>();
  let ended = false;
  let lastSerial = 0;

  const end = () => {
    if (ended) return;
    ended = true;
    socket.destroy();
    for (const settle of waiting.values()) settle(disconnected());
    events.emit('lost');
  };
  const send = (message: Message): number => {
    if (ended) throw disconnected();
    lastSerial += 1;
    socket.write(messages.marshall({ ...message, serial: lastSerial }));
    return lastSerial;
  };
  const take = (message: Message) => {
    const { path = '', interface: interfaceName = '', member = '', body = [] } = message;
    // A reply of the same read reaches its caller in a microtask, and must reach it first.
    if (message.type === type.signal) setImmediate(() => events.emit('signal', { path, interfaceName, member, body }));
    else if (message.type !== type.call) waiting.get(message.replySerial ?? 0)?.(message);
    else if (((message.flags ?? 0) & noReplyExpected) === 0)
      send({
        type: type.error,
        ...(message.sender !== undefined && { destination: message.sender }),
        replySerial: message.serial ?? 0,
        errorName: 'org.freedesktop.DBus.Error.UnknownMethod',
      });
  };
  const call: SessionBus['call'] = ({ destination, path, interfaceName }, member, signature = '', body = []) =>
    new Promise((resolve, reject) => {
      const serial = send({
        type: type.call,
        destination,
        path,
        interface: interfaceName,
        member,
        signature,
        body: [...body],
      });
      const timer = setTimeout(() => settle(silent()), answerMs);
      const settle = (answer: Message | Error) => {
        clearTimeout(timer);
        waiting.delete(serial);
        if (answer instanceof Error) reject(answer);
        else if (answer.type === type.error)
          reject(Object.assign(new Error(String(answer.body?.[0])), { name: answer.errorName }));
        else resolve(answer.body ?? []);
      };
      waiting.set(serial, settle);
    });
  const close = () => {
    events.removeAllListeners();
    end();
  };

  socket.on('error', end).on('close', end);
  const takeOrEnd = (message: Message) => {
    try {
      take(message);
    } catch {
      end();
    }
  };
  messages.unmarshalMessages(socket, takeOrEnd, { maxMessageSize, plainValues: true }, end);
  const [ownName] = await call(messageBus, 'Hello').catch((error: unknown) => {
    close();
    throw error;
  });
  return {
    ownName: String(ownName),
    call,
    async listen(rule) {
      await call(messageBus, 'AddMatch', 's', [rule]);
    },
    onSignal: (heard) => void events.on('signal', heard),
    onLost: (lost) => void events.once('lost', lost),
    close,
  };
};

export const openSessionBus: OpenSessionBus = (answerMs) => openBus(busAddresses(), answerMs);

/** The system's bus, with the same answers and failures. */
export const openSystemBus: OpenSessionBus = (answerMs) => openBus(systemAddresses(), answerMs);
