// Whether a guest fetches or sends something now that the owner has signed for: the computer is not to sleep in the middle of it. What nobody has signed
// counts for nothing, so requests without a signature keep no computer awake.

import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Told at the first request of several at once, and when the last one has ended. */
export type OnGuestsBusy = (isBusy: boolean) => void;

export class GuestWork {
  readonly #busy = new Set<Socket>();
  readonly #told: OnGuestsBusy;

  constructor(told: OnGuestsBusy) {
    this.#told = told;
  }

  /** Ends with each answer of `server`; a connection has one request at a time (http-server.ts). */
  watch(server: Server): void {
    server.on('request', ({ socket }, response) => {
      response.once('close', () => this.#end(socket));
    });
    server.on('checkContinue', ({ socket }, response) => {
      response.once('close', () => this.#end(socket));
    });
  }

  /** A request on this connection has proven that the owner signed for it. */
  begin(socket: Socket): void {
    if (this.#busy.size === 0) this.#told(true);
    this.#busy.add(socket);
  }

  #end(socket: Socket): void {
    if (this.#busy.delete(socket) && this.#busy.size === 0) this.#told(false);
  }
}
