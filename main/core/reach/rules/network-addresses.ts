// Which addresses of this computer the bucket opens at, in which order, and which one links carry.
import { hostOf } from '../../model/devices/plain-address';
import { reachOf } from '../../model/host-reach';
import {
  type AddressChoice,
  type AddressKind,
  type InterfaceAddress,
  type InterfaceKind,
  type OfferedAddress,
} from '../../model/nearby/network-reach';

/** Tunnels: OpenVPN, WireGuard, macOS, L2TP and PPTP, IPsec, and what VPN programs call theirs. */
const vpnNames =
  /^(tun|tap|wg|utun|ppp|ipsec|tailscale|zt|nordlynx|proton|mullvad|wireguard|openvpn|cisco anyconnect)/i;
/** Containers, virtual machines, and Apple's links to other devices. */
const insideNames =
  /^(docker|br-|veth|vmnet|virbr|vboxnet|vethernet|virtualbox|vmware|lxc|lxd|podman|cni|flannel|cali|bridge\d|awdl|llw|anpi)/i;

export const interfaceKind = (name: string): InterfaceKind =>
  vpnNames.test(name) ? 'vpn' : insideNames.test(name) ? 'inside' : 'network';

/** `undefined` for one that is never offered: loopback, and IPv6 link-local, which means nothing without the name of an interface. */
export function addressKind({
  address,
  family,
}: Pick<InterfaceAddress, 'address' | 'family'>): AddressKind | undefined {
  const { hostname } = new URL(`http://${hostOf(address)}`);
  const reach = reachOf(hostname);
  if (reach === 'loopback' || address === '0.0.0.0') return undefined;
  if (reach === 'public') return 'public';
  // Link-local ones are none of these.
  if (family === 6) return /^f[cd]/i.test(address) ? 'private' : undefined;
  if (address.startsWith('169.254.')) return 'self-given';
  return address.startsWith('100.') ? 'carrier' : 'private';
}

const viaRank: Readonly<Record<InterfaceKind, number>> = { network: 0, inside: 1, vpn: 2 };
const kindRank: Readonly<Record<AddressKind, number>> = { private: 0, carrier: 1, 'self-given': 2, public: 3 };

/** Public ones last; then by what the interface leads to, by the kind of address, IPv4 first, which every guest can type and has. */
const rankOf = ({ kind, via, family }: OfferedAddress): number =>
  (kind === 'public' ? 1_000 : 0) + viaRank[via] * 100 + kindRank[kind] * 10 + (family === 6 ? 1 : 0);

/** The best first; those of one rank in the system's order. */
export const offeredOf = (addresses: readonly InterfaceAddress[]): readonly OfferedAddress[] =>
  addresses
    .flatMap((one): readonly OfferedAddress[] => {
      const kind = addressKind(one);
      return kind === undefined ? [] : [{ ...one, kind, via: interfaceKind(one.interfaceName) }];
    })
    .toSorted((a, b) => rankOf(a) - rankOf(b));

/** By what a choice names an address: a public one by itself, so that it never passes on to another. */
export const choiceKey = ({ kind, address, interfaceName }: OfferedAddress): string =>
  kind === 'public' ? address : interfaceName;

/** Private addresses of networks and of this computer's own programs; those of a tunnel belong to people who are not here. */
const isUsual = ({ kind, via }: OfferedAddress): boolean => kind !== 'public' && via !== 'vpn';

export const isChosen = (offered: OfferedAddress, choice: AddressChoice): boolean =>
  choice[choiceKey(offered)] ?? isUsual(offered);

export const chosenOf = (offered: readonly OfferedAddress[], choice: AddressChoice): readonly OfferedAddress[] =>
  offered.filter((one) => isChosen(one, choice));

/**
 * The address that links carry: of those it listens on the one by which the system reaches the internet, for there others are; else the best.
 * A tunnel that takes the way to the internet is no way to people here.
 */
export function linkAddress(
  offered: readonly OfferedAddress[],
  listening: readonly string[],
  routed: readonly string[],
): OfferedAddress | undefined {
  const open = offered.filter(({ address }) => listening.includes(address));
  const [best] = open;
  const byRoute = open.find((one) => routed.includes(one.address) && one.kind === best?.kind && one.via === best.via);
  return byRoute ?? best;
}

/** The tunnel through which the system sends everything. */
export const tunnelOf = (offered: readonly OfferedAddress[], routed: readonly string[]): OfferedAddress | undefined =>
  offered.find(({ address, via }) => via === 'vpn' && routed.includes(address));
