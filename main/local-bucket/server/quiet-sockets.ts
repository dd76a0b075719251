// Ends connections on which nothing is asked without a byte: a browser that opened one in advance takes whatever comes there as the answer
// to its next request.

import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Closes a connection whose time is over, once it was looked at for a request that had arrived by then: timers run before sockets are read, and closing
 * one with unread bytes resets it.
 */
export function closeIfQuiet(socket: Socket): void {
  const { bytesRead, bytesWritten } = socket;
  setImmediate(() => {
    if (socket.bytesRead === bytesRead && socket.bytesWritten === bytesWritten) socket.destroy();
  });
}

/** For what Node would end at once: connections that are kept after an answer, and those on which nothing moves. */
export function closeQuietSockets(server: Server): void {
  server.on('timeout', closeIfQuiet);
}
