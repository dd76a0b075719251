// Writes and parses a file whose secret is encrypted with a key derived from a passphrase. A part of the derived key authenticates the header,
// as in the format of scrypt(1): a wrong passphrase is told from a changed file.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Failure } from '../../model/failure';
import { objectIn } from '../../model/json-object';
import { seal, sealKeyBytes, unseal } from './encrypted-record';

/** Parameters of scrypt (RFC 7914): N is the cost, r the block size, p the parallelism. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 128 MiB; source: OWASP Password Storage Cheat Sheet, “scrypt”. A file that asks for more is refused. */
export const usualCost: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };

/** The first half encrypts the secret, the second authenticates the header. */
export const derivedBytes = 2 * sealKeyBytes;
export const saltBytes = 16;

/** What OpenSSL counts for a derivation, bytes (`maxmem` of node:crypto). */
export const scryptMemory = ({ N, r, p }: ScryptCost): number => 128 * r * (N + p + 2);

/** What goes into scrypt: one passphrase in its two Unicode forms is one passphrase. Source: NIST SP 800-63B, 5.1.1.2. */
export const passphraseBytes = (passphrase: string): Uint8Array => Buffer.from(passphrase.normalize('NFKC'));

export interface PassphraseFile {
  readonly cost: ScryptCost;
  readonly salt: Uint8Array;
  /** HMAC-SHA-256 of the header. */
  readonly check: Uint8Array;
  /** Of `seal`. */
  readonly sealed: Uint8Array;
}

const format = 'sealed-secret';
const version = 1;
/** Credentials with a token take some thousand bytes. */
export const longestFileBytes = 65_536;

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

function checkOf({ N, r, p }: ScryptCost, salt: Uint8Array, derived: Uint8Array): Buffer {
  const header = JSON.stringify([format, version, N, r, p, base64(salt)]);
  return createHmac('sha256', derived.subarray(sealKeyBytes)).update(header).digest();
}

/** Tells damage from a wrong passphrase. It holds off nobody: anybody can compute it. */
const sumOf = (...fields: readonly unknown[]) => createHash('sha256').update(JSON.stringify(fields)).digest('hex');

/** `derived` comes from the passphrase, `cost` and `salt`; `nonce` and `salt` are random bytes that are used once. */
export function passphraseFileText(
  secret: string,
  boundTo: string,
  cost: ScryptCost,
  { salt, nonce, derived }: Readonly<Record<'salt' | 'nonce' | 'derived', Uint8Array>>,
): string {
  const { N, r, p } = cost;
  const check = base64(checkOf(cost, salt, derived));
  const sealed = base64(seal(secret, boundTo, derived.subarray(0, sealKeyBytes), nonce));
  const sum = sumOf(N, r, p, base64(salt), check, sealed);
  const file = { mayfly: format, version, kdf: 'scrypt', N, r, p, salt: base64(salt), check, sealed, sum };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** Raises `secret-file-unusable`, also for a cost above `usualCost`: a changed file must not take more memory. */
export function parsePassphraseFile(text: string): PassphraseFile {
  const { mayfly, version: written, kdf, N, r, p, salt, check, sealed, sum } = objectIn(text);
  const damaged = new Failure('secret-file-unusable', { reason: 'it was changed or damaged' });
  if (mayfly !== format) throw damaged;
  if (written !== version || kdf !== 'scrypt')
    throw new Failure('secret-file-unusable', { reason: 'another version of Mayfly wrote it' });
  if (sum !== sumOf(N, r, p, salt, check, sealed)) throw damaged;
  const cost = { N: within(N, usualCost.N), r: within(r, usualCost.r), p: within(p, usualCost.p) };
  const { N: power = 0, r: blockSize, p: parallelism } = cost;
  const [saltRead, checkRead] = [bytesIn(salt), bytesIn(check)];
  const isPower = power > 1 && (power & (power - 1)) === 0;
  const isWhole = saltRead.length === saltBytes && checkRead.length === 32;
  if (!isPower || blockSize === undefined || parallelism === undefined || !isWhole) throw damaged;
  return {
    cost: { N: power, r: blockSize, p: parallelism },
    salt: saltRead,
    check: checkRead,
    sealed: bytesIn(sealed),
  };
}

const bytesIn = (field: unknown): Uint8Array => Buffer.from(typeof field === 'string' ? field : '', 'base64');

/** Whether the key was derived from the passphrase of the file. */
export const isKeyOf = ({ cost, salt, check }: PassphraseFile, derived: Uint8Array): boolean =>
  timingSafeEqual(checkOf(cost, salt, derived), check);

/** The secret; `undefined` for a changed file or another binding. */
export const secretIn = ({ sealed }: PassphraseFile, boundTo: string, derived: Uint8Array): string | undefined =>
  unseal(sealed, boundTo, derived.subarray(0, sealKeyBytes));

const within = (value: unknown, most: number): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most ? value : undefined;
