// Handlers of requests about the network: proxies and their passwords, and where the bucket on this computer opens.
import type { Channel, Handlers } from '../../preload/contract';
import type { App } from '../core/app/app';
import { Failure } from '../core/model/failure';
import { mostChoices } from '../core/model/nearby/network-reach';
import { choiceKey } from '../core/reach/rules/network-addresses';

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

type ReachChannel = Extract<Channel, `reach:${string}`>;

export function createReachHandlers(
  app: Pick<App, 'openOnNetwork' | 'setDefaultEmbedded' | 'store'>,
): Pick<Handlers, ReachChannel> {
  return {
    'reach:open': async ({ isOn, isDestination }) => {
      if (isDestination) app.setDefaultEmbedded();
      await app.openOnNetwork(isOn);
    },
    'reach:choose': async ({ key, isOn }) => {
      const { reach, settings } = app.store.get();
      // What the window names is one of those that it was shown.
      if (!reach.offered.some((one) => choiceKey(one) === key)) throw new Failure('bad-request');
      const others = Object.entries(settings.networkChoice).filter(([name]) => name !== key);
      const kept = others.slice(-(mostChoices - 1));
      await app.openOnNetwork(settings.opensOnNetwork, Object.fromEntries([...kept, [key, isOn]]));
    },
  };
}
