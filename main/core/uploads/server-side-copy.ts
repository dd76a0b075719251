// A file that was shared before, is unchanged and still stored is copied by the server instead of uploaded again.
import { describesObjects } from '../model/capabilities';
import { placeOf, samePlace } from '../model/connection';
import { asFailure } from '../model/failure';
import type { PageDraft, Share, ShareItem } from '../model/share';
import { crc32Of, judge, type StoredCheck, judgeCopy } from '../model/stored-check';
import { equalBlocks, type OpenConnection } from '../storage/storage';
import type { TransferDone } from '../ports/transfer-engine';
import type { ObjectHeaders, ObjectStore, StoredObject } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import type { UnfinishedUpload } from '../model/upload';
import type { OpenFile } from '../ports/files';
import { compareFiles } from '../model/given-file';
import { singlePutBytes } from '../providers/multipart-limits';

/** Uploading a smaller file is faster than the requests of a copy. */
const leastBytes = 1_048_576;

type CopyPorts = Pick<Ports, 'ledger' | 'files' | 'log' | 'randomBytes'>;

/**
 * Copies the object of an earlier share of the same unchanged file to the key of this upload, so that both can be taken back apart.
 * `undefined` when there is none, or anything about it is doubtful: then the file is uploaded.
 */
export async function copyStored(
  upload: UnfinishedUpload,
  headers: ObjectHeaders,
  open: OpenConnection,
  ports: CopyPorts,
): Promise<TransferDone | undefined> {
  if (open.ephemeral || upload.sizeBytes < leastBytes || upload.record !== undefined) return undefined;
  // Without HEAD the copy cannot be compared.
  if (!describesObjects(open.connection)) return undefined;
  const earlier = storedBefore(upload, open, ports);
  if (earlier.length === 0) return undefined;
  const file = await ports.files.open(upload.path, upload.given);
  try {
    const unchanged = earlier.find(({ sizeBytes, source }) => {
      const { stamp } = source ?? {};
      return stamp !== undefined && compareFiles({ sizeBytes, ...stamp }, file.snapshot) === 'same';
    });
    return unchanged === undefined ? undefined : await copy(unchanged, file, upload.key, headers, open, ports);
  } finally {
    await file.close();
  }
}

/** A stored object, and the file it was made of. */
type Earlier = Pick<ShareItem, 'key' | 'sizeBytes' | 'source'>;

/** Objects that may still be stored in this bucket: shares of one file, and files of pages. */
function storedBefore(
  { path, sizeBytes }: UnfinishedUpload,
  open: OpenConnection,
  { ledger }: CopyPorts,
): readonly Earlier[] {
  const files = ledger.sharesOf(path).filter((share) => share.kind === 'file' && mayStand(share, open));
  const plain = ledger.itemsOf(path).filter(({ headSha256 }) => headSha256 === undefined);
  const items = plain.filter(({ shareId }) => {
    const share = ledger.share(shareId);
    return share === undefined ? isHere(draftOf(shareId, ledger), open) : mayStand(share, open);
  });
  return [...files, ...items].filter((earlier) => earlier.sizeBytes === sizeBytes);
}

const draftOf = (id: string, ledger: CopyPorts['ledger']) =>
  ledger.pageDrafts().find((draft) => draft.id === id && draft.abandoned !== true);

/** A file of an unfinished page serves as well. */
const isHere = (draft: PageDraft | undefined, { connection }: OpenConnection): boolean =>
  draft !== undefined && draft.connectionId === connection.id && draft.bucket === connection.bucket;

function mayStand(share: Share, { connection }: OpenConnection): boolean {
  const here =
    connection.kind === 'embedded' ? share.connectionId === connection.id : samePlace(placeOf(share), connection);
  return here && (share.revokedAtMs ?? share.missingAtMs ?? share.removedAtMs) === undefined;
}

async function copy(
  { key: sourceKey }: Earlier,
  file: OpenFile,
  key: string,
  headers: ObjectHeaders,
  { objects }: OpenConnection,
  { log, randomBytes }: CopyPorts,
): Promise<TransferDone | undefined> {
  const { snapshot } = file;
  const { sizeBytes } = snapshot;
  try {
    const source = await objects.describe(sourceKey);
    if (source?.sizeBytes !== sizeBytes) return undefined;
    await objects.copy(sourceKey, key, headers, sizeBytes);
    const copied = await objects.describe(key);
    if (copied?.sizeBytes === sizeBytes && judgeCopy(source, copied) !== 'differs') {
      const check = await checkCopy(objects, key, copied, file, randomBytes);
      if (check !== 'differs' && compareFiles(snapshot, await file.inspect()) === 'same') {
        const clockOffsetMs = objects.clockOffsetMs();
        return { sizeBytes, snapshot, check, ...(clockOffsetMs !== undefined && { clockOffsetMs }) };
      }
    }
  } catch (error) {
    // The file itself is still there to upload.
    log.info(`a stored file could not be copied, so it is uploaded (${asFailure(error).code})`);
  }
  await objects.remove(key).catch(() => undefined);
  return undefined;
}

/** Compares the copy with the file itself, because the source may have been replaced: a small one by all its bytes, a large one in samples. */
async function checkCopy(
  objects: ObjectStore,
  key: string,
  copied: StoredObject,
  file: OpenFile,
  randomBytes: Ports['randomBytes'],
): Promise<StoredCheck | 'differs'> {
  const { sizeBytes } = file.snapshot;
  if (sizeBytes <= singlePutBytes) {
    const local = Buffer.alloc(sizeBytes);
    if ((await file.read(0, local)) !== sizeBytes) return 'differs';
    const verdict = judge(copied, local, crc32Of(local));
    if (verdict !== 'unknown') return verdict === 'differs' ? verdict : verdict.check;
  }
  const fromFile = async (offset: number, length: number): Promise<Uint8Array> => {
    const local = Buffer.alloc(length);
    return local.subarray(0, await file.read(offset, local));
  };
  const fromCopy = (offset: number, length: number) => objects.readBack(key, offset, length);
  return (await equalBlocks(sizeBytes, randomBytes, fromFile, fromCopy)) ? 'sample' : 'differs';
}
