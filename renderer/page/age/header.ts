// The header of an age file: https://c2sp.org/age, "Header". Strict: every byte that the grammar does not allow is refused.
import { version } from './keys';
import { Refusal } from './refusal';

export interface Stanza {
  readonly type: string;
  readonly args: readonly string[];
  readonly body: Uint8Array;
}

export interface Header {
  readonly stanzas: readonly Stanza[];
  readonly mac: Uint8Array;
  /** What the MAC is over. */
  readonly signed: Uint8Array;
  /** Of the whole header, in bytes. */
  readonly length: number;
}

/** Larger headers are refused: that of a share has one recipient and some 170 bytes. */
const mostHeaderBytes = 65_536;
const wholeLine = 64;

const refuse = (): never => {
  throw new Refusal('header');
};

/** Base64 without padding, in its only canonical form. */
export function base64(text: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]*$/.test(text) || text.length % 4 === 1) refuse();
  const decoded = atob(text);
  // Bits beyond the last byte must be 0.
  if (btoa(decoded).replaceAll('=', '') !== text) refuse();
  return Uint8Array.from(decoded, (letter) => letter.charCodeAt(0));
}

/** The header at the beginning of `stored`; `undefined` when it goes on. Raises a refusal of the reason `header`. */
export function readHeader(stored: Uint8Array): Header | undefined {
  const bytes = stored.subarray(0, mostHeaderBytes);
  let at = 0;
  const line = (): string | undefined => {
    const end = bytes.indexOf(10, at);
    if (end < 0) return undefined;
    const text = String.fromCharCode(...bytes.subarray(at, end));
    at = end + 1;
    return text;
  };
  const goesOn = (): undefined => (stored.length > mostHeaderBytes ? refuse() : undefined);

  const first = line();
  if (first === undefined)
    return version.startsWith(String.fromCharCode(...bytes.subarray(0, 32))) ? undefined : refuse();
  if (first !== version) refuse();
  const stanzas: Stanza[] = [];
  for (;;) {
    const start = at;
    const opening = line();
    if (opening === undefined) return goesOn();
    if (opening.startsWith('---')) {
      const mac = /^--- (.{43})$/.exec(opening)?.[1] ?? refuse();
      if (stanzas.length === 0) refuse();
      return { stanzas, mac: base64(mac), signed: bytes.subarray(0, start + 3), length: at };
    }
    // Arguments are of visible ASCII, one space between them.
    const [type = '', ...args] = /^->((?: [!-~]+)+)$/.exec(opening)?.[1]?.slice(1).split(' ') ?? refuse();
    let body = '';
    for (;;) {
      const text = line();
      if (text === undefined) return goesOn();
      if (text.length > wholeLine) refuse();
      body += text;
      if (text.length < wholeLine) break;
    }
    stanzas.push({ type, args, body: base64(body) });
  }
}
