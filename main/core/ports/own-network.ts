// The network of this computer: its addresses, and what stands between them and others.
import type { FirewallName, InterfaceAddress } from '../model/nearby/network-reach';

export interface OwnNetwork {
  /** Those of interfaces that are up, loopback left out. Never raises. */
  addresses(): readonly InterfaceAddress[];
  /** The addresses that the system sends from on its way to the internet, by its routes alone: nothing is sent. Never raises. */
  routed(): Promise<readonly string[]>;
  /** An active firewall that is not known to let `port` in. Never raises. */
  firewallBefore(port: number): Promise<FirewallName | undefined>;
}
