// Stores a file: by a copy inside the bucket where the same file is stored already, else by an upload.
import { linkAnswer, unknownType } from '../storage/rules/content-type';
import { contentDisposition } from '../storage/rules/content-disposition';
import type { ShareSource } from '../model/share';
import { copyStored } from './server-side-copy';
import type { TransferDone } from '../ports/transfer-engine';
import type { ObjectHeaders } from '../ports/object-store';
import { transferFile, type ItemContext } from './transfer-file';
import type { UnfinishedUpload } from '../model/upload';

export interface StoredFile extends TransferDone {
  readonly contentType: string;
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
  const fileName = upload.name.slice(upload.name.lastIndexOf('/') + 1);
  const headers: ObjectHeaders = {
    // A link without a type in its query must not open content that can run code either.
    contentType: linkAnswer(contentType, 'attachment').contentType,
    contentDisposition: contentDisposition('attachment', fileName),
  };
  const streamed = context.stream !== undefined;
  const copied = streamed ? undefined : await copyStored(upload, headers, open, ports);
  const done = copied ?? (await transferFile(upload, headers, context));
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
