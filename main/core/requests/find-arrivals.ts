// Looks at what guests of one file request stored: records what came, and removes what the request does not take.
import { forEachLimited } from '../async/for-each-limited';
import { mostManifestBytes, type Arrival, type FileRequest, type Refusal } from '../model/file-request';
import { Failure } from '../model/failure';
import { unquotedEtag } from '../model/stored-check';
import type { ListedObject, ObjectStore } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import { slotOf, type SlotPart } from '../storage/rules/object-key';
import { isOfKind, kindBytes } from './rules/file-kind';
import type { Manifest } from './rules/manifest';

/** Each takes three requests at most. */
const lookedAtOnce = 8;
/** The longest page of a list. */
const listedAtOnce = 1_000;
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
}

async function listSlots(objects: ObjectStore, folder: string): Promise<ReadonlyMap<number, SlotObjects>> {
  const slots = new Map<number, SlotObjects>();
  let after: string | undefined;
  do {
    const page = await objects.list(folder, { limit: listedAtOnce, ...(after !== undefined && { after }) });
    for (const object of page.objects) {
      const meant = slotOf(folder, object.key);
      if (meant !== undefined) slots.set(meant.slot, { ...slots.get(meant.slot), [meant.part]: object });
    }
    ({ after } = page);
  } while (after !== undefined);
  return slots;
}

/** What the guest said of the file; `undefined` where it said nothing that can be read, or removed it meanwhile. */
export async function manifestOf(objects: ObjectStore, about: ListedObject | undefined): Promise<Manifest | undefined> {
  if (about === undefined || about.sizeBytes === 0 || about.sizeBytes > mostManifestBytes) return undefined;
  // Loaded with the first manifest: no start builds its schema.
  const { readManifest } = await import('./rules/manifest');
  try {
    return readManifest(await objects.readBack(about.key, 0, about.sizeBytes));
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

/** Why the request does not take it. `before`: what is recorded of its slot. */
async function refusalOf(
  objects: ObjectStore,
  request: FileRequest,
  { key, etag, sizeBytes, arrivedAtMs }: Described,
  before: Arrival | undefined,
): Promise<Refusal | undefined> {
  const { closedAtMs, bytes, types } = request;
  if (sizeBytes > bytes) return 'too-large';
  // Servers round the time of an object down to a second, so one of that second may have come before the closing.
  if (closedAtMs !== undefined && arrivedAtMs >= closedAtMs) return 'late';
  // Another slot was offered in place of a refused one: a second file of it would be one too many.
  if (before?.state === 'refused') return 'late';
  if (types === 'any') return undefined;
  const first = Math.min(sizeBytes, kindBytes);
  const head = first === 0 ? new Uint8Array() : await objects.readBack(key, 0, first, etag);
  return isOfKind(types, head) ? undefined : 'kind';
}

/** One look at a request. Rows are durable before anything is removed. Raises what the store and the ledger raise. */
export async function findArrivals(
  objects: ObjectStore,
  { ledger }: Pick<Ports, 'ledger'>,
  request: FileRequest,
): Promise<Look> {
  const slots = await listSlots(objects, request.folder);
  const known = new Map(ledger.arrivals(request.id).map((arrival) => [arrival.slot, arrival]));
  const nowMs = objects.serverNowMs();
  const found: Arrival[] = [];
  const announced = new Map<string, number>();
  const refusedKeys: string[] = [];
  const leftovers: number[] = [];
  const underWay = new Set<number>();

  const lookAtFile = async (slot: number, data: ListedObject, about: ListedObject | undefined): Promise<void> => {
    const before = known.get(slot);
    const isSame = (etag: string) => before !== undefined && before.etag === unquotedEtag(etag);
    if (data.etag !== undefined && isSame(data.etag)) {
      // The clean-up of an earlier look was interrupted.
      if (before?.state === 'refused') refusedKeys.push(data.key);
      return;
    }
    const stored = await objects.describe(data.key);
    if (stored === undefined || isSame(stored.etag)) return;
    const { sizeBytes } = stored;
    const arrivedAtMs = data.modifiedAtMs ?? nowMs;
    const described = { key: data.key, etag: unquotedEtag(stored.etag), sizeBytes, arrivedAtMs };
    const refusal = await refusalOf(objects, request, described, before);
    const said = await manifestOf(objects, about);
    if (said !== undefined) announced.set(said.batch, said.count);
    found.push({
      requestId: request.id,
      slot,
      ...described,
      name: said?.name ?? 'file',
      batch: said?.batch ?? `slot-${slot}`,
      ...(said?.sender !== undefined && { sender: said.sender }),
      ...(said?.note !== undefined && { note: said.note }),
      ...(refusal === undefined ? { state: 'arrived' } : { state: 'refused', refusal }),
    });
    if (refusal !== undefined) refusedKeys.push(data.key);
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
  await forEachLimited(slots, lookedAtOnce, lookAt, (first) => first === undefined);

  const fresh: Arrival[] = [];
  ledger.together(() => {
    // What another process recorded meanwhile is as new as this, or newer.
    const now = new Map(ledger.arrivals(request.id).map((arrival) => [arrival.slot, arrival]));
    fresh.push(...found.filter(({ slot }) => now.get(slot)?.etag === known.get(slot)?.etag));
    if (fresh.length > 0) ledger.saveArrivals(fresh);
  });
  if (refusedKeys.length > 0) await objects.removeMany(refusedKeys);
  return { fresh, announced, slots, underWay, leftovers };
}

/** The keys under `folder` that no guest finished: manifests without their file; and answers. */
export async function unfinishedKeys(objects: ObjectStore, folder: string): Promise<readonly string[]> {
  const slots = await listSlots(objects, folder);
  return [...slots.values()].flatMap(({ about, data, answer }) => [
    ...(about !== undefined && data === undefined ? [about.key] : []),
    ...(answer === undefined ? [] : [answer.key]),
  ]);
}
