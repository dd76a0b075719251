// Opens the answer to a guest who asked for links, as the page does with Web Crypto.
import { createDecipheriv } from 'node:crypto';
import type { OfferAnswer } from '../../main/core/requests/rules/offer-answer';

const nonceBytes = 12;
const tagBytes = 16;

/** What `sealAnswer` sealed. Raises an `Error` for another key or slot, and for changed bytes. */
export function openAnswer(sealed: Uint8Array, key: string, slotKey: string): OfferAnswer {
  const end = sealed.length - tagBytes;
  const nonce = sealed.subarray(0, nonceBytes);
  const open = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), nonce, { authTagLength: tagBytes });
  open.setAAD(Buffer.from(slotKey));
  open.setAuthTag(sealed.subarray(end));
  const text = Buffer.concat([open.update(sealed.subarray(nonceBytes, end)), open.final()]).toString('utf8');
  return JSON.parse(text) as OfferAnswer;
}
