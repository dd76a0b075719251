// Where the bucket on this computer opens in its network, and what keeps its links from opening there.
import { hostOf } from '../devices/plain-address';

export interface InterfaceAddress {
  /** As the system calls it: `eth0`, `Wi-Fi`. */
  readonly interfaceName: string;
  /** Without a scope. */
  readonly address: string;
  readonly family: 4 | 6;
}

/** `private`: RFC 1918, RFC 4193. `self-given`: RFC 3927. `carrier`: RFC 6598. `public`: whatever else the internet may route. */
export type AddressKind = 'private' | 'self-given' | 'carrier' | 'public';

/** What an interface leads to, by its name: a network, a private tunnel, or programs of this computer. */
export type InterfaceKind = 'network' | 'vpn' | 'inside';

export interface OfferedAddress extends InterfaceAddress {
  readonly kind: AddressKind;
  readonly via: InterfaceKind;
}

/** By interface name, of a public address by the address itself: whether the bucket opens there, against what holds by default. */
export type AddressChoice = Readonly<Record<string, boolean>>;

/** More is no choice of a person. */
export const mostChoices = 64;

/** Programs that keep guests away. */
export type FirewallName = 'ufw' | 'firewalld';

/**
 * What keeps links from opening. `firewall`: one is active, and is not known to let the port in. `vpn`: a tunnel takes what goes to the network.
 * `no-network`: there is no address to open at. `not-listening`: none of the addresses could be opened.
 */
export type Obstacle =
  | { readonly kind: 'no-network' }
  | { readonly kind: 'not-listening'; readonly port: number }
  | { readonly kind: 'vpn'; readonly interfaceName: string }
  | { readonly kind: 'firewall'; readonly firewall: FirewallName; readonly command: string };

export interface NetworkReach {
  /** It is open, or is to be as soon as there is an address. */
  readonly isOn: boolean;
  /** All that this computer has, the best first. */
  readonly offered: readonly OfferedAddress[];
  /** Those that it listens on. */
  readonly listening: readonly string[];
  /** The origin that links carry now, in this network or on this computer; absent until the bucket has run. */
  readonly origin?: string;
  readonly obstacle?: Obstacle;
}

export const noReach: NetworkReach = { isOn: false, offered: [], listening: [] };

/** As browsers write it. */
export const originOf = (address: string, port: number): string => new URL(`http://${hostOf(address)}:${port}`).origin;

/** Whether a link of the bucket on this computer that was signed for this endpoint opens in the network now. */
export function opensOnNetwork({ isOn, listening }: NetworkReach, linkEndpoint: string | undefined): boolean {
  if (!isOn || linkEndpoint === undefined) return false;
  const { hostname } = new URL(linkEndpoint);
  return listening.some((address) => new URL(originOf(address, 1)).hostname === hostname);
}

/**
 * Whether a link of the bucket on this computer is to be made anew, since its address is not what links carry now. One for another address that is
 * still open stays. `origin`: what links carry; default: as the state knows it, and nobody knows before the bucket has run.
 */
export function isMoved(
  reach: NetworkReach,
  { endpoint, linkEndpoint = endpoint }: { readonly endpoint: string; readonly linkEndpoint?: string },
  origin = reach.origin,
): boolean {
  return origin !== undefined && new URL(linkEndpoint).origin !== origin && !opensOnNetwork(reach, linkEndpoint);
}

/**
 * The short links' address with the origin of now, where it named this computer by loopback, or by a number with the port of its bucket; one of the user's
 * own stays.
 */
export function addressNow(address: string, origin: string): string {
  const { hostname, pathname, port, protocol } = new URL(address);
  const isHere = hostname === '127.0.0.1' || port === new URL(origin).port;
  const isNumber = hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname);
  return isNumber && isHere && protocol === 'http:' && port !== '' ? `${origin}${pathname}` : address;
}
