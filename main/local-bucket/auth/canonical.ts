// The canonical request of Signature Version 4, and the derivation of its signing key.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { S3Request } from '../protocol/request';

/** The credential scope: the day, region and service that a signature is for. */
export interface CredentialScope {
  readonly accessKeyId: string;
  /** YYYYMMDD */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

/** Percent-encodes all but A-Z a-z 0-9 - . _ ~ (and `/` when `keepSlash`), over the UTF-8 bytes, in upper-case hex. */
export function uriEncode(text: string, keepSlash = false): string {
  const encoded = encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return keepSlash ? encoded.replaceAll('%2F', '/') : encoded;
}

export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Orders by UTF-16 code units: for encoded names, which are ASCII, the byte order of the protocol. */
function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

function canonicalQuery(query: ReadonlyMap<string, string>): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [uriEncode(name), uriEncode(value)] as const)
    .sort((left, right) => byCodeUnit(left[0], right[0]) || byCodeUnit(left[1], right[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/**
 * The canonical request over `signedHeaders` (lower case, sorted); a header that is absent counts as empty. `read`: how the received bytes of
 * header values are taken, as they are (`latin1`) or as text in ISO-8859-1, which is signed in UTF-8 (`utf8`).
 */
export function canonicalRequest(
  request: S3Request,
  signedHeaders: readonly string[],
  payloadHash: string,
  read: 'latin1' | 'utf8',
): Buffer {
  const headers = signedHeaders.map((name) => `${name}:${(request.headers.get(name) ?? '').replace(/ +/g, ' ')}\n`);
  const text = [
    request.method,
    uriEncode(request.path, true),
    canonicalQuery(request.query),
    headers.join(''),
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
  // Header values hold one character a byte; everything else here is ASCII.
  return Buffer.from(text, read);
}

/** The four-step HMAC chain from the secret to the key of one day, region and service. */
export function signingKey(secretAccessKey: string, scope: CredentialScope): Buffer {
  let key: Buffer = Buffer.from(`AWS4${secretAccessKey}`);
  for (const step of [scope.day, scope.region, scope.service, scope.terminator]) {
    key = createHmac('sha256', key).update(step).digest();
  }
  return key;
}

/** `day/region/service/terminator`, as in every string to sign. */
export function scopeText(scope: CredentialScope): string {
  return [scope.day, scope.region, scope.service, scope.terminator].join('/');
}

/** Hex signature of `stringToSign`. */
export function sign(key: Uint8Array, stringToSign: string): string {
  return createHmac('sha256', key).update(stringToSign).digest('hex');
}

/** Compares in constant time, so that the time taken does not tell how much of the text is right. */
export function equalInConstantTime(left: string, right: string): boolean {
  return timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest());
}
