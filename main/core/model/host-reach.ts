// Who can reach a link's host. The window warns about a link that only this computer or its network can open.

/** Who can reach a host, by its name alone: this computer, its network, or everybody. */
export type Reach = 'loopback' | 'private' | 'public';

/** The narrowest of several reaches. */
export const narrowest = (reaches: readonly Reach[]): Reach =>
  (['loopback', 'private'] as const).find((reach) => reaches.includes(reach)) ?? 'public';

/** IPv4 networks that the internet does not route: RFC 1122, 1918, 3927 (link-local), 6598 (carriers' NAT). */
const privateNetworks: readonly (readonly [network: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
];

const numberOf = (address: string): number =>
  address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
/** Both in dotted decimals. */
export const inNetwork = (address: string, network: string, bits: number): boolean =>
  within(numberOf(address), network, bits);
const within = (address: number, network: string, bits: number): boolean =>
  Math.floor(address / 2 ** (32 - bits)) === Math.floor(numberOf(network) / 2 ** (32 - bits));

function reachOfIPv4(address: number): Reach {
  if (within(address, '127.0.0.0', 8)) return 'loopback';
  return privateNetworks.some(([network, bits]) => within(address, network, bits)) ? 'private' : 'public';
}

/** The eight groups of an address as the URL parser writes it. */
function groupsOf(address: string): readonly number[] {
  const [before = '', after] = address.split('::');
  const read = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const [head, tail] = [read(before), read(after ?? '')];
  return after === undefined ? head : [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function reachOfIPv6(address: string): Reach {
  const groups = groupsOf(address);
  const [first = 0, , , , , sixth = 0, seventh = 0, last = 0] = groups;
  const zeros = (count: number) => groups.slice(0, count).every((group) => group === 0);
  if (zeros(7)) return last === 1 ? 'loopback' : 'private';
  // An IPv4 address inside: `::ffff:0:0/96`, and 64:ff9b::/96 where a gateway translates (RFC 6052).
  const mapped = zeros(5) && sixth === 0xffff;
  const translated = first === 0x64 && groups[1] === 0xff9b;
  if (mapped || translated) return reachOfIPv4(seventh * 65_536 + last);
  // RFC 4193, link-local, and the site-local addresses that came before.
  return (first & 0xfe00) === 0xfc00 || (first & 0xff80) === 0xfe80 ? 'private' : 'public';
}

/** Names for local networks: mDNS, RFC 8375, `.internal`. */
const privateNames = /\.(local|internal|home\.arpa)$/;

/** `hostname` as `URL.hostname` gives it. Resolves no name. */
export function reachOf(hostname: string): Reach {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (host.startsWith('[')) return reachOfIPv6(host.slice(1, -1));
  if (/^\d+(\.\d+){3}$/.test(host)) return reachOfIPv4(numberOf(host));
  if (host === 'localhost' || host.endsWith('.localhost')) return 'loopback';
  return privateNames.test(host) || !host.includes('.') ? 'private' : 'public';
}

/** `reachOf` the host of an endpoint or a link; `public` for what is no URL. */
export function reachOfUrl(url: string): Reach {
  try {
    return reachOf(new URL(url).hostname);
  } catch {
    return 'public';
  }
}
