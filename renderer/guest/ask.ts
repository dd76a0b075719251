// What the receiving computer answers to a file that is to go in parts, and when the page asks for it.
import { bytesOf, hexOf, list, number, record, text } from '../page/page-data';
import type { Request } from './request';

/** The computer writes its heartbeat every 60 seconds; one may be late. */
export const onForMs = 150_000;
/** Without an answer for so long a file that fits in one write is sent in one. */
export const patienceMs = 180_000;
/** A part that begins has so long at least until its link ends. */
const marginMs = 30_000;

export interface Upload {
  readonly state: 'upload';
  /** Without `partNumber` and signature; another one is another upload, which has none of the parts. */
  readonly url: string;
  readonly partBytes: number;
  /** Hex, one for each part. */
  readonly signatures: readonly string[];
  /** The numbers of those that the storage had when the answer was written. */
  readonly have: ReadonlySet<number>;
  /** Unix ms on the server's clock. */
  readonly expiresAtMs: number;
}

export type AskAnswer =
  | Upload
  | { readonly state: 'received'; readonly sizeBytes: number }
  | { readonly state: 'refused'; readonly reason: string };

/** Whether the file goes in parts when the computer is on; `must`: it cannot go otherwise. */
export function goesInParts({ ask, directMostBytes }: Request, sizeBytes: number): 'must' | 'may' | 'not' {
  if (ask === undefined) return 'not';
  if (sizeBytes > directMostBytes) return 'must';
  return sizeBytes > ask.directBytes ? 'may' : 'not';
}

/** Milliseconds before the page looks for an answer again; `looks`: those it made. */
export const lookPauseMs = (looks: number): number => Math.min(2_000 * 2 ** looks, 15_000);

/** Bit 0 of a byte is its first part. */
function partsOf(bitmap: string, count: number): ReadonlySet<number> {
  const bytes = bytesOf(bitmap);
  const isSet = (index: number) => ((bytes[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
  return new Set(Array.from({ length: count }, (_part, index) => index + 1).filter((part) => isSet(part - 1)));
}

function uploadOf(said: Readonly<Record<string, unknown>>, sizeBytes: number): Upload | undefined {
  const partBytes = number(said['partBytes']);
  const parts = number(said['parts']);
  const url = text(said['url']);
  const signatures = list(said['signatures']).map((signature) => hexOf(text(signature)));
  const fits = partBytes >= 1 && parts === Math.max(1, Math.ceil(sizeBytes / partBytes)) && signatures.length === parts;
  // The file goes where the page comes from, whatever the answer says.
  if (!fits || !/^\/(?!\/)/.test(url)) return undefined;
  const have = partsOf(text(said['have']), parts);
  return { state: 'upload', url, partBytes, signatures, have, expiresAtMs: number(said['expiresAtMs']) };
}

/** Reads the decrypted answer about a file of `sizeBytes`; undefined for what is no answer, or not one about it. */
export function readAnswer(json: string, sizeBytes: number): AskAnswer | undefined {
  try {
    const said = record(JSON.parse(json));
    if (said['v'] !== 1) return undefined;
    if (said['state'] === 'upload') return uploadOf(said, sizeBytes);
    if (said['state'] === 'received') return { state: 'received', sizeBytes: number(said['sizeBytes']) };
    return said['state'] === 'refused' ? { state: 'refused', reason: text(said['reason']) } : undefined;
  } catch {
    return undefined;
  }
}

/** Where the bytes of a part are. */
export function rangeOf({ partBytes }: Pick<Upload, 'partBytes'>, part: number, sizeBytes: number) {
  const from = (part - 1) * partBytes;
  return { from, to: Math.min(sizeBytes, from + partBytes) };
}

export const partLink = ({ url, signatures }: Upload, part: number): string =>
  `${url}&partNumber=${part}&X-Amz-Signature=${signatures[part - 1] ?? ''}`;

/** Whether a part that begins now may outlive its link. */
export const endsSoon = ({ expiresAtMs }: Pick<Upload, 'expiresAtMs'>, nowMs: number): boolean =>
  nowMs >= expiresAtMs - marginMs;
