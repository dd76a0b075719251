// The bytes of a request before its body (RFC 9112 section 3). No value of it can begin a line of its own.
import type { Server } from './connection-pool';

// RFC 9110 section 5.1
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const unsafe = /[^\t\x20-\x7e\x80-\xff]/;
const target = /^[\x21-\x7e]+$/;

export interface HeadOptions {
  readonly method: string;
  /** Behind the host, as it was signed. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBytes: number;
  /** Where a proxy takes plain http: the headers for it. */
  readonly forwarding: Readonly<Record<string, string>> | undefined;
}

/** One byte a character. Raises `TypeError` for a character that cannot be in a request. */
export function requestHead({ host, secure }: Server, options: HeadOptions): string {
  const { method, headers, bodyBytes } = options;
  const forwarding = secure ? undefined : options.forwarding;
  // RFC 9112 section 3.2.2: a proxy is asked by the whole address.
  const path = `${forwarding === undefined ? '' : `http://${host}`}${options.path.startsWith('/') ? '' : '/'}${options.path}`;
  if (!target.test(path)) throw new TypeError('The path holds a character that it must not.');
  let lines = '';
  let named = host;
  let hasLength = method !== 'PUT' && method !== 'POST' && bodyBytes === 0;
  for (const name of Object.keys(headers)) {
    const value = headers[name] ?? '';
    const small = name.toLowerCase();
    if (small === 'content-length') hasLength = true;
    if (small === 'host') named = checked(name, value);
    else lines += `${name}: ${checked(name, value)}\r\n`;
  }
  if (!hasLength) lines += `content-length: ${bodyBytes}\r\n`;
  for (const [name, value] of Object.entries(forwarding ?? {})) lines += `${name}: ${checked(name, value)}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nhost: ${named}\r\n${lines}connection: keep-alive\r\n\r\n`;
}

function checked(name: string, value: string): string {
  if (!token.test(name) || unsafe.test(value)) throw new TypeError('A header holds a character that it must not.');
  return value;
}
