// The manifest of an encrypted share: what its files are called, and the identity that opens them.
import type { ShareItem } from '../../model/share';
import { encryptedBytes } from '../../model/age/age-layout';

/** Of an age file with one X25519 stanza: header and nonce. https://c2sp.org/age */
export const headBytes = 184;

export type ManifestItem = Pick<ShareItem, 'path' | 'sizeBytes' | 'contentType' | 'sha256' | 'headSha256'>;

export interface ShareManifest {
  readonly title: string;
  readonly message: string | undefined;
  readonly identity: string;
  /** In the order of the page's table. */
  readonly files: readonly ManifestItem[];
}

/**
 * JSON: `{"version":1,"title","message"?,"identity","files":[[path, bytes, media type, SHA-256 or "", SHA-256 of the head], …]}`, hashes in
 * base64url. The hash of the head binds a stored object to its name: without it the storage could swap two files.
 */
export const manifestText = ({ title, message, identity, files }: ShareManifest): string =>
  JSON.stringify({
    version: 1,
    title,
    message,
    identity,
    files: files.map(({ path, sizeBytes, contentType, sha256, headSha256 = '' }) => [
      path,
      sizeBytes,
      contentType,
      sha256 === undefined ? '' : Buffer.from(sha256, 'hex').toString('base64url'),
      headSha256,
    ]),
  });

/** Bytes of the age file of an item, as they are stored; of an item that is not encrypted its own. */
export const storedBytes = ({ sizeBytes, headSha256 }: Pick<ShareItem, 'sizeBytes' | 'headSha256'>): number =>
  headSha256 === undefined ? sizeBytes : encryptedBytes({ headBytes, plainBytes: sizeBytes });
