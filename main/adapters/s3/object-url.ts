// The URL of an object, encoded once, signed and sent in that form.
import { Failure } from '../../core/model/failure';
import type { Place } from '../../core/model/place';

export interface ObjectTarget {
  readonly protocol: 'http:' | 'https:';
  readonly hostname: string;
  readonly port: number | undefined;
  /** Percent-encoded as SigV4 signs it for S3 (every byte except unreserved ones and `/`). */
  readonly path: string;
}

/** Percent-encodes by RFC 3986 section 2.3, as in SigV4 canonical requests. */
export const encodeComponent = (text: string): string =>
  // The quick path: most names and values are plain, and every link has a dozen of them.
  /[^A-Za-z0-9._~-]/.test(text)
    ? encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    : text;

/**
 * The target of an object. Raises `bad-request` for keys that no URL can carry: dot segments (every WHATWG URL parser rewrites them),
 * lone surrogates, more than 1,024 bytes.
 */
export const objectTarget = (place: Place, key: string): ObjectTarget => targetsOf(place)(key);

/** The target of the bucket, as the SDK addresses it: with a slash at the end. */
export const bucketTarget = (place: Place): ObjectTarget => {
  const { folder, ...target } = foldersOf(place);
  return { ...target, path: `${folder}/` };
};

/** As `objectTarget`, for many keys of one bucket: parses the endpoint once. */
export function targetsOf(place: Place): (key: string) => ObjectTarget {
  const { folder, ...target } = foldersOf(place);
  return (key) => ({ ...target, path: `${folder}/${encodeKey(key)}` });
}

/** The path of `objectTarget`, for many keys of one bucket. */
export function pathsOf(place: Place): (key: string) => string {
  const { folder } = foldersOf(place);
  return (key) => `${folder}/${encodeKey(key)}`;
}

function foldersOf({ endpoint, addressing, bucket }: Place): Omit<ObjectTarget, 'path'> & { readonly folder: string } {
  const url = new URL(endpoint);
  const base = url.pathname.replace(/\/+$/, '');
  const inHost = addressing === 'virtual-host';
  return {
    protocol: url.protocol === 'http:' ? 'http:' : 'https:',
    hostname: inHost ? `${bucket}.${url.hostname}` : url.hostname,
    port: url.port === '' ? undefined : Number(url.port),
    folder: inHost ? base : `${base}/${encodeComponent(bucket)}`,
  };
}

/** The key as part of a path or of a copy source. Raises `bad-request` as `objectTarget` does. */
export function encodeKey(key: string): string {
  // The quick path, as of `encodeComponent`: every key that Mayfly makes up itself.
  if (/^[A-Za-z0-9_./-]{1,1024}$/.test(key) && !/(?:^|\/)\.\.?(?:\/|$)/.test(key)) return key;
  if (!key.isWellFormed() || Buffer.byteLength(key) > 1_024 || key === '') {
    throw new Failure('bad-request', { reason: 'the key cannot be part of a link' });
  }
  const segments = key.split('/');
  if (segments.some((segment) => segment === '.' || segment === '..')) {
    throw new Failure('bad-request', { reason: 'the key has a dot segment' });
  }
  return segments.map(encodeComponent).join('/');
}

/** host[:port] as the Host header carries it. */
export const targetHost = ({ hostname, port }: ObjectTarget): string =>
  port === undefined ? hostname : `${hostname}:${port}`;

/** The URL of a target, without a `?` for an empty query. */
export function targetUrl(target: ObjectTarget, query: Readonly<Record<string, string>> = {}): string {
  const text = formatQuery(query);
  return `${target.protocol}//${targetHost(target)}${target.path}${text === '' ? '' : `?${text}`}`;
}

/** A signed query in byte order of its names, encoded as in the canonical request. */
export function formatQuery(query: Readonly<Record<string, string>>): string {
  // By name and without pairs: taking those apart makes objects for each comparison.
  return Object.keys(query)
    .sort((a, b) => (encodeComponent(a) < encodeComponent(b) ? -1 : 1))
    .map((name) => `${encodeComponent(name)}=${encodeComponent(query[name] ?? '')}`)
    .join('&');
}
