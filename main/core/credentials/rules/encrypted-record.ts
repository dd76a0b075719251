// Encrypts a secret too long for a keychain entry: the record lies on the disk, its key in the keychain, and both are bound to one
// connection.
import { createCipheriv, createDecipheriv } from 'node:crypto';

export const sealKeyBytes = 32;
/** 96 bits, the IV length of AES-GCM: NIST SP 800-38D, 8.2. */
export const sealNonceBytes = 12;
const tagBytes = 16;
const cipher = 'aes-256-gcm';

/** First byte of a record. */
const version = 1;

/** AES-256-GCM over the text, bound to `boundTo`. Key and nonce are random bytes that are used once. */
export function seal(text: string, boundTo: string, key: Uint8Array, nonce: Uint8Array): Uint8Array {
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  sealing.setAAD(Buffer.from(boundTo));
  const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
  return Buffer.concat([Uint8Array.of(version), nonce, sealing.getAuthTag(), sealed]);
}

/** The text; `undefined` for a changed record, another key or another binding. */
export function unseal(record: Uint8Array, boundTo: string, key: Uint8Array): string | undefined {
  const start = 1 + sealNonceBytes + tagBytes;
  if (record[0] !== version || record.length < start || key.length !== sealKeyBytes) return undefined;
  const opening = createDecipheriv(cipher, key, record.subarray(1, 1 + sealNonceBytes), { authTagLength: tagBytes });
  opening.setAAD(Buffer.from(boundTo));
  opening.setAuthTag(record.subarray(1 + sealNonceBytes, start));
  try {
    return Buffer.concat([opening.update(record.subarray(start)), opening.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
