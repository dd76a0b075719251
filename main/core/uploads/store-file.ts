// Stores a file: by a copy inside the bucket where the same file is stored already, else by an upload.
import { linkAnswer, unknownType, contentDisposition } from '../model/links/link-headers';
import type { ShareSource } from '../model/share';
import { copyStored } from './server-side-copy';
import type { TransferDone } from '../ports/transfer-engine';
import type { ObjectHeaders } from '../ports/object-store';
import { transferFile, type ItemContext } from './transfer-file';
import type { UnfinishedUpload } from '../model/upload';

export interface StoredFile extends TransferDone {
  readonly contentType: string;
  /** Of an encrypted file: base64url of SHA-256 over the head of its age file. */
  readonly headSha256?: string;
  /** Absent for a stream. */
  readonly source?: ShareSource;
  /** Copied inside the bucket, not uploaded. */
  readonly copied: boolean;
}

/** Shows the upload as under way, then as stored. Raises what the engine raises. */
export async function storeFile(upload: UnfinishedUpload, context: ItemContext): Promise<StoredFile> {
  const { ports, open, rows } = context;
  const contentType = ports.contentTypeOf(upload.name) ?? unknownType;
  // An earlier run may have sent it all, and failed at its link.
  rows.update(upload.id, { phase: { kind: 'uploading' }, ...(upload.record === undefined && { sentBytes: 0 }) });
  const streamed = context.stream !== undefined;
  const headers = headersOf(upload, contentType);
  const isEncrypted = upload.encryptWith !== undefined;
  const copied = streamed || isEncrypted ? undefined : await copyStored(upload, headers, open, ports);
  const transferIt = isEncrypted ? (await import('./transfer-encrypted')).transferEncrypted : transferFile;
  const done = copied ?? (await transferIt(upload, headers, context));
  const { sizeBytes } = done;
  rows.update(upload.id, { sentBytes: sizeBytes, sizeBytes, bytesPerSecond: 0, phase: { kind: 'verifying' } });
  const { mtimeNs, ctimeNs, inode, device } = done.snapshot;
  return {
    ...done,
    contentType,
    ...(!streamed && { source: { path: upload.path, stamp: { mtimeNs, ctimeNs, inode, device } } }),
    copied: copied !== undefined,
  };
}

function headersOf({ name, encryptWith }: UnfinishedUpload, contentType: string): ObjectHeaders {
  // Nothing of the file: neither its name nor its type.
  if (encryptWith !== undefined) return { contentType: unknownType, contentDisposition: 'attachment' };
  return {
    // A link without a type in its query must not open content that can run code either.
    contentType: linkAnswer(contentType, 'attachment').contentType,
    contentDisposition: contentDisposition('attachment', name.slice(name.lastIndexOf('/') + 1)),
  };
}
