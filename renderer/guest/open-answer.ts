// Decrypts the answer to one file: everybody with the page can fetch it, and only the guest who asked has the key.

import { bytesOf } from '../page/page-data';

const nonceBytes = 12;

/** AES-256-GCM, its nonce before it, for the file's key in the bucket. Undefined for what `key` (base64url) does not open. */
export async function openAnswer(sealed: ArrayBuffer, key: string, dataKey: string): Promise<string | undefined> {
  try {
    const aes = await crypto.subtle.importKey('raw', bytesOf(key), 'AES-GCM', false, ['decrypt']);
    const how = {
      name: 'AES-GCM',
      iv: sealed.slice(0, nonceBytes),
      additionalData: new TextEncoder().encode(dataKey),
    };
    return new TextDecoder().decode(await crypto.subtle.decrypt(how, aes, sealed.slice(nonceBytes)));
  } catch {
    return undefined;
  }
}
