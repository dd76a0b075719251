// One keep-alive connection: it tells the request that it is busy with what happens, and closes where nobody waits for what comes.
import { readSync } from 'node:fs';
import type { Socket } from 'node:net';
import { readInPlace, type Reader } from './read-in-place';

/** The request that a connection is busy with. Nothing more is called after `ended` or `failed`. */
export interface Exchange extends Reader {
  /** The server closed the connection. */
  ended(): void;
  failed(error: unknown): void;
  /** No byte in either direction for the time of `limitSilence`. */
  fellSilent(): void;
}

/** What a connection tells its pool. */
export interface Owner {
  idle(connection: Connection): void;
  closed(connection: Connection): void;
}

/** Longer than an answer that refuses a body. */
const mostLeftBytes = 65_536;

export class Connection {
  /** `undefined` while idle. */
  exchange: Exchange | undefined;
  /** True when it was given back before: the server may have closed it since. */
  reused = false;
  /** When its request got it, on the monotonic clock; for its pool. */
  takenAtMs: number | undefined;
  private silenceMs = 0;
  /** When the server closes it by its own words, on the monotonic clock. */
  private untilMs = Number.POSITIVE_INFINITY;

  /** `socket`: open, and encrypted where it must be. */
  constructor(
    readonly socket: Socket,
    private readonly owner: Owner,
  ) {
    const received = (bytes: Buffer) => {
      // Nobody has asked: the next request must not take it for its answer.
      if (this.exchange === undefined) socket.destroy();
      else this.exchange.received(bytes);
    };
    if (!readInPlace(socket, { room: () => this.exchange?.room(), received })) socket.on('data', received);
    socket.on('timeout', () => this.exchange?.fellSilent());
    socket.on('end', () => this.leave((exchange) => exchange.ended()));
    socket.on('error', (error) => this.leave((exchange) => exchange.failed(error)));
    socket.on('close', () => {
      this.leave((exchange) => exchange.ended());
      owner.closed(this);
    });
  }

  get isUsable(): boolean {
    const { destroyed, writable, readableEnded } = this.socket;
    return !destroyed && writable && !readableEnded && performance.now() < this.untilMs;
  }

  /** 0: no limit. */
  limitSilence(ms: number): void {
    if (ms === this.silenceMs) return;
    this.silenceMs = ms;
    this.socket.setTimeout(ms);
  }

  /** Gives it back, after a whole response or unused. `keepAlive`: the response's header of that name (`timeout=5`, in seconds). */
  release(keepAlive: string | undefined): void {
    // Nothing was asked.
    if (this.exchange === undefined) this.takenAtMs = undefined;
    this.exchange = undefined;
    this.reused = true;
    const seconds = keepAlive === undefined ? undefined : /\btimeout=(\d{1,6})\b/i.exec(keepAlive)?.[1];
    // A second less: a request on its way while the server closes would be lost.
    if (seconds !== undefined) this.untilMs = performance.now() + (Number(seconds) - 1) * 1_000;
    this.owner.idle(this);
  }

  /** Closes it without a word to the request. */
  drop(): void {
    this.exchange = undefined;
    this.socket.destroy();
  }

  /**
   * Reads what lies in the socket when a write has failed. A server that refuses a body early answers and resets the connection; Node closes it
   * when a write finds the reset, with the answer unread. Without effect on Windows and on encrypted connections, where the bytes cannot be had.
   */
  readLeft(): void {
    const { socket, exchange } = this;
    const { fd = -1 } = (socket as { readonly _handle?: { readonly fd?: number } | null })._handle ?? {};
    if (fd < 0 || 'encrypted' in socket) return;
    const bytes = Buffer.allocUnsafe(mostLeftBytes);
    try {
      const count = readSync(fd, bytes);
      if (count > 0) exchange?.received(bytes.subarray(0, count));
    } catch {
      // There is nothing.
    }
  }

  private leave(tell: (exchange: Exchange) => void): void {
    const { exchange } = this;
    this.drop();
    if (exchange !== undefined) tell(exchange);
  }
}
