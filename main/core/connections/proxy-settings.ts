// The proxies on the way to the user's servers, and their passwords: the system's settings hold none.
import type { ProxyPassword } from '../model/proxy-route';
import type { KnownProxy } from '../ports/network';
import type { ConnectionsContext } from './connections-context';

/** The proxies on the way to any connection's server, each once. Never rejects. */
export async function proxiesInUse({
  ports,
  store,
}: Pick<ConnectionsContext, 'ports' | 'store'>): Promise<readonly KnownProxy[]> {
  const urls = store
    .get()
    .connections.filter(({ kind }) => kind === 's3')
    .flatMap(({ endpoint, shareEndpoint }) => [endpoint, ...(shareEndpoint === undefined ? [] : [shareEndpoint])]);
  const found = await Promise.all([...new Set(urls)].map((url) => ports.proxies.before(url).catch(() => [])));
  return [...new Map(found.flat().map((proxy) => [proxy.host, proxy])).values()];
}

export const saveProxyPassword = (
  { ports }: Pick<ConnectionsContext, 'ports'>,
  host: string,
  password: ProxyPassword,
): Promise<void> => ports.proxies.keep(host, password);

export const forgetProxyPassword = ({ ports }: Pick<ConnectionsContext, 'ports'>, host: string): Promise<void> =>
  ports.proxies.forget(host);
