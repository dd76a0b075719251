// The head of an HTTP/1.1 response: status, headers, and where the body ends (RFC 9112).
import type { IncomingHttpHeaders } from 'node:http';

/** Raised for bytes that are no response; the connection must be closed. */
export class MalformedResponse extends Error {
  override readonly name = 'MalformedResponse';
}

/** As Node counts them. */
const mostHeaders = 1_000;

const statusLine = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
// RFC 9110 section 5.1: a token.
const fieldName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// oxlint-disable-next-line no-control-regex -- RFC 9110 section 5.5 forbids them
const control = /[\0-\x08\x0a-\x1f\x7f]/;

/** Of these Node keeps the first and drops further ones; of others it joins all with a comma. */
const onlyFirst: ReadonlySet<string> = new Set([
  'age',
  'authorization',
  'content-type',
  'etag',
  'expires',
  'from',
  'host',
  'if-modified-since',
  'if-unmodified-since',
  'last-modified',
  'location',
  'max-forwards',
  'proxy-authorization',
  'referer',
  'retry-after',
  'server',
  'user-agent',
]);

/** How the end of the body is found. */
export type Framing =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; leftBytes: number }
  | { readonly kind: 'chunked'; state: 'size' | 'data' | 'end of data' | 'trailer'; leftBytes: number }
  | { readonly kind: 'to the end' };

const none: Framing = { kind: 'none' };

export interface ResponseHead {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly framing: Framing;
  /** False when the server closes the connection after this response. */
  readonly keepsOpen: boolean;
}

/** `head`: without the empty line at its end, one byte a character. Raises `MalformedResponse`. */
export function parseHead(head: string, method: string): ResponseHead {
  const [first = '', ...lines] = head.split('\r\n');
  const parsed = statusLine.exec(first);
  if (parsed === null || lines.length > mostHeaders) throw new MalformedResponse('status line');
  const isOld = parsed[1] === '0';
  const status = Number(parsed[2]);
  const headers = parseFields(lines);
  return { status, headers, framing: framingOf(method, status, isOld, headers), keepsOpen: keepsOpen(isOld, headers) };
}

/** Names in small letters, values without the white space around them. Two framing headers of one name are refused. */
export function parseFields(lines: readonly string[]): IncomingHttpHeaders {
  const headers = Object.create(null) as IncomingHttpHeaders;
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).toLowerCase();
    // A folded line begins with white space, so it has no name.
    if (!fieldName.test(name) || control.test(line)) throw new MalformedResponse('header');
    const value = trimmed(line, colon + 1);
    // Of `chunked` with white space behind it node:http takes no notice.
    if (name === 'transfer-encoding' && !line.endsWith(value)) throw new MalformedResponse('transfer encoding');
    const known = headers[name];
    if (name === 'set-cookie') (headers['set-cookie'] ??= []).push(value);
    else if (known === undefined) headers[name] = value;
    else if (name === 'content-length' || name === 'transfer-encoding') throw new MalformedResponse('two framings');
    else if (!onlyFirst.has(name)) headers[name] = `${String(known)}${name === 'cookie' ? '; ' : ', '}${value}`;
  }
  return headers;
}

/** Without spaces and tabs around it. Not by an expression, which would take quadratic time for many spaces. */
function trimmed(line: string, from: number): string {
  const isSpace = (at: number) => line.charCodeAt(at) === 0x20 || line.charCodeAt(at) === 0x09;
  let start = from;
  let end = line.length;
  while (start < end && isSpace(start)) start += 1;
  while (end > start && isSpace(end - 1)) end -= 1;
  return line.slice(start, end);
}

/** RFC 9112 section 6.3. */
function framingOf(method: string, status: number, isOld: boolean, headers: IncomingHttpHeaders): Framing {
  const { 'content-length': length, 'transfer-encoding': encoding } = headers;
  if (encoding !== undefined && (length !== undefined || isOld || encoding.toLowerCase() !== 'chunked')) {
    throw new MalformedResponse('transfer encoding');
  }
  const leftBytes = length === undefined ? 0 : Number(length);
  if (length !== undefined && !(/^\d{1,16}$/.test(length) && Number.isSafeInteger(leftBytes))) {
    throw new MalformedResponse('length');
  }
  if (method === 'HEAD' || status === 304) return none;
  if (status < 200 || status === 204) {
    // RFC 9110 section 8.6: no such header here. Some servers tell a length of 0.
    if (encoding !== undefined || leftBytes > 0) throw new MalformedResponse('a body where none can be');
    return none;
  }
  if (encoding !== undefined) return { kind: 'chunked', state: 'size', leftBytes: 0 };
  if (length === undefined) return { kind: 'to the end' };
  return leftBytes === 0 ? none : { kind: 'length', leftBytes };
}

/** RFC 9112 section 9.3. */
function keepsOpen(isOld: boolean, { connection = '' }: IncomingHttpHeaders): boolean {
  const options = connection.toLowerCase().split(/[ \t,]+/);
  return !options.includes('close') && (!isOld || options.includes('keep-alive'));
}
