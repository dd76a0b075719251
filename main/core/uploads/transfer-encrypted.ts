// Runs the transfer of a file of an encrypted share: which secrets it is encrypted with, and when it gets others.
import { createHash } from 'node:crypto';
import { encryptedBytes } from '../model/age/age-layout';
import type { FileSecrets } from '../model/encryption';
import { asFailure, Failure } from '../model/failure';
import type { UnfinishedUpload } from '../model/upload';
import type { ObjectHeaders } from '../ports/object-store';
import type { TransferDone } from '../ports/transfer-engine';
import { transferFile, type ItemContext } from './transfer-file';

export interface EncryptedDone extends TransferDone {
  /** Base64url of SHA-256 over the head of the age file. */
  readonly headSha256: string;
}

/**
 * A multipart upload that goes on keeps its secrets, because the engine lets no part leave that differs from an earlier one. So does the first run
 * of one whose secrets stand in the manifest of a page that was given before. Any other run gets new ones, and so does one that went on until the
 * file, or the upload on the server, was not what it had been: that begins at zero.
 * Raises what the engine and the keeper of the secrets raise.
 */
export async function transferEncrypted(
  upload: UnfinishedUpload,
  headers: ObjectHeaders,
  context: ItemContext,
): Promise<EncryptedDone> {
  const { tell, rows, stream, fileSecrets, hasUnusedSecrets, goOn } = context;
  const { encryptWith = '', record, intent } = upload;
  const shareId = intent.page?.id;
  // An encrypted share is a page.
  if (shareId === undefined) throw new Failure('unexpected');
  const run = async (own: UnfinishedUpload, secrets: FileSecrets): Promise<EncryptedDone> => {
    const sizeBytes = encryptedBytes({ headBytes: secrets.head.length, plainBytes: upload.sizeBytes });
    if (stream === undefined) rows.update(upload.id, { sizeBytes });
    const done = await transferFile(own, headers, context, secrets);
    return { ...done, headSha256: createHash('sha256').update(secrets.head).digest('base64url') };
  };
  let restarted: TransferDone['restarted'];
  const isFirst = hasUnusedSecrets?.() === true && record === undefined;
  if (encryptWith !== '' && (isFirst || record?.multipartUploadId !== undefined)) {
    try {
      return await run(upload, await fileSecrets.open(shareId, encryptWith));
    } catch (error) {
      const { code } = asFailure(error);
      if (code !== 'file-changed' && code !== 'upload-lost') throw error;
      restarted = code;
      goOn();
    }
  }
  const { secrets, sealed } = await fileSecrets.create(shareId);
  const { record: earlier, ...fresh } = { ...upload, encryptWith: sealed };
  // A record without an id only says that an upload of this key may be on the server.
  const hasOld = restarted === undefined && earlier !== undefined && earlier.multipartUploadId === undefined;
  const done = await run(hasOld ? { ...fresh, record: earlier } : fresh, secrets);
  if (restarted === undefined) return done;
  tell({ kind: 'restarted', name: upload.name, why: restarted });
  return { ...done, restarted };
}
