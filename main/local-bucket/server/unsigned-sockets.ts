// Limits the connections without a valid signature, so that they do not keep authenticated clients out.

import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface UnsignedSockets {
  /** A request on this connection was authenticated: the limit does not close it any more. */
  signed(socket: Socket): void;
}

/** Allows `most` unauthenticated connections of `server`; one more closes the oldest of them. */
export function boundUnsigned(server: Server, most: number): UnsignedSockets {
  const unsigned = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unsigned.add(socket);
    socket.once('close', () => unsigned.delete(socket));
    const [oldest] = unsigned;
    if (unsigned.size > most) oldest?.destroy();
  });
  return { signed: (socket) => void unsigned.delete(socket) };
}
