// The proxies on the way to the user's servers, and their passwords: the system's settings hold none.
import type { ProxyPassword } from '../model/proxy-route';
import type { KnownProxy, Proxies } from '../ports/network';
import type { Store } from '../state/state-store';

export interface ProxySettings {
  /** The proxies on the way to any connection's server, each once. Never rejects. */
  proxiesInUse(): Promise<readonly KnownProxy[]>;
  saveProxyPassword(host: string, password: ProxyPassword): Promise<void>;
  forgetProxyPassword(host: string): Promise<void>;
}

export function createProxySettings(proxies: Proxies, store: Pick<Store, 'get'>): ProxySettings {
  return {
    async proxiesInUse() {
      const urls = store
        .get()
        .connections.filter(({ kind }) => kind === 's3')
        .flatMap(({ endpoint, shareEndpoint }) => [endpoint, ...(shareEndpoint === undefined ? [] : [shareEndpoint])]);
      const found = await Promise.all([...new Set(urls)].map((url) => proxies.before(url).catch(() => [])));
      return [...new Map(found.flat().map((proxy) => [proxy.host, proxy])).values()];
    },
    saveProxyPassword: (host, password) => proxies.keep(host, password),
    forgetProxyPassword: (host) => proxies.forget(host),
  };
}
