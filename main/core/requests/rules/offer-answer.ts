// The answer to a guest who asked for links to the parts of its file. Every guest can fetch every answer, so it is encrypted with the key
// in that guest's manifest, which no guest can read. The page reads it (renderer/request-page).
import { createCipheriv } from 'node:crypto';
import { Failure } from '../../model/failure';
import type { Refusal } from '../../model/requests/file-request';
import { references } from '../../pages/rules/page-link-encoding';

/** `closed`: nothing more is taken by this slot. `full`: enough files are there or under way. */
export type OfferRefusal = 'too-large' | 'kind' | 'full' | 'closed';

/** What a guest is told of a file that arrived and was refused. */
export const refusalTold: Readonly<Record<Refusal, OfferRefusal>> = {
  'too-large': 'too-large',
  kind: 'kind',
  late: 'closed',
  unencrypted: 'kind',
};

export type OfferAnswer =
  | {
      readonly v: 1;
      readonly state: 'upload';
      /** All parts have it but the last. */
      readonly partBytes: number;
      readonly parts: number;
      /** Path and query of a part, without `partNumber` and `X-Amz-Signature`, which the page appends. */
      readonly url: string;
      /** Of parts 1 to `parts`: 32 bytes each, base64url. */
      readonly signatures: readonly string[];
      /** The parts that are stored, base64url: part n is bit (n - 1) mod 8, from the lowest, of byte (n - 1) div 8. */
      readonly have: string;
      /** Unix ms on the server's clock: the end of the links. */
      readonly expiresAtMs: number;
    }
  | { readonly v: 1; readonly state: 'received'; readonly sizeBytes: number }
  | { readonly v: 1; readonly state: 'refused'; readonly reason: OfferRefusal };

/** `key` as the manifest has it; `slotKey`: of the slot's file, so that no answer passes for another slot's; `nonce`: 12 random bytes. */
export function sealAnswer(answer: OfferAnswer, key: string, slotKey: string, nonce: Uint8Array): Buffer {
  const seal = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), nonce);
  seal.setAAD(Buffer.from(slotKey));
  return Buffer.concat([nonce, seal.update(JSON.stringify(answer)), seal.final(), seal.getAuthTag()]);
}

/** `numbers`: of the parts that are stored, from 1. */
export function haveBits(parts: number, numbers: Iterable<number>): string {
  const bits = new Uint8Array(Math.ceil(parts / 8));
  for (const number of numbers) {
    const at = (number - 1) >> 3;
    bits[at] = (bits[at] ?? 0) | (1 << ((number - 1) & 7));
  }
  return Buffer.from(bits).toString('base64url');
}

/** What the links of an upload's parts have in common, once, and their signatures. Raises `unexpected` when they are not signed alike. */
export function partTable(urls: readonly string[]): { readonly url: string; readonly signatures: readonly string[] } {
  const parts = references(urls).map((reference, index) => {
    const [url = '', signature = ''] = reference.split('&X-Amz-Signature=');
    return { url: url.replace(`&partNumber=${index + 1}&`, '&'), signature };
  });
  const url = parts[0]?.url ?? '';
  // Never the links themselves: a failure's text may be logged.
  if (parts.some((part) => part.url !== url)) {
    throw new Failure('unexpected', { reason: 'links of one page that do not share their query' });
  }
  return { url, signatures: parts.map(({ signature }) => Buffer.from(signature, 'hex').toString('base64url')) };
}
