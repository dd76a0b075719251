// The keep-alive connections to servers: the most recently used one first, as many as allowed, a queue where all are busy.
import type { Socket } from 'node:net';
import { Connection, type Owner } from './connection';
import { WorthwhileConnections } from './worthwhile-connections';

/** The beginning of a URL. */
export interface Server {
  readonly secure: boolean;
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string;
  readonly port: number;
  /** As the `Host` header has it: without the scheme's usual port. */
  readonly host: string;
}

/**
 * Opens a connection, for https an encrypted one to a server whose certificate is trusted. When the signal is aborted it rejects, and closes
 * what it has opened. `reached`: called once the server has answered, where that is known before the connection is open.
 */
export type Open = (server: Server, signal: AbortSignal, reached?: () => void) => Promise<Socket>;

/** Exactly one of both is called, and none after `Waiting.cancel`. */
export interface Wanting {
  readonly take: (connection: Connection) => void;
  readonly fail: (error: unknown) => void;
}

/** A request without a connection. */
export interface Waiting {
  cancel(): void;
}

const closed = () => Object.assign(new Error('The connection was closed.'), { code: 'ECONNRESET' });

/** The connections to one server. */
class ServerPool implements Owner {
  private readonly all = new Set<Connection>();
  private readonly free: Connection[] = [];
  /** The oldest first, as in the queue. */
  private readonly opening = new Set<AbortController>();
  private readonly queue: Wanting[] = [];
  private readonly worthwhile: WorthwhileConnections;

  constructor(
    private readonly server: Server,
    private readonly open: Open,
    mostConnections: number,
  ) {
    this.worthwhile = new WorthwhileConnections(server.secure, mostConnections, () => this.openMore());
  }

  acquire(wanting: Wanting, fresh: boolean): Waiting | undefined {
    if (fresh) for (const connection of this.free.splice(0)) connection.drop();
    for (let connection = this.free.pop(); connection !== undefined; connection = this.free.pop()) {
      if (connection.isUsable) {
        connection.socket.ref();
        this.give(connection, wanting);
        return undefined;
      }
      connection.drop();
    }
    this.queue.push(wanting);
    this.openMore();
    return { cancel: () => this.cancel(wanting) };
  }

  idle(connection: Connection): void {
    if (connection.takenAtMs !== undefined) this.worthwhile.answered(performance.now() - connection.takenAtMs);
    connection.takenAtMs = undefined;
    const next = connection.isUsable ? this.queue.shift() : undefined;
    if (next !== undefined) this.give(connection, next);
    else if (!connection.isUsable) connection.drop();
    else {
      this.free.push(connection);
      // An idle connection alone keeps no process alive.
      connection.socket.unref();
    }
  }

  closed(connection: Connection): void {
    this.all.delete(connection);
    const at = this.free.indexOf(connection);
    if (at !== -1) this.free.splice(at, 1);
    this.openMore();
  }

  close(): void {
    for (const waiting of this.queue.splice(0)) waiting.fail(closed());
    for (const opening of this.opening) opening.abort();
    for (const { socket } of this.all) socket.destroy();
  }

  private give(connection: Connection, to: Wanting): void {
    connection.takenAtMs = performance.now();
    to.take(connection);
  }

  private cancel(wanting: Wanting): void {
    const at = this.queue.indexOf(wanting);
    if (at === -1) return;
    this.queue.splice(at, 1);
    const [oldest] = this.opening;
    if (this.opening.size > this.queue.length) oldest?.abort();
  }

  /**
   * One for each request that waits, as long as more pay. It goes to the first of them, and they take what becomes idle meanwhile: a request may
   * be over before a handshake is.
   */
  private openMore(): void {
    while (this.opening.size < this.queue.length && this.all.size + this.opening.size < this.worthwhile.now)
      this.openOne();
    if (this.opening.size < this.queue.length) this.worthwhile.waiting(() => this.queue[0]);
  }

  private openOne(): void {
    const opening = new AbortController();
    this.opening.add(opening);
    const { signal } = opening;
    // Aborted, it gives its place to another one before it has closed.
    signal.addEventListener('abort', () => this.opening.delete(opening));
    const reached = () => this.worthwhile.reached();
    const opened = this.open(this.server, signal, reached);
    // From here: before the first one the authorities are read.
    this.worthwhile.opening();
    opened.then(
      (socket) => {
        reached();
        this.opening.delete(opening);
        if (signal.aborted) socket.destroy();
        else if (socket.destroyed) this.failFirst(closed());
        else {
          const connection = new Connection(socket, this);
          this.all.add(connection);
          const next = this.queue.shift();
          // Counts as used: the server may close it before its first request, which then goes over another one.
          if (next === undefined) connection.release(undefined);
          else this.give(connection, next);
        }
      },
      (error: unknown) => {
        this.opening.delete(opening);
        if (!signal.aborted) this.failFirst(error);
      },
    );
  }

  /** Only where no other one is on its way to it. */
  private failFirst(error: unknown): void {
    if (this.opening.size < this.queue.length) this.queue.shift()?.fail(error);
    this.openMore();
  }
}

/** Scheme, host and port: the beginning of a URL. Empty where it has none. */
export const originOf = (url: string): string => /^https?:\/\/[^/?#]+/i.exec(url)?.[0] ?? '';

const usualPort = { 'http:': 80, 'https:': 443 } as const;

/** The server of a URL. Raises `TypeError` for one that is not of the web. */
export function serverOf(url: string): Server {
  const { protocol, hostname, port, host } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') throw new TypeError(`no web address: ${protocol}`);
  return {
    secure: protocol === 'https:',
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? usualPort[protocol] : Number(port),
    host,
  };
}

/** Connections to any number of servers, `mostConnections` to each. */
export class Connections {
  private readonly pools = new Map<string, { readonly server: Server; readonly pool: ServerPool }>();
  private closed = false;

  constructor(
    private readonly open: Open,
    private readonly mostConnections: number,
  ) {}

  get isClosed(): boolean {
    return this.closed;
  }

  /** `origin`: of a URL, by `originOf`. Raises `TypeError` for none. */
  server(origin: string): Server {
    return this.poolOf(origin).server;
  }

  /**
   * `fresh`: none that is idle now; those are closed, because they are as old as the one that just failed. Returns `undefined` where there is
   * nothing to wait for.
   */
  acquire(origin: string, wanting: Wanting, fresh = false): Waiting | undefined {
    return this.poolOf(origin).pool.acquire(wanting, fresh);
  }

  close(): void {
    this.closed = true;
    for (const { pool } of this.pools.values()) pool.close();
  }

  private poolOf(origin: string) {
    const known = this.pools.get(origin);
    if (known !== undefined) return known;
    const server = serverOf(origin);
    const made = { server, pool: new ServerPool(server, this.open, this.mostConnections) };
    this.pools.set(origin, made);
    return made;
  }
}
