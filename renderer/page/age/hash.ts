// SHA-256 as Mayfly writes it into a manifest: base64url. Without WebCrypto, which pages have over HTTPS only.
import { sha256 } from '@noble/hashes/sha2.js';

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

export const sha256Of = (bytes: Uint8Array): string => base64url(sha256(bytes));

/** For bytes that come in pieces. */
export function createSha256(): { readonly update: (bytes: Uint8Array) => void; readonly digest: () => string } {
  const hash = sha256.create();
  return { update: (bytes) => void hash.update(bytes), digest: () => base64url(hash.digest()) };
}
