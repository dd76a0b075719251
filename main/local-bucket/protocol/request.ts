// Parses an incoming message once; all later code reads the result and never the raw headers.

import type { IncomingMessage } from 'node:http';
import { type Address, addressOf, decodeUriText, parseQuery } from './address';
import { S3Error } from './errors';

export interface S3Request extends Address {
  readonly method: string;
  /** The decoded path as sent; with path-style addressing it holds the bucket. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  /** By lower-case name; a value holds the bytes received, one character a byte. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: IncomingMessage;
  /** Sends `100 Continue` where the client waits for it; to be called before the first body byte is read. */
  readonly expectBody: () => void;
}

/** Trims spaces and tabs only: byte 0xA0 is no space but the end of a UTF-8 `à` (RFC 9110, section 5.6.3). */
export function trimSpace(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && (value[start] === ' ' || value[start] === '\t')) start += 1;
  while (end > start && (value[end - 1] === ' ' || value[end - 1] === '\t')) end -= 1;
  return value.slice(start, end);
}

function readHeaders(rawHeaders: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = trimSpace(rawHeaders[index + 1] ?? '');
    const earlier = headers.get(name);
    if (earlier === undefined) headers.set(name, value);
    else if (/^(?:x-amz-meta-.*|accept.*|cookie|connection|via|x-forwarded-.*|cache-control)$/.test(name)) {
      headers.set(name, `${earlier},${value}`);
    } else throw new S3Error('InvalidRequest', `The header ${name} must not be repeated.`);
  }
  return headers;
}

/** Parses a message; refuses proxy-style targets, repeated headers and what `bucketOf`, which gets the value of `Host`, refuses. */
export function readRequest(
  message: IncomingMessage,
  bucketOf: (host: string) => string | undefined,
  expectBody: () => void,
): S3Request {
  const headers = readHeaders(message.rawHeaders);
  const hostBucket = bucketOf(headers.get('host') ?? '');
  const target = message.url ?? '';
  if (!target.startsWith('/')) throw new S3Error('InvalidURI');
  const mark = target.indexOf('?');
  const path = decodeUriText(mark === -1 ? target : target.slice(0, mark));
  return {
    method: message.method ?? '',
    path,
    query: parseQuery(mark === -1 ? '' : target.slice(mark + 1)),
    headers,
    ...addressOf(hostBucket, path),
    body: message,
    expectBody,
  };
}

/** A request header's value, or undefined; empty counts as absent. */
export function headerOf(request: S3Request, name: string): string | undefined {
  const value = request.headers.get(name);
  return value === '' ? undefined : value;
}

/**
 * An `x-amz-*` value from its header or, on a presigned request, from the query where presigners put headers that the
 * client need not send again (names there are compared without case).
 */
export function amzValue(request: S3Request, name: string): string | undefined {
  const fromHeader = headerOf(request, name);
  if (fromHeader !== undefined) return fromHeader;
  for (const [key, value] of request.query) if (key.toLowerCase() === name && value !== '') return value;
  return undefined;
}
