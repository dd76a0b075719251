// The server's own port on network addresses, beside loopback: each address is a server of its own, so that one that goes away harms no other.

import type { Server } from 'node:http';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import { canonicalIp } from '../protocol/address';
import { systemCode } from '../protocol/errors';
import { stopServer } from './stop-server';

/** `in-use`: another program has the port there. `gone`: it is no address of this computer now, or none that a link can name. */
export type ListenState = 'listening' | 'in-use' | 'gone';

export interface ListenResult {
  /** As it was given. */
  readonly address: string;
  readonly state: ListenState;
}

/** A computer with many virtual networks has some dozens. */
const mostAddresses = 64;
/** Connections that the system keeps until they are accepted: all of them are accepted in one turn of the event loop. */
const backlog = 64;

/**
 * The addresses of this computer that a link can name, in canonical form. Loopback is served already; browsers refuse the scope that a link-local address of
 * IPv6 needs (RFC 6874 is not implemented).
 */
export function systemAddresses(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>> = networkInterfaces(),
): ReadonlySet<string> {
  const all = Object.values(interfaces).flatMap((infos) => infos ?? []);
  const named = all.filter((info) => !info.internal && (info.family === 'IPv4' || info.scopeid === 0));
  return new Set(named.flatMap(({ address }) => canonicalIp(address) ?? []));
}

export interface NetworkListenersOptions {
  readonly port: () => number;
  /** A server for one network address. */
  readonly create: (address: string) => Server;
  /** The addresses of this computer that can be served, in canonical form. */
  readonly ofSystem: () => ReadonlySet<string>;
  /** Told the addresses served, in canonical form, after each change and before `listenOn` resolves. */
  readonly announce: (addresses: readonly string[]) => Promise<void>;
}

export class NetworkListeners {
  readonly #options: NetworkListenersOptions;
  readonly #listeners = new Map<string, Server>();
  readonly #stopping = new Set<Promise<void>>();
  #queue: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: NetworkListenersOptions) {
    this.#options = options;
  }

  /** The addresses served now, in canonical form. */
  get addresses(): readonly string[] {
    return [...this.#listeners.keys()];
  }

  /**
   * Serves exactly these addresses from now on, each for itself; the results are in the order given. On an address that is left out, running requests may
   * finish for a moment. Rejects with `TypeError` for more than 64 addresses, and with what `announce` rejects.
   */
  async listenOn(addresses: readonly string[]): Promise<readonly ListenResult[]> {
    if (this.#closed) return addresses.map((address) => ({ address, state: 'gone' }));
    if (addresses.length > mostAddresses) throw new TypeError(`At most ${mostAddresses} addresses are served.`);
    const result = this.#queue.then(() => this.#change(addresses));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Resolves once no change is under way. */
  async settled(): Promise<void> {
    await this.#queue;
  }

  /** Stops listening; resolves once running requests have finished or had their moment. There is no change afterwards. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#queue;
    for (const address of this.addresses) this.#stop(address);
    await Promise.all(this.#stopping);
  }

  async #change(given: readonly string[]): Promise<readonly ListenResult[]> {
    const before = this.addresses.join();
    const ofSystem = this.#options.ofSystem();
    const usable = (address: string): string | undefined => {
      const canonical = canonicalIp(address);
      return canonical !== undefined && ofSystem.has(canonical) ? canonical : undefined;
    };
    const wanted = new Set(given.flatMap((address) => usable(address) ?? []));
    for (const address of this.addresses) if (!wanted.has(address)) this.#stop(address);
    const states = new Map<string | undefined, ListenState>();
    for (const address of wanted) states.set(address, await this.#start(address));
    if (this.addresses.join() !== before) await this.#options.announce(this.addresses);
    return given.map((address) => ({ address, state: states.get(usable(address)) ?? 'gone' }));
  }

  async #start(address: string): Promise<ListenState> {
    if (this.#listeners.has(address)) return 'listening';
    const server = this.#options.create(address);
    const state = await new Promise<ListenState>((resolve) => {
      const refused = (cause: unknown) => {
        const code = systemCode(cause);
        resolve(code === 'EADDRINUSE' || code === 'EACCES' ? 'in-use' : 'gone');
      };
      server.once('error', refused);
      server.listen({ host: address, port: this.#options.port(), backlog, ipv6Only: true }, () => {
        server.off('error', refused);
        resolve('listening');
      });
    });
    if (state !== 'listening') return state;
    // Accepting a connection may fail, such as for want of file descriptors: the next one may succeed.
    server.on('error', () => undefined);
    this.#listeners.set(address, server);
    return state;
  }

  #stop(address: string): void {
    const server = this.#listeners.get(address);
    if (server === undefined) return;
    this.#listeners.delete(address);
    const stopped = stopServer(server).finally(() => this.#stopping.delete(stopped));
    this.#stopping.add(stopped);
  }
}
