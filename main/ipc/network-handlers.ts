// Handlers of requests about proxies and their passwords.
import type { Channel, Handlers } from '../../preload/contract';
import type { App } from '../core/app/app';

type NetworkChannel = Extract<Channel, `proxies:${string}`>;

export function createNetworkHandlers(
  app: Pick<App, 'proxiesInUse' | 'saveProxyPassword' | 'forgetProxyPassword'>,
): Pick<Handlers, NetworkChannel> {
  return {
    'proxies:read': async () => {
      const found = await app.proxiesInUse();
      return found.map(({ host, user }) => ({ host, ...(user !== undefined && { user }) }));
    },
    'proxies:save': ({ host, user, password }) => app.saveProxyPassword(host, { user, password }),
    'proxies:forget': ({ host }) => app.forgetProxyPassword(host),
  };
}
