// Limits the connections of guests: their own number, of all network addresses together, so that they never take a connection of the owner's.

import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { UnsignedSockets } from './unsigned-sockets';

export interface GuestLimits {
  /** Connections of all guests. One more is closed. */
  readonly most: number;
  /** Connections of one remote address. One more is closed. A browser opens six. */
  readonly mostOfOne: number;
  /** Connections on which nothing was authenticated yet. One more closes the oldest of them. */
  readonly mostUnsigned: number;
  /** The same, of one remote address. One more is closed. */
  readonly mostUnsignedOfOne: number;
  /** Connections of this computer itself, which asks for many links at once whether they open; not counted above. One more is closed. */
  readonly mostOwn: number;
}

const guestLimits: GuestLimits = {
  most: 256,
  mostOfOne: 32,
  mostUnsigned: 64,
  mostUnsignedOfOne: 16,
  mostOwn: 256,
};

interface Remote {
  readonly sockets: Set<Socket>;
  unsigned: number;
}

/** The connections of all servers on network addresses. */
export class GuestSockets {
  readonly #limits: GuestLimits;
  readonly #remotes = new Map<string, Remote>();
  readonly #unsigned = new Map<Socket, Remote>();
  #count = 0;
  #ownCount = 0;

  constructor(limits: GuestLimits = guestLimits) {
    this.#limits = limits;
  }

  /** Counts the connections of `server` from now on. */
  watch(server: Server): UnsignedSockets {
    server.on('connection', (socket: Socket) => this.#take(socket));
    return { signed: (socket) => this.#leaveUnsigned(socket) };
  }

  #take(socket: Socket): void {
    const { remoteAddress, localAddress } = socket;
    if (remoteAddress !== undefined && remoteAddress === localAddress) {
      this.#takeOwn(socket);
      return;
    }
    const remote = this.#remotes.get(remoteAddress ?? '') ?? { sockets: new Set(), unsigned: 0 };
    const { most, mostOfOne, mostUnsigned, mostUnsignedOfOne } = this.#limits;
    const isFull = this.#count >= most || remote.sockets.size >= mostOfOne || remote.unsigned >= mostUnsignedOfOne;
    // Without an address it has ended already.
    if (isFull || remoteAddress === undefined) {
      socket.destroy();
      return;
    }
    this.#count += 1;
    this.#remotes.set(remoteAddress, remote);
    remote.sockets.add(socket);
    remote.unsigned += 1;
    this.#unsigned.set(socket, remote);
    socket.once('close', () => {
      this.#count -= 1;
      this.#leaveUnsigned(socket);
      remote.sockets.delete(socket);
      if (remote.sockets.size === 0) this.#remotes.delete(remoteAddress);
    });
    const [oldest] = this.#unsigned.keys();
    if (this.#unsigned.size > mostUnsigned) oldest?.destroy();
  }

  /** A connection from an address to itself never leaves the computer. */
  #takeOwn(socket: Socket): void {
    if (this.#ownCount >= this.#limits.mostOwn) {
      socket.destroy();
      return;
    }
    this.#ownCount += 1;
    socket.once('close', () => (this.#ownCount -= 1));
  }

  #leaveUnsigned(socket: Socket): void {
    const remote = this.#unsigned.get(socket);
    if (remote === undefined) return;
    this.#unsigned.delete(socket);
    remote.unsigned -= 1;
  }
}
