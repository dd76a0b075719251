// The twin of the network's proxies: one before every server, or none, and passwords in a map.
import type { ProxyPassword } from '../../main/core/model/proxy-route';
import type { Proxies } from '../../main/core/ports/network';

export interface MemoryProxies extends Proxies {
  /** host:port of the proxies before a server, by the server's URL. */
  readonly hosts: Map<string, readonly string[]>;
  readonly kept: Map<string, ProxyPassword>;
}

export function createMemoryProxies(): MemoryProxies {
  const hosts = new Map<string, readonly string[]>();
  const kept = new Map<string, ProxyPassword>();
  return {
    hosts,
    kept,
    before: async (url) =>
      (hosts.get(url) ?? []).map((host) => {
        const user = kept.get(host)?.user;
        return { host, ...(user !== undefined && { user }) };
      }),
    keep: async (host, password) => void kept.set(host, password),
    forget: async (host) => void kept.delete(host),
  };
}
