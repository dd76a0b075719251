// What is known of recipients: how often a share was opened and its files were saved, and nothing of who did it.
import type { Connection } from '../connection';
import type { Share } from '../share';

/** `opened`: a browser went to its page. `saved`: a whole file of it was fetched. */
export type ReceiptKind = 'opened' | 'saved';

/** `exact`: who serves the objects counted each time. `at-least`: of what was seen there may have been more. */
export type Exactness = 'exact' | 'at-least';

export interface Receipt {
  readonly shareId: string;
  readonly kind: ReceiptKind;
  readonly count: number;
  /** Of the last time, Unix ms. */
  readonly lastAtMs: number;
  readonly exactness: Exactness;
}

/** All of one share. */
export interface ShareReceipts {
  readonly opened: number;
  readonly saved: number;
  /** Unix ms; absent where neither happened. */
  readonly lastAtMs?: number;
  readonly exactness: Exactness;
}

const noReceipts: ShareReceipts = { opened: 0, saved: 0, exactness: 'exact' };

/** By share, also of the `marked` ones that nobody was seen to open. One count that may be too low makes its share's so. */
export function receiptsByShare(
  receipts: readonly Receipt[],
  marked: readonly string[] = [],
): ReadonlyMap<string, ShareReceipts> {
  const found = new Map<string, ShareReceipts>(marked.map((id) => [id, { ...noReceipts, exactness: 'at-least' }]));
  for (const { shareId, kind, count, lastAtMs, exactness } of receipts) {
    const before = found.get(shareId) ?? noReceipts;
    found.set(shareId, {
      ...before,
      [kind]: before[kind] + count,
      lastAtMs: Math.max(before.lastAtMs ?? 0, lastAtMs),
      exactness: exactness === 'exact' ? before.exactness : exactness,
    });
  }
  return found;
}

/** Of one share; `undefined` where its storage counts nothing, and where nothing is to be counted. */
export function receiptsIn(
  state: {
    readonly receipts: ReadonlyMap<string, ShareReceipts>;
    readonly connections: readonly Pick<Connection, 'id' | 'kind'>[];
    readonly settings: { readonly countsOpenings: boolean };
  },
  { id, connectionId }: Pick<Share, 'id' | 'connectionId'>,
): ShareReceipts | undefined {
  const found = state.receipts.get(id);
  if (found !== undefined || !state.settings.countsOpenings) return found;
  const isCounted = state.connections.some((one) => one.id === connectionId && one.kind === 'embedded');
  return isCounted ? noReceipts : undefined;
}

/** What the embedded bucket sent to others since it told last. */
export interface ServedObject {
  readonly key: string;
  /** `opened`: a browser went to a document. `saved`: all bytes were sent to one client. */
  readonly what: ReceiptKind;
  readonly count: number;
  /** Of the last time, Unix ms. */
  readonly lastAtMs: number;
}

/** Whose object a key is. */
export interface ServedKey {
  readonly key: string;
  readonly shareId: string;
  readonly isPage: boolean;
}

/** A share whose recipients' pages write a mark: one object that says that it was opened, and nothing else. */
export interface MarkedShare {
  /** Of the share. */
  readonly id: string;
  readonly connectionId: string;
  /** Of the mark. */
  readonly key: string;
  /** Unix ms on the server's clock, both. */
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  /** False once its objects were removed. */
  readonly isStored: boolean;
}
