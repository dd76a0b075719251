// Looks at what guests of one file request stored: records what came, and removes what the request does not take.
import { createHash } from 'node:crypto';
import { forEachLimited } from '../async/for-each-limited';
import { chunkBytes, tagBytes } from '../model/age/age-layout';
import type { RequestSecrets } from '../encryption/encryption';
import { mostManifestBytes, type Arrival, type FileRequest, type Refusal } from '../model/requests/file-request';
import { asFailure, Failure } from '../model/failure';
import { unquotedEtag } from '../model/stored-check';
import type { ListedObject, ObjectStore } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import { slotOf, type SlotPart } from '../model/keys/object-key';
import { kindBytes, nameOfKind } from './rules/file-kind';
import { listFolder } from './list-folder';
import { openFile, mostHeadBytes, openWhole, type OpenedFile } from './open-arrival';
import type { Manifest } from './rules/manifest';
import { storedBytes } from './rules/stored-size';

/** Each takes three requests at most. */
const lookedAtOnce = 8;
/** No slot is signed for longer, so nobody can finish what was begun before. */
const abandonedMs = 24 * 3_600_000;

export type SlotObjects = Partial<Readonly<Record<SlotPart, ListedObject>>>;

export interface Look {
  /** Rows that this look recorded. */
  readonly fresh: readonly Arrival[];
  /** By batch: how many files its guest said to send. */
  readonly announced: ReadonlyMap<string, number>;
  /** What is stored of every slot. */
  readonly slots: ReadonlyMap<number, SlotObjects>;
  /** Slots whose guest has stored what it says of its file, and not the file. */
  readonly underWay: ReadonlySet<number>;
  /** Slots of manifests that no file can follow any more, unless its guest asked. */
  readonly leftovers: readonly number[];
  /** Keys of the files that the request does not take. */
  readonly refused: readonly string[];
  /** Why a slot could not be looked at; all others were. */
  readonly failure?: Failure;
}

async function listSlots(objects: ObjectStore, folder: string): Promise<ReadonlyMap<number, SlotObjects>> {
  const slots = new Map<number, SlotObjects>();
  for await (const object of listFolder(objects, folder)) {
    const meant = slotOf(folder, object.key);
    if (meant !== undefined) slots.set(meant.slot, { ...slots.get(meant.slot), [meant.part]: object });
  }
  return slots;
}

/** What the guest said of the file; `undefined` where that cannot be read, or was replaced after it was listed. */
export async function manifestOf(
  objects: ObjectStore,
  secrets: Pick<RequestSecrets, 'openHead'>,
  request: FileRequest,
  about: ListedObject | undefined,
): Promise<Manifest | undefined> {
  if (about === undefined || about.sizeBytes === 0 || about.sizeBytes > mostManifestBytes) return undefined;
  // Loaded with the first manifest: no start builds its schema.
  const { readManifest } = await import('./rules/manifest');
  try {
    const stored = await objects.readBack(about.key, 0, about.sizeBytes, about.etag);
    const plain = request.recipient === undefined ? stored : await openWhole(secrets, request, stored);
    return plain && readManifest(plain);
  } catch (error) {
    if (error instanceof Failure && error.code === 'object-missing') return undefined;
    throw error;
  }
}

interface Described {
  readonly key: string;
  readonly etag: string;
  readonly sizeBytes: number;
  readonly arrivedAtMs: number;
}

/** What is stored in a slot of an encrypted request. */
interface Sealed extends OpenedFile {
  /** Of the plain file, so many as decide about its kind. */
  readonly first: Uint8Array | undefined;
}

/** Undefined where it is no file for this request. Its first bytes are read where they decide. */
async function openStored(
  objects: ObjectStore,
  secrets: Pick<RequestSecrets, 'openHead'>,
  request: FileRequest,
  { key, etag, sizeBytes }: Described,
): Promise<Sealed | undefined> {
  const wanted = request.types === 'any' ? mostHeadBytes : mostHeadBytes + chunkBytes + tagBytes;
  const start = sizeBytes === 0 ? new Uint8Array() : await objects.readBack(key, 0, Math.min(sizeBytes, wanted), etag);
  const file = await openFile(secrets, request, start, sizeBytes);
  return file && { ...file, first: file.payload.push(start.subarray(file.head.length)) };
}

const second = (atMs: number): number => Math.floor(atMs / 1_000);

/**
 * The server's clock alone decides, which gave both times. Servers round them down to a second, and so does what a guest's page sees of them
 * (renderer/request-page/closing.ts): what came within that second counts as before.
 */
const isLate = (arrivedAtMs: number, closedPageAtMs: number): boolean => second(arrivedAtMs) > second(closedPageAtMs);

/** Why the request does not take it, else its name. `before`: what is recorded of its slot; `sealed`: of an encrypted request. */
async function verdictOn(
  objects: ObjectStore,
  request: FileRequest,
  { key, etag, sizeBytes, arrivedAtMs }: Described,
  name: string,
  before: Arrival | undefined,
  sealed: Sealed | undefined,
): Promise<Pick<Arrival, 'name' | 'state' | 'refusal'>> {
  const { closedAtMs, writtenAtMs, bytes, types } = request;
  const refused = (refusal: Refusal) => ({ name, state: 'refused', refusal }) as const;
  if (sizeBytes > storedBytes(request, bytes)) return refused('too-large');
  if (closedAtMs !== undefined && writtenAtMs > closedAtMs && isLate(arrivedAtMs, writtenAtMs)) return refused('late');
  // Another slot was offered in place of a refused one: a second file of it would be one too many.
  if (before?.state === 'refused') return refused('late');
  const isSealed = request.recipient !== undefined;
  if (isSealed && sealed?.first === undefined) return refused('unencrypted');
  if (types === 'any') return { name, state: 'arrived' };
  const length = Math.min(sizeBytes, kindBytes);
  const plain = isSealed || length === 0 ? undefined : await objects.readBack(key, 0, length, etag);
  const first = sealed?.first ?? plain ?? new Uint8Array();
  const fitting = nameOfKind(types, name, first.subarray(0, kindBytes));
  return fitting === undefined ? refused('kind') : { name: fitting, state: 'arrived' };
}

