// Signs a request in its Authorization header, with the SHA-256 of its body.
// Source: Amazon S3 API Reference, "Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)".
import { hash } from 'node:crypto';
import type { Credentials } from '../../../core/model/connection';
import type { Place } from '../../../core/model/place';
import { formatQuery, targetHost, targetUrl, type ObjectTarget } from '../object-url';
import { canonicalHeaders, secondsOf } from './signer';

export interface ToSignInHeader {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  readonly target: ObjectTarget;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly signedAtMs: number;
}

export interface SignedInHeader {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The SDK sends these unsigned, because devices on the way may change them. */
const unsigned: ReadonlySet<string> = new Set(['cache-control']);

/** Signs as the SDK does, byte for byte; a test holds it to that. */
export function createHeaderSigner({ region }: Pick<Place, 'region'>, credentials: Credentials) {
  const { accessKeyId, sessionToken } = credentials;
  const secondOf = secondsOf(region, credentials);
  const secondAt = (ms: number) => secondOf(Math.floor(ms / 1_000));
  return {
    sign({ method, target, query, headers, body, signedAtMs }: ToSignInHeader): SignedInHeader {
      const { time, scope, sign } = secondAt(signedAtMs);
      const bodyHash = hash('sha256', body);
      const all = {
        ...headers,
        'x-amz-content-sha256': bodyHash,
        'x-amz-date': time,
        ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
      };
      const host = targetHost(target);
      const toSign = Object.entries(all).filter(([name]) => !unsigned.has(name.toLowerCase()));
      const { lines, names } = canonicalHeaders(host, Object.fromEntries(toSign));
      const request = `${method}\n${target.path}\n${formatQuery(query)}\n${lines}\n${names}\n${bodyHash}`;
      const signature = sign(hash('sha256', request));
      const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
      return { url: targetUrl(target, query), headers: { ...all, host, authorization } };
    },
  };
}

export type HeaderSigner = ReturnType<typeof createHeaderSigner>;
