// Why this exists: presigned URLs for links, objects and parts, signed on the server's clock.
import { createHmac, hash } from 'node:crypto';
import type { Connection, Credentials } from '../../domain/connection';
import { formatQuery, objectTarget, targetHost } from '../../domain/object-url';

export interface ToSign {
  readonly method: 'GET' | 'PUT';
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Signed, so they must be sent exactly so. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly lifetimeSeconds: number;
  readonly signedAtMs: number;
}

export type Sign = (request: ToSign) => Promise<string>;

const algorithm = 'AWS4-HMAC-SHA256';
const signedHeaders = '&X-Amz-SignedHeaders=';
const unsignedPayload = 'UNSIGNED-PAYLOAD';

/**
 * Signature Version 4 in the query: Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)".
 * The same URLs, byte for byte, as `S3RequestPresigner` makes, which the tests hold it to; a thousand small files need two thousand of
 * them, and the presigner spends longer on those than the network on the files.
 */
export function createSigner(connection: Connection, credentials: Credentials): Sign {
  const { region } = connection;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const keyOfDay = createKeyOfDay(secretAccessKey, region);

  return ({ method, key, query, headers, lifetimeSeconds, signedAtMs }) => {
    const target = objectTarget(connection, key);
    const host = targetHost(target);
    const time = basicTime(signedAtMs);
    const day = time.slice(0, 8);
    const scope = `${day}/${region}/s3/aws4_request`;
    const signed = canonicalHeaders({ ...headers, host });
    const unsigned = formatQuery({
      ...query,
      'X-Amz-Algorithm': algorithm,
      'X-Amz-Content-Sha256': unsignedPayload,
      'X-Amz-Credential': `${accessKeyId}/${scope}`,
      'X-Amz-Date': time,
      'X-Amz-Expires': String(lifetimeSeconds),
      'X-Amz-SignedHeaders': signed.names,
      ...(sessionToken !== undefined && { 'X-Amz-Security-Token': sessionToken }),
    });
    const canonical = `${method}\n${target.path}\n${unsigned}\n${signed.lines}\n${signed.names}\n${unsignedPayload}`;
    const toSign = `${algorithm}\n${time}\n${scope}\n${hash('sha256', canonical)}`;
    const signature = createHmac('sha256', keyOfDay(day)).update(toSign).digest('hex');
    // At its place in the order of names; a value cannot hold this, its & and = are encoded.
    const finished = unsigned.replace(signedHeaders, `&X-Amz-Signature=${signature}${signedHeaders}`);
    return Promise.resolve(`${target.protocol}//${host}${target.path}?${finished}`);
  };
}

/** `20260131T235959Z`. */
const basicTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** In order of their names, lower case; runs of white space count as one blank. */
function canonicalHeaders(headers: Readonly<Record<string, string>>): {
  readonly names: string;
  readonly lines: string;
} {
  const sorted = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim().replace(/\s+/g, ' ')] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    names: sorted.map(([name]) => name).join(';'),
    lines: sorted.map(([name, value]) => `${name}:${value}\n`).join(''),
  };
}

/** The signing key changes with the day on the server's clock only. */
function createKeyOfDay(secretAccessKey: string, region: string): (day: string) => Buffer {
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  let known: { readonly day: string; readonly key: Buffer } | undefined;
  return (day) => {
    if (known?.day !== day) {
      const steps = [day, region, 's3', 'aws4_request'];
      known = { day, key: steps.reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`)) };
    }
    return known.key;
  };
}
