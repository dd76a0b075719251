// The addresses at which an object of the shares would be public, if anybody could read its bucket or the doors' address led there too.
import type { Connection } from '../../model/connection';
import type { DoorPlace } from '../../model/door';

const encoded = (key: string): string => key.split('/').map(encodeURIComponent).join('/');

type Shares = Pick<Connection, 'endpoint' | 'shareEndpoint' | 'bucket' | 'addressing'>;

/** `own`: the server's, which must answer for the others to mean anything. `others`: an address that leads nowhere is private too. */
export interface PublicWays {
  readonly own: string;
  readonly others: readonly string[];
}

/** Bucket in the path and, where the host has a name, in front of the host. */
function byEndpoint(endpoint: string, bucket: string): Readonly<Record<Connection['addressing'], string>> {
  const url = new URL(endpoint);
  const base = url.pathname.replace(/\/+$/, '');
  return {
    path: `${url.origin}${base}/${bucket}/`,
    'virtual-host': `${url.protocol}//${bucket}.${url.host}${base}/`,
  };
}

const hasName = (endpoint: string) => /[a-z]/i.test(new URL(endpoint).hostname.replace(/^\[.*\]$/, ''));

/** The ways to the key of a share: by the server in both forms, and by the doors' address with and without its folders. */
export function publicWays(connection: Shares, { address, prefix }: DoorPlace, key: string): PublicWays {
  const { endpoint, shareEndpoint = endpoint, bucket, addressing } = connection;
  const ends = [endpoint, shareEndpoint].flatMap((one) => {
    const forms = byEndpoint(one, bucket);
    return hasName(one) ? [forms.path, forms['virtual-host']] : [forms.path];
  });
  const own = byEndpoint(endpoint, bucket)[addressing];
  const { origin } = new URL(address);
  const folder = `/${prefix.replace(/\/$/, '')}`;
  const roots = [
    address,
    origin,
    ...(prefix !== '' && address.endsWith(folder) ? [address.slice(0, -folder.length)] : []),
  ];
  const doors = roots.flatMap((root) => [`${root}/`, `${root}/${bucket}/`]);
  const others = new Set([...ends, ...doors]);
  others.delete(own);
  return { own: own + encoded(key), others: [...others].map((base) => base + encoded(key)) };
}

/** The ways to list one object of the doors' bucket, as ListObjectsV2: by the server in both forms, and by the doors' address. */
export function listingWays({ endpoint }: Pick<Shares, 'endpoint'>, { bucket, address }: DoorPlace, key: string) {
  const forms = byEndpoint(endpoint, bucket);
  const bases = [
    ...(hasName(endpoint) ? [forms.path, forms['virtual-host']] : [forms.path]),
    `${address}/`,
    `${new URL(address).origin}/`,
  ];
  const query = new URLSearchParams({ 'list-type': '2', 'max-keys': '5', prefix: key });
  return [...new Set(bases)].map((base) => `${base}?${query.toString()}`);
}
