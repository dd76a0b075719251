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

/** The origin of the links, and so of the pages, of a connection. */
export const pageOriginOf = ({ endpoint, shareEndpoint = endpoint, bucket, addressing }: Shares): string =>
  new URL(byEndpoint(shareEndpoint, bucket)[addressing]).origin;

const hasName = (endpoint: string) => /[a-z]/i.test(new URL(endpoint).hostname.replace(/^\[.*\]$/, ''));

/** The server's addresses of a bucket, in both forms. */
function endsOf({ endpoint, shareEndpoint = endpoint }: Pick<Shares, 'endpoint' | 'shareEndpoint'>, bucket: string) {
  return [endpoint, shareEndpoint].flatMap((one) => {
    const forms = byEndpoint(one, bucket);
    return hasName(one) ? [forms.path, forms['virtual-host']] : [forms.path];
  });
}

/** The doors' address with and without its folders. */
function rootsOf({ address, prefix }: Pick<DoorPlace, 'address' | 'prefix'>): readonly string[] {
  const folder = `/${prefix.replace(/\/$/, '')}`;
  const above = prefix !== '' && address.endsWith(folder) ? [address.slice(0, -folder.length)] : [];
  return [address, new URL(address).origin, ...above];
}

/** The ways to the key of a share: by the server in both forms, and by the doors' address with and without its folders. */
export function publicWays(connection: Shares, place: Pick<DoorPlace, 'address' | 'prefix'>, key: string): PublicWays {
  const { endpoint, bucket, addressing } = connection;
  const own = byEndpoint(endpoint, bucket)[addressing];
  const doors = rootsOf(place).flatMap((root) => [`${root}/`, `${root}/${bucket}/`]);
  const others = new Set([...endsOf(connection, bucket), ...doors]);
  others.delete(own);
  return { own: own + encoded(key), others: [...others].map((base) => base + encoded(key)) };
}

/** Of the name of a door: an answer that repeats its question does not have the whole name. */
const unaskedCharacters = 4;

/**
 * The ways to a list of the doors, with one of them in it: the bucket and the folder, each with and without a slash at the end, by the server in both
 * forms and by the doors' address. Plainly, as indexes of web servers and S3's first list are asked for, and for the names that begin as this
 * one does, as S3's second list and Swift's are.
 */
export function listingWays(
  connection: Pick<Shares, 'endpoint' | 'shareEndpoint'>,
  place: Pick<DoorPlace, 'bucket' | 'prefix' | 'address'>,
  key: string,
): readonly string[] {
  const buckets = endsOf(connection, place.bucket);
  const folders = [...buckets, ...buckets.map((bucket) => bucket + encoded(place.prefix))];
  const bases = [...folders, ...rootsOf(place)]
    .map((one) => one.replace(/\/+$/, ''))
    .flatMap((one) => [one, `${one}/`]);
  const prefix = key.slice(0, -unaskedCharacters);
  const query = new URLSearchParams({ 'list-type': '2', 'max-keys': '5', prefix }).toString();
  const urls = bases.flatMap((base) => [base, `${base}?${query}`]);
  return [...new Set(urls.map((url) => new URL(url).href))];
}
