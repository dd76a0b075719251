// Certificates as servers have them, good and bad ones, made in a millisecond: DER is a few lines, and no program is needed.
import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import net from 'node:net';

const dayMs = 86_400_000;

function tlv(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
const sequence = (...parts: readonly Uint8Array[]) => tlv(0x30, ...parts);
const octets = (...parts: readonly Uint8Array[]) => tlv(0x04, ...parts);
const ascii = (tag: number, text: string) => tlv(tag, Buffer.from(text, 'utf8'));

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = rest.flatMap((part) => {
    const digits = [part & 127];
    for (let left = part >> 7; left > 0; left >>= 7) digits.unshift((left & 127) | 128);
    return digits;
  });
  return tlv(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

const nameOf = (common: string) => sequence(tlv(0x31, sequence(oid('2.5.4.3'), ascii(0x0c, common))));
/** GeneralizedTime, which has years of four digits. */
const time = (ms: number) => ascii(0x18, new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, ''));
const extension = (id: string, value: Uint8Array, critical = false) =>
  sequence(oid(id), ...(critical ? [tlv(0x01, Buffer.from([255]))] : []), octets(value));

const address = (text: string) =>
  net.isIPv4(text)
    ? tlv(0x87, Buffer.from(text.split('.').map(Number)))
    : net.isIPv6(text)
      ? tlv(0x87, Buffer.concat([Buffer.alloc(15), Buffer.from([1])]))
      : ascii(0x82, text);

export interface Certified {
  readonly key: string;
  readonly cert: string;
}

interface Options {
  readonly common: string;
  /** Host names and addresses; of IPv6 only `::1`. */
  readonly names?: readonly string[];
  /** Unix ms. */
  readonly fromMs?: number;
  readonly untilMs?: number;
  readonly isAuthority?: boolean;
}

const ecdsa = sequence(oid('1.2.840.10045.4.3.2'));
const pem = (der: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${(
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END CERTIFICATE-----\n`;

function certify(options: Options, issuer?: { readonly common: string; readonly privateKey: KeyObject }) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const {
    common,
    names = [],
    fromMs = Date.now() - dayMs,
    untilMs = Date.now() + dayMs,
    isAuthority = false,
  } = options;
  const signer = issuer ?? { common, privateKey };
  const extensions = sequence(
    extension('2.5.29.19', sequence(...(isAuthority ? [tlv(0x01, Buffer.from([255]))] : [])), true),
    ...(names.length === 0 ? [] : [extension('2.5.29.17', sequence(...names.map(address)))]),
  );
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsa,
    nameOf(signer.common),
    sequence(time(fromMs), time(untilMs)),
    nameOf(common),
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, extensions),
  );
  const signature = sign('sha256', body, signer.privateKey);
  const cert = pem(sequence(body, ecdsa, tlv(0x03, Buffer.from([0]), signature)));
  return { privateKey, cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string };
}

/** One that vouches for itself. */
export function selfSigned(names: readonly string[]): Certified {
  return certify({ common: 'mayfly self', names });
}

export interface Authority {
  /** PEM. */
  readonly cert: string;
  issue(options: Omit<Options, 'common' | 'isAuthority'>): Certified;
}

/** One that nobody knows. */
export function createAuthority(): Authority {
  const common = `mayfly authority ${randomBytes(4).toString('hex')}`;
  const { privateKey, cert } = certify({ common, isAuthority: true });
  return { cert, issue: (options) => certify({ ...options, common: 'mayfly server' }, { common, privateKey }) };
}
