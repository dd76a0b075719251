// Connections that have shown no valid signature hold places that somebody else needs: there are few of them, and the oldest make room.

import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface UnsignedSockets {
  /** What came on this connection was signed by us: it stays as long as it likes. */
  signed(socket: Socket): void;
}

/** Lets at most `most` connections of `server` be open that have proven nothing; with one more, the one that had the longest time goes. */
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
