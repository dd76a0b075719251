// A second signer, written from the protocol's text alone, whose every ingredient a test can spoil.

import { createHash, createHmac } from 'node:crypto';

export const accessKeyId = 'AKMAYFLYTEST';
export const secretAccessKey = 'test/secret+key';
export const region = 'us-east-1';

export interface SigningOptions {
  readonly method?: string;
  /** Path and query as they go over the wire. */
  readonly target: string;
  readonly host: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payloadHash?: string;
  readonly dateMs?: number;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly region?: string;
  readonly service?: string;
  readonly terminator?: string;
  readonly scopeDay?: string;
  /** Headers that are sent and left out of the signature. */
  readonly unsigned?: readonly string[];
  readonly expiresSeconds?: number | string;
}

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
export const hmac = (key: string | Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** YYYYMMDDTHHMMSSZ */
export const amzDate = (timeMs: number): string => new Date(timeMs).toISOString().replace(/[-:]|\.\d+/g, '');

export function deriveKey(secret: string, day: string, where: string, service = 's3', terminator = 'aws4_request') {
  return hmac(hmac(hmac(hmac(`AWS4${secret}`, day), where), service), terminator);
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function canonicalTarget(target: string): readonly [string, string] {
  const [path = '', query = ''] = target.split(/\?(.*)/s, 2);
  const pairs = query.split('&').filter((pair) => pair !== '');
  const canonical = pairs
    .map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
      return `${encode(decodeURIComponent(name))}=${encode(decodeURIComponent(value))}`;
    })
    .sort();
  return [encode(decodeURIComponent(path)).replaceAll('%2F', '/'), canonical.join('&')];
}

function scopeOf(options: SigningOptions, date: string) {
  const day = options.scopeDay ?? date.slice(0, 8);
  const pieces = [
    day,
    options.region ?? region,
    options.service ?? 's3',
    options.terminator ?? 'aws4_request',
  ] as const;
  return { scope: pieces.join('/'), key: deriveKey(options.secretAccessKey ?? secretAccessKey, ...pieces) };
}

function signatureOf(
  options: SigningOptions,
  target: string,
  headers: Readonly<Record<string, string>>,
  hash: string,
  date: string,
) {
  const names = Object.keys(headers)
    .map((name) => name.toLowerCase())
    .filter((name) => options.unsigned?.includes(name) !== true)
    .sort();
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const [path, query] = canonicalTarget(target);
  const lines = names
    .map((name) => `${name}:${(lower[name] ?? '').replace(/^[ \t]+|[ \t]+$/g, '').replace(/ +/g, ' ')}\n`)
    .join('');
  const canonical = [options.method ?? 'GET', path, query, lines, names.join(';'), hash].join('\n');
  const { scope, key } = scopeOf(options, date);
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(Buffer.from(canonical, 'latin1'))].join('\n');
  return { signature: hmac(key, text).toString('hex'), names: names.join(';'), scope, key };
}

/** Headers with an Authorization over all of them. */
export function signHeaders(options: SigningOptions) {
  const date = amzDate(options.dateMs ?? Date.now());
  const payloadHash = options.payloadHash ?? 'UNSIGNED-PAYLOAD';
  const headers: Record<string, string> = {
    Host: options.host,
    'x-amz-date': date,
    'x-amz-content-sha256': payloadHash,
    ...options.headers,
  };
  const { signature, names, scope, key } = signatureOf(options, options.target, headers, payloadHash, date);
  const credential = `${options.accessKeyId ?? accessKeyId}/${scope}`;
  headers['Authorization'] =
    `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
  return { headers, signature, scope, key, date };
}

/** The target with a signature in its query. */
export function presignTarget(options: SigningOptions): string {
  const date = amzDate(options.dateMs ?? Date.now());
  const headers = { host: options.host, ...options.headers };
  const signed = Object.keys(headers)
    .map((name) => name.toLowerCase())
    .filter((name) => options.unsigned?.includes(name) !== true)
    .sort()
    .join(';');
  const { scope } = scopeOf(options, date);
  const parameters = [
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', `${options.accessKeyId ?? accessKeyId}/${scope}`],
    ['X-Amz-Date', date],
    ['X-Amz-Expires', String(options.expiresSeconds ?? 60)],
    ['X-Amz-SignedHeaders', signed],
  ].map(([name = '', value = '']) => `${name}=${encode(value)}`);
  const target = `${options.target}${options.target.includes('?') ? '&' : '?'}${parameters.join('&')}`;
  const { signature } = signatureOf(options, target, headers, options.payloadHash ?? 'UNSIGNED-PAYLOAD', date);
  return `${target}&X-Amz-Signature=${signature}`;
}