const headHash = (file: OpenedFile | undefined): string | undefined =>
  file && createHash('sha256').update(file.head).digest('base64url');

/** A slot's signatures work for a day: a guest who copied them could fill the folder, and have it told, without end. */
function writtenAgain(before: Arrival | undefined): Pick<Arrival, 'isAgain' | 'toldAtMs'> {
  if (before === undefined) return {};
  const { isAgain, state, toldAtMs } = before;
  if (isAgain !== true) return state !== 'arrived' || toldAtMs !== undefined ? { isAgain: true } : {};
  return { isAgain, ...(toldAtMs !== undefined && { toldAtMs }) };
}

/**
 * One look at a request. Rows are durable before it gives what is to be removed. What one slot fails with holds no other slot back. Raises
 * retryable failures of the store, and what the ledger raises.
 */
export async function findArrivals(
  objects: ObjectStore,
  { ledger }: Pick<Ports, 'ledger'>,
  secrets: Pick<RequestSecrets, 'openHead'>,
  request: FileRequest,
): Promise<Look> {
  const slots = await listSlots(objects, request.folder);
  const known = new Map(ledger.arrivals(request.id).map((arrival) => [arrival.slot, arrival]));
  const nowMs = objects.serverNowMs();
  const found: Arrival[] = [];
  const announced = new Map<string, number>();
  const refused: string[] = [];
  const leftovers: number[] = [];
  const underWay = new Set<number>();

  const lookAtFile = async (slot: number, data: ListedObject, about: ListedObject | undefined): Promise<void> => {
    const before = known.get(slot);
    const isSame = (etag: string) => before !== undefined && before.etag === unquotedEtag(etag);
    if (data.etag !== undefined && isSame(data.etag)) {
      // The clean-up of an earlier look was interrupted.
      if (before?.state === 'refused') refused.push(data.key);
      return;
    }
    const stored = await objects.describe(data.key);
    if (stored === undefined || isSame(stored.etag)) return;
    const { sizeBytes } = stored;
    const arrivedAtMs = data.modifiedAtMs ?? nowMs;
    const described = { key: data.key, etag: unquotedEtag(stored.etag), sizeBytes, arrivedAtMs };
    const isSealed = request.recipient !== undefined && sizeBytes <= storedBytes(request, request.bytes);
    const sealed = isSealed ? await openStored(objects, secrets, request, described) : undefined;
    const listed = await manifestOf(objects, secrets, request, about);
    // The manifest of another file: its words say nothing about this one.
    const isOwn = isSealed
      ? listed?.head === headHash(sealed)
      : request.recipient !== undefined || (listed?.sizeBytes ?? sizeBytes) === sizeBytes;
    const said = isOwn ? listed : undefined;
    if (said !== undefined) announced.set(said.batch, said.count);
    const verdict = await verdictOn(objects, request, described, said?.name ?? 'file', before, sealed);
    found.push({
      requestId: request.id,
      slot,
      ...described,
      ...(sealed !== undefined && { sizeBytes: sealed.plainBytes }),
      ...(said?.folder !== undefined && { folder: said.folder }),
      ...(said?.folderLost === true && { folderLost: true }),
      batch: said?.batch ?? `slot-${slot}`,
      ...(said?.sender !== undefined && { sender: said.sender }),
      ...(said?.note !== undefined && { note: said.note }),
      ...writtenAgain(before),
      ...verdict,
    });
    if (verdict.state === 'refused') refused.push(data.key);
  };

  const lookAt = async ([slot, { about, data }]: readonly [number, SlotObjects]): Promise<void> => {
    if (data !== undefined) {
      await lookAtFile(slot, data, about).catch((error: unknown) => {
        // The guest replaced it at this moment: the next look finds what is there then.
        if (!(error instanceof Failure && error.code === 'object-missing')) throw error;
      });
    } else if (about !== undefined && !known.has(slot)) {
      if (nowMs - (about.modifiedAtMs ?? nowMs) > abandonedMs) leftovers.push(slot);
      else underWay.add(slot);
    }
  };
  const goesOn = (first: Failure | undefined) => first?.retryable !== true;
  const failure = await forEachLimited(slots, lookedAtOnce, lookAt, goesOn).then(() => undefined, asFailure);

  const fresh: Arrival[] = [];
  ledger.together(() => {
    // What another process recorded meanwhile is as new as this, or newer.
    const now = new Map(ledger.arrivals(request.id).map((arrival) => [arrival.slot, arrival]));
    fresh.push(...found.filter(({ slot }) => now.get(slot)?.etag === known.get(slot)?.etag));
    if (fresh.length > 0) ledger.saveArrivals(fresh);
  });
  if (failure?.retryable === true) throw failure;
  return { fresh, announced, slots, underWay, leftovers, refused, ...(failure !== undefined && { failure }) };
}

/** The keys under `folder` that no guest finished: manifests without their file; and answers. */
export async function unfinishedKeys(objects: ObjectStore, folder: string): Promise<readonly string[]> {
  const slots = await listSlots(objects, folder);
  return [...slots.values()].flatMap(({ about, data, answer }) => [
    ...(about !== undefined && data === undefined ? [about.key] : []),
    ...(answer === undefined ? [] : [answer.key]),
  ]);
}
