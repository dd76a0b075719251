// Reads bucket and key from a request's Host and path, and refuses every host name but the server's own: the guard against DNS rebinding.

import { isIPv4, isIPv6 } from 'node:net';
import { S3Error, invalidArgument } from './errors';

const bucketPattern = /^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]$/;
const loopbackNames: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export interface Address {
  readonly bucket: string | undefined;
  readonly key: string | undefined;
}

/** S3's naming rules for buckets: 3 to 63 of a-z, 0-9, dot and hyphen, and not an IPv4 address. */
export function isBucketName(name: string): boolean {
  return bucketPattern.test(name);
}

/**
 * The bucket that `Host` names (`<bucket>.localhost`), or none (path style). Every other name is `AccessDenied`: a page of
 * a foreign site whose DNS name resolves to 127.0.0.1 still sends that name here.
 */
export function bucketOfHost(host: string, port: number): string | undefined {
  const name = nameOf(host, port) ?? '';
  if (loopbackNames.has(name)) return undefined;
  const bucket = name.endsWith('.localhost') ? name.slice(0, -'.localhost'.length) : '';
  if (isBucketName(bucket)) return bucket;
  throw new S3Error('AccessDenied', 'This server answers only under its own local names.');
}

/**
 * Refuses on a connection to the network address `address` (in canonical form) every `Host` but that address: no loopback name, because who says it there
 * comes from outside, and no name of a site. There is no bucket in such a `Host`.
 */
export function bucketOfNetworkHost(host: string, address: string, port: number): undefined {
  if (nameOf(host, port) === (isIPv6(address) ? `[${address}]` : address)) return undefined;
  throw new S3Error('AccessDenied', 'This server answers only under the address of the connection.');
}

/** The name in `Host` in small letters, undefined where it states another port. */
function nameOf(host: string, port: number): string | undefined {
  const match = /^(\[[0-9a-f:]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(host.toLowerCase());
  const hostPort = match?.[2] === undefined ? 80 : Number(match[2]);
  return hostPort === port ? match?.[1] : undefined;
}

/** The form of an IP address that browsers send (WHATWG URL, "host serializing"); undefined for any other text, and for one with a scope. */
export function canonicalIp(address: string): string | undefined {
  if (isIPv4(address)) return address;
  return isIPv6(address) && !address.includes('%') ? new URL(`http://[${address}]`).hostname.slice(1, -1) : undefined;
}

/** Percent-decodes bytes that must be UTF-8; a wrong escape or byte is `InvalidURI`. `+` stays a plus. */
export function decodeUriText(text: string): string {
  const bytes = Buffer.alloc(Buffer.byteLength(text, 'latin1'));
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] !== '%') {
      bytes[length++] = text.charCodeAt(index);
      continue;
    }
    const digits = text.slice(index + 1, index + 3);
    if (!/^[0-9a-fA-F]{2}$/.test(digits)) throw new S3Error('InvalidURI');
    bytes[length++] = Number.parseInt(digits, 16);
    index += 2;
  }
  try {
    return strictUtf8.decode(bytes.subarray(0, length));
  } catch {
    throw new S3Error('InvalidURI');
  }
}

/** Bucket and key of a decoded path; the key is everything behind the bucket's slash, and never becomes a file path. */
export function addressOf(hostBucket: string | undefined, path: string): Address {
  if (hostBucket !== undefined) return { bucket: hostBucket, key: checkedKey(path.slice(1)) };
  const slash = path.indexOf('/', 1);
  const bucket = slash === -1 ? path.slice(1) : path.slice(1, slash);
  if (bucket === '') {
    if (path === '/') return { bucket: undefined, key: undefined };
    throw new S3Error('InvalidBucketName');
  }
  return { bucket, key: slash === -1 ? undefined : checkedKey(path.slice(slash + 1)) };
}

function checkedKey(key: string): string | undefined {
  if (key === '') return undefined;
  assertKeyLength(key);
  return key;
}

/** S3 keys hold at most 1,024 bytes of UTF-8. */
export function assertKeyLength(key: string): void {
  const sizeBytes = Buffer.byteLength(key);
  if (sizeBytes > 1024) {
    throw new S3Error('KeyTooLongError', undefined, { Size: String(sizeBytes), MaxSizeAllowed: '1024' });
  }
}

/** Splits a raw query into decoded pairs; refuses a repeated name, because two readers could choose different values. */
export function parseQuery(rawQuery: string): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  for (const pair of rawQuery.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const [rawName, rawValue] = equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    const name = decodeUriText(rawName.replaceAll('+', ' '));
    if (query.has(name)) throw invalidArgument(name, rawValue, 'A query parameter must not be repeated.');
    query.set(name, decodeUriText(rawValue.replaceAll('+', ' ')));
  }
  return query;
}
