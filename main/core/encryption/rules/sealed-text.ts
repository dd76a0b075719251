// The secrets of shares and files as the ledger has them: `<id of the key>.<encrypted record in base64url>`.
import { seal, unseal } from '../../credentials/rules/encrypted-record';
import { objectIn } from '../../model/json-object';
import type { AgeLock, FileSecrets, ShareSecrets } from '../../model/encryption';

export interface KeyOfText {
  /** Without a dot. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

export const sealText = (text: string, boundTo: string, { id, bytes }: KeyOfText, nonce: Uint8Array): string =>
  `${id}.${Buffer.from(seal(text, boundTo, bytes, nonce)).toString('base64url')}`;

export const keyIdOf = (sealed: string): string => sealed.slice(0, sealed.indexOf('.'));

/** `undefined` for a changed text, another key or another binding. */
export const unsealText = (sealed: string, boundTo: string, { bytes }: KeyOfText): string | undefined =>
  unseal(Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64url'), boundTo, bytes);

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytesOf = (value: unknown): Uint8Array | undefined =>
  typeof value === 'string' ? Buffer.from(value, 'base64') : undefined;

const ofShare = (shareId: string): string => `share:${shareId}`;
const ofFile = (shareId: string): string => `file:${shareId}`;

/** Those of a share, bound to it. */
export function sealSecrets(
  { identity, secret, lock }: ShareSecrets,
  shareId: string,
  key: KeyOfText,
  nonce: Uint8Array,
): string {
  const kept = lock !== undefined && { header: base64(lock.header), fileKey: base64(lock.fileKey) };
  return sealText(JSON.stringify({ identity, secret, ...kept }), ofShare(shareId), key, nonce);
}

/** `undefined` for what `sealSecrets` did not give for this share and key. */
export function unsealSecrets(sealed: string, shareId: string, key: KeyOfText): ShareSecrets | undefined {
  const { identity, secret, ...rest } = objectIn(unsealText(sealed, ofShare(shareId), key));
  if (typeof identity !== 'string' || typeof secret !== 'string') return undefined;
  const [header, fileKey] = [bytesOf(rest['header']), bytesOf(rest['fileKey'])];
  const lock: AgeLock | undefined = header === undefined || fileKey === undefined ? undefined : { header, fileKey };
  return { identity, secret, ...(lock !== undefined && { lock }) };
}

/** Those of a file of a share, bound to that. */
export const sealFileSecrets = (
  { head, payloadKey }: FileSecrets,
  shareId: string,
  key: KeyOfText,
  nonce: Uint8Array,
): string =>
  sealText(JSON.stringify({ head: base64(head), payloadKey: base64(payloadKey) }), ofFile(shareId), key, nonce);

/** `undefined` for what `sealFileSecrets` did not give for this share and key. */
export function unsealFileSecrets(sealed: string, shareId: string, key: KeyOfText): FileSecrets | undefined {
  const found = objectIn(unsealText(sealed, ofFile(shareId), key));
  const [head, payloadKey] = [bytesOf(found['head']), bytesOf(found['payloadKey'])];
  return head === undefined || payloadKey === undefined ? undefined : { head, payloadKey };
}
