// The OwnNetwork port's twin: addresses, routes and a firewall as a test says.
import type { FirewallName, InterfaceAddress } from '../../main/core/model/nearby/network-reach';
import type { OwnNetwork } from '../../main/core/ports/own-network';

export interface MemoryNetwork extends OwnNetwork {
  /** Address by address, on one interface. */
  have(addresses: readonly string[], interfaceName?: string): void;
  firewall: FirewallName | undefined;
  routes: readonly string[];
}

export function createMemoryNetwork(): MemoryNetwork {
  let present: readonly InterfaceAddress[] = [];
  const network: MemoryNetwork = {
    firewall: undefined,
    routes: [],
    have(addresses, interfaceName = 'wlan0') {
      present = addresses.map((address) => ({ interfaceName, address, family: address.includes(':') ? 6 : 4 }));
    },
    addresses: () => present,
    routed: async () => network.routes,
    firewallBefore: async () => network.firewall,
  };
  return network;
}
