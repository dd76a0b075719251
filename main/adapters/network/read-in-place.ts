// Connections that read straight into memory of their reader: Node makes new memory for each 64 KiB otherwise, which costs as much as the bytes.
import type { OnReadOpts, Socket } from 'node:net';

export interface Reader {
  /** Where the next bytes are wanted; `undefined`: anywhere. */
  room(): Uint8Array | undefined;
  /** The bytes that came: in the beginning of the room that was asked for last, or in memory of their own. */
  received(bytes: Buffer): void;
}

/** Of all connections of a thread: what was read into it is copied before anything else is read. */
const shared = Buffer.allocUnsafeSlow(65_536);
const readers = new WeakMap<Socket, { reader: Reader | undefined }>();

/** Of `net.connect` and `tls.connect`; the latter takes no notice of it over another socket. */
type ByReading<Options, Kind extends Socket> = (options: Options & { readonly onread: OnReadOpts }) => Kind;

/** As `connect`; what comes is for the reader of `readInPlace` alone, and `data` is never emitted. */
export function connectInPlace<Options, Kind extends Socket>(
  connect: ByReading<Options, Kind>,
  options: Options,
): Kind {
  const held: { reader: Reader | undefined } = { reader: undefined };
  const socket = connect({
    ...options,
    onread: {
      buffer: () => held.reader?.room() ?? shared,
      callback(count, memory) {
        const bytes = Buffer.from(memory.buffer, memory.byteOffset, count);
        // Nobody has asked.
        if (held.reader === undefined) socket.destroy();
        else held.reader.received(memory === shared ? Buffer.from(bytes) : bytes);
        return true;
      },
    },
  });
  readers.set(socket, held);
  return socket;
}

/** False for a socket of another kind, which emits `data`. */
export function readInPlace(socket: Socket, reader: Reader): boolean {
  const held = readers.get(socket);
  if (held !== undefined) held.reader = reader;
  return held !== undefined;
}
