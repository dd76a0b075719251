// A self-signed certificate in DER (RFC 5280), which Node can read and not write. It says nothing but its key: other devices know it by its hash.
import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto';

const tag = { integer: 0x02, bits: 0x03, null: 0x05, oid: 0x06, utf8: 0x0c, utc: 0x17, time: 0x18 };
const sequenceTag = 0x30;
const setTag = 0x31;

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

const der = (type: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([type]), lengthOf(content.length), content]);
};
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(sequenceTag, ...parts);

/** 1.2.840.113549.1.1.11, sha256WithRSAEncryption (RFC 4055). */
const sha256WithRsa = sequence(
  der(tag.oid, Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b])),
  der(tag.null),
);
/** 2.5.4.3, commonName. */
const commonName = der(tag.oid, Buffer.from([0x55, 0x04, 0x03]));

/** UTCTime up to 2049, GeneralizedTime after it (RFC 5280, 4.1.2.5). */
function time(ms: number): Buffer {
  const [year = '', ...rest] = new Date(ms).toISOString().slice(0, 19).split(/[-T:]/);
  const isLate = Number(year) >= 2050;
  return der(isLate ? tag.time : tag.utc, Buffer.from(`${isLate ? year : year.slice(2)}${rest.join('')}Z`));
}

export interface CertificateOptions {
  readonly commonName: string;
  /** 8 to 20 random bytes. */
  readonly serial: Uint8Array;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The certificate of an RSA key, in DER. */
export function selfSigned(
  privateKey: KeyObject,
  { commonName: name, serial, fromMs, untilMs }: CertificateOptions,
): Buffer {
  const subject = sequence(der(setTag, sequence(commonName, der(tag.utf8, Buffer.from(name)))));
  const positive = Buffer.from(serial);
  // A positive number without leading zeros.
  positive[0] = ((positive[0] ?? 0) & 0x7f) | 0x40;
  const version3 = der(0xa0, der(tag.integer, Buffer.from([2])));
  const toBeSigned = sequence(
    version3,
    der(tag.integer, positive),
    sha256WithRsa,
    subject,
    sequence(time(fromMs), time(untilMs)),
    subject,
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  return sequence(toBeSigned, sha256WithRsa, der(tag.bits, Buffer.from([0]), signature));
}

export const pemOf = (certificate: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate)
    .toString('base64')
    .replaceAll(/.{64}/g, '$&\n')
    .trimEnd()}\n-----END CERTIFICATE-----\n`;

/** As `DeviceInfo` has it. */
export const fingerprintOf = (certificate: Uint8Array): string =>
  createHash('sha256').update(certificate).digest('hex').toUpperCase();
