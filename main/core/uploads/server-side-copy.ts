// A file that was shared before, is unchanged and still stored is copied by the server instead of uploaded again.
import { describesObjects } from '../model/capabilities';
import { placeOf, samePlace, type Connection } from '../model/connection';
import { asFailure } from '../model/failure';
import type { PageDraft, Share, ShareItem } from '../model/share';
import { crc32Of, judge, type StoredCheck, judgeCopy } from '../model/stored-check';
import { equalBlocks, type OpenConnection } from '../storage/storage';
import type { TransferDone } from '../ports/transfer-engine';
import type { ObjectHeaders, ObjectStore, StoredObject } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import type { UnfinishedUpload } from '../model/upload';
import type { OpenFile } from '../ports/files';
import { compareFiles, type FileSnapshot } from '../model/given-file';
import { singlePutBytes } from '../providers/multipart-limits';

/** Uploading a smaller file is faster than the requests of a copy. */
const leastBytes = 1_048_576;

type CopyPorts = Pick<Ports, 'ledger' | 'files' | 'log' | 'randomBytes'>;

/**
 * Copies the object of an earlier share of the same unchanged file to the key of this upload, so that both can be taken back apart.
 * `undefined` when there is none, or anything about it is doubtful: then the file is uploaded. `firstByte`: as `TransferHooks.firstByte`.
 */
export async function copyStored(
  upload: UnfinishedUpload,
  headers: ObjectHeaders,
  open: OpenConnection,
  ports: CopyPorts,
  { firstByte }: { readonly firstByte?: Promise<void> | undefined },
): Promise<TransferDone | undefined> {
  if (open.ephemeral || upload.sizeBytes < leastBytes || upload.record !== undefined) return undefined;
  // Without HEAD the copy cannot be compared.
  if (!describesObjects(open.connection)) return undefined;
  const earlier = storedBefore(upload, open, ports);
  if (earlier.length === 0) return undefined;
  const file = await ports.files.open(upload.path, upload.given);
  try {
    const unchanged = earlier.find((one) => isOf(one, file.snapshot));
    if (unchanged === undefined) return undefined;
    await firstByte;
    return await copy(unchanged, file, upload.key, headers, open, ports);
  } finally {
    await file.close();
  }
}

/** Whether this unchanged file was stored before, and may still be: then no byte of it is likely to be sent. Asks nobody but the ledger. */
export const isStoredAlready = (
  path: string,
  snapshot: FileSnapshot,
  connection: Connection,
  ports: Pick<Ports, 'ledger'>,
): boolean =>
  snapshot.sizeBytes >= leastBytes &&
  describesObjects(connection) &&
  storedBefore({ path, sizeBytes: snapshot.sizeBytes }, { connection }, ports).some((one) => isOf(one, snapshot));

/** A stored object, and the file it was made of. */
type Earlier = Pick<ShareItem, 'key' | 'sizeBytes' | 'source'>;

const isOf = ({ sizeBytes, source }: Earlier, snapshot: FileSnapshot): boolean =>
  source?.stamp !== undefined && compareFiles({ sizeBytes, ...source.stamp }, snapshot) === 'same';

/** Objects that may still be stored in this bucket: shares of one file, and files of pages. */
function storedBefore(
  { path, sizeBytes }: Pick<UnfinishedUpload, 'path' | 'sizeBytes'>,
  open: Pick<OpenConnection, 'connection'>,
  { ledger }: Pick<Ports, 'ledger'>,
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
const isHere = (draft: PageDraft | undefined, { connection }: Pick<OpenConnection, 'connection'>): boolean =>
  draft !== undefined && draft.connectionId === connection.id && draft.bucket === connection.bucket;

function mayStand(share: Share, { connection }: Pick<OpenConnection, 'connection'>): boolean {
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
