// Why this exists: a file that was shared before, is unchanged and still stored does not travel again: the server copies it.
import { judgeCopy } from '../domain/copy-check';
import { placeOf, samePlace } from '../domain/connection';
import { asFailure } from '../domain/failure';
import type { Share } from '../domain/share';
import { weakest, type StoredCheck } from '../domain/stored-check';
import type { OpenConnection } from './access';
import type { TransferDone } from './engine';
import type { ObjectHeaders, ObjectStore } from './object-store';
import type { OpenFile, Ports, UnfinishedUpload } from './ports';
import { compareFiles } from './unchanged';

/** What is smaller has travelled before all the questions are asked. */
const leastBytes = 1_048_576;
const blockBytes = 65_536;
const randomBlocks = 6;

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
  const earlier = ports.ledger.sharesOf(upload.path).filter((share) => mayStand(share, upload, open));
  if (earlier.length === 0) return undefined;
  const file = await ports.files.open(upload.path);
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

function mayStand(share: Share, upload: UnfinishedUpload, { connection }: OpenConnection): boolean {
  const here =
    connection.kind === 'embedded' ? share.connectionId === connection.id : samePlace(placeOf(share), connection);
  const taken = share.revokedAtMs ?? share.missingAtMs ?? share.removedAtMs;
  return here && taken === undefined && share.kind === 'file' && share.sizeBytes === upload.sizeBytes;
}

async function copy(
  { key: sourceKey, storedCheck }: Share,
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
    if (copied?.sizeBytes === sizeBytes && compareFiles(snapshot, await file.inspect()) === 'same') {
      const verdict = judgeCopy(source, copied);
      if (verdict === 'unknown' && (await blocksEqual(objects, key, file, randomBytes))) {
        return done(snapshot, 'sample', objects);
      }
      if (typeof verdict === 'object') return done(snapshot, weakest([storedCheck, verdict.check]), objects);
    }
  } catch (error) {
    // Another source of the same bytes is at hand: the file itself.
    log.info(`a stored file could not be copied, so it is uploaded (${asFailure(error).code})`);
  }
  await objects.remove(key).catch(() => undefined);
  return undefined;
}

function done(snapshot: TransferDone['snapshot'], check: StoredCheck, objects: ObjectStore): TransferDone {
  const clockOffsetMs = objects.clockOffsetMs();
  return { sizeBytes: snapshot.sizeBytes, snapshot, check, ...(clockOffsetMs !== undefined && { clockOffsetMs }) };
}

/** The first block, the last, and some at random. */
async function blocksEqual(
  objects: ObjectStore,
  key: string,
  file: OpenFile,
  randomBytes: Ports['randomBytes'],
): Promise<boolean> {
  const last = file.snapshot.sizeBytes - blockBytes;
  const anywhere = Array.from({ length: randomBlocks }, () =>
    Math.floor((Buffer.from(randomBytes(4)).readUInt32BE() / 2 ** 32) * last),
  );
  const local = Buffer.alloc(blockBytes);
  for (const offset of new Set([0, last, ...anywhere])) {
    const there = await objects.readBack(key, offset, blockBytes);
    if ((await file.read(offset, local)) !== blockBytes || Buffer.compare(there, local) !== 0) return false;
  }
  return true;
}
