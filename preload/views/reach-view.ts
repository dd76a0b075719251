// Where the bucket on this computer opens in its network, as the window sees it.
import type { NearbyView } from './nearby-view';

/** What keeps links from opening. `command` is for a terminal. */
export type ObstacleView =
  | { readonly kind: 'no-network' }
  | { readonly kind: 'not-listening'; readonly port: number }
  | { readonly kind: 'vpn'; readonly interfaceName: string }
  | { readonly kind: 'firewall'; readonly firewall: string; readonly command: string };

/** Addresses that are chosen together: those of one interface, or a public one. */
export interface AddressesView {
  readonly key: string;
  readonly interfaceName: string;
  readonly addresses: readonly string[];
  /** `public`: people anywhere may reach it. `vpn`: so may people in a private tunnel. */
  readonly kind: 'network' | 'inside' | 'vpn' | 'public';
  readonly isOn: boolean;
}

export interface ReachView {
  readonly isOn: boolean;
  /** The host that links carry now, where they open in the network. */
  readonly address?: string;
  /** None while it is off. */
  readonly addresses: readonly AddressesView[];
  readonly obstacle?: ObstacleView;
  /** Devices nearby have to type a PIN. */
  readonly asksPin?: true;
  /** Devices that speak LocalSend, what they send and what is sent to them; absent while there is nothing of it. */
  readonly nearby?: NearbyView;
}
