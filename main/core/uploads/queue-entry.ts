// An upload in the queue, its first row in the window, and how it can end.
import { Failure } from '../model/failure';
import type { ByteStream } from '../ports/files';
import type { Ledger } from '../ports/ledger';
import type { RunningTransfer, StopReason } from '../ports/transfer-engine';
import type { ConnectionChoice, ItemResult } from '../model/share-request';
import type { UnfinishedUpload, Upload, UploadPhase } from '../model/upload';

/** `pageId`: the upload was stored for that page and has no link of its own. */
export type Ended = ItemResult | { readonly ok: true; readonly pageId: string };

export interface Queued {
  readonly upload: UnfinishedUpload;
  readonly choice: ConnectionChoice;
  /** The bytes in place of a file. They come once: such an upload is never paused, held or resumed. */
  readonly stream?: ByteStream;
  /** Nothing is sent before this has resolved; it never rejects. */
  readonly after?: Promise<void> | undefined;
}

export interface Entry extends Omit<Queued, 'upload'> {
  upload: UnfinishedUpload;
  /** `held`: waits for the network or for credentials. */
  status: 'waiting' | 'running' | 'paused' | 'held' | 'failed';
  /** Of its present wait: an earlier one that ends late is ignored. */
  waitToken?: symbol;
  running?: RunningTransfer;
  stopping?: StopReason;
  /** `after` has not resolved yet. */
  isHeldBack?: boolean;
  /** How much of `mostAtOnce` it counts while it runs. */
  readonly slots: number;
  /** Resume as soon as it has paused. */
  resumeRequested?: boolean;
  settle: (ended: Ended) => void;
}

const smallBytes = 1_048_576;

/** An upload that comes to the queue: its entry, its row in the window, and the promise of its end. */
export interface Added {
  readonly entry: Entry;
  readonly row: Upload;
  readonly settled: Promise<Ended>;
}

export function newEntry({ upload, choice, stream, after }: Queued): Added {
  let settle: Entry['settle'] = () => undefined;
  const settled = new Promise<Ended>((resolve) => {
    settle = resolve;
  });
  const status = upload.state === 'paused' || upload.state === 'failed' ? 'paused' : 'waiting';
  const held = after !== undefined && { after, isHeldBack: true };
  // Request slots decide how many requests run, and small files need many uploads at once to fill them; large ones have many parts, and the first
  // should have its link before the last begins.
  const slots = upload.sizeBytes <= smallBytes ? 1 : 4;
  const entry: Entry = { upload, choice, status, slots, settle, ...(stream !== undefined && { stream }), ...held };
  return { entry, row: shownUpload(entry), settled };
}

/** The entries that wait, by what they wait for. */
export function heldBack(
  added: readonly Pick<Added, 'entry'>[],
): readonly { readonly after: Promise<void>; readonly entries: readonly Entry[] }[] {
  const entries = added.map(({ entry }) => entry);
  const afters = new Set(entries.flatMap(({ after }) => (after === undefined ? [] : [after])));
  return [...afters].map((after) => ({ after, entries: entries.filter((entry) => entry.after === after) }));
}

/** Nothing holds them back any more. Their page may have given those that are encrypted other secrets. */
export function release(entries: readonly Entry[], ledger: Pick<Ledger, 'unfinishedUpload'>): void {
  for (const entry of entries) {
    delete entry.isHeldBack;
    const { id, encryptWith } = entry.upload;
    if (encryptWith !== undefined && isStored(entry)) entry.upload = ledger.unfinishedUpload(id) ?? entry.upload;
  }
}

/** The entries of `ids` before that of `beforeId`, or at the end. */
export function reordered(
  entries: readonly Entry[],
  ids: ReadonlySet<string>,
  beforeId: string | undefined,
): readonly Entry[] {
  const those = entries.filter(({ upload }) => ids.has(upload.id));
  const others = entries.filter(({ upload }) => !ids.has(upload.id));
  const at = others.findIndex(({ upload }) => upload.id === beforeId);
  return at < 0 ? [...others, ...those] : others.toSpliced(at, 0, ...those);
}

/** Uploads to a connection for once have no row on disk. */
export const isStored = ({ choice }: Entry): boolean => choice.kind === 'known';

export const failedResult = ({ upload: { name } }: Entry, failure: Failure): ItemResult => ({
  ok: false,
  name,
  failure,
});

/** The result for a caller whose upload was paused. */
export const pausedResult = (entry: Entry): ItemResult =>
  failedResult(entry, new Failure('paused', { fileName: entry.upload.name }));

/** The row before it runs, with the parts that an earlier process sent. */
function shownUpload({ upload, status }: Entry): Upload {
  const { id, name, sizeBytes, connectionId, startedAtMs, record, intent } = upload;
  const sent = (record?.parts.length ?? 0) * (record?.partBytes ?? 0);
  const phase: UploadPhase = { kind: status === 'paused' ? 'paused' : 'waiting' };
  return {
    id,
    name,
    sizeBytes,
    sentBytes: Math.min(sent, sizeBytes),
    bytesPerSecond: 0,
    phase,
    connectionId,
    startedAtMs,
    ...(intent.page !== undefined && { pageId: intent.page.id }),
  };
}

export interface UploadQueue {
  /** Appends uploads; gives a promise by the id of each, which resolves once it has a link (or is stored for its page), failed or was cancelled. */
  add(items: readonly Queued[]): ReadonlyMap<string, Promise<Ended>>;
  pause(uploadId: string): void;
  resume(uploadId: string): Promise<Ended> | undefined;
  /** Accepts the file of a failed upload as it is now. Raises what the ledger raises. */
  giveAgain(uploadId: string): Promise<void>;
  cancel(uploadId: string): Promise<void>;
  /** Before another one, or to the end, in their order. */
  move(uploadIds: readonly string[], beforeId: string | undefined): void;
  ids(): readonly string[];
  isFailed(uploadId: string): boolean;
  /** Pauses what runs without changing its row: the next start goes on. */
  stop(): Promise<void>;
}
