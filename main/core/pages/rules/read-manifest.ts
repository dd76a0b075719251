// Reads the manifest of an encrypted share: what its objects are called, and the identity that opens them.
import { objectIn } from '../../model/json-object';
import { hexOf, isSize, isText } from './read-page';

export interface SealedFile {
  readonly path: string;
  /** Of the plain file. */
  readonly sizeBytes: number;
  readonly contentType: string;
  /** Of the plain file, lower-case hex. */
  readonly sha256: string | undefined;
  /** base64url of the SHA-256 over the head of its age file: the only object that this name may have. */
  readonly headSha256: string;
}

export interface ReadManifest {
  /** `AGE-SECRET-KEY-1…`, a secret. */
  readonly identity: string;
  /** In the order of the page's objects. */
  readonly files: readonly SealedFile[];
}

const sha256Bytes = 32;

function fileOf(row: unknown): SealedFile | undefined {
  if (!Array.isArray(row)) return undefined;
  const [path, sizeBytes, contentType, sha256, headSha256] = row as readonly unknown[];
  const hash = isText(sha256) && sha256 !== '' ? hexOf(sha256, sha256Bytes) : undefined;
  if (!isText(path) || !isSize(sizeBytes) || !isText(sha256) || (sha256 !== '' && hash === undefined)) return undefined;
  // Of a file that is still sent nobody knows the head yet.
  if (!isText(headSha256) || !isText(contentType)) return undefined;
  return { path, sizeBytes, contentType, sha256: hash, headSha256 };
}

/** What `manifestText` wrote; `undefined` for anything else. */
export function readManifest(text: string): ReadManifest | undefined {
  const { version, identity, files } = objectIn(text);
  if (version !== 1 || !isText(identity) || !Array.isArray(files)) return undefined;
  const read = (files as readonly unknown[]).map(fileOf);
  return read.every((file) => file !== undefined) ? { identity, files: read } : undefined;
}
