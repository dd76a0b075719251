// What a page says while its files are still sent: the members of its times, and the status object that its sender writes beside it.
import { objectIn } from '../../model/json-object';

/** `sending` and `paused` may follow each other; nothing follows the other two. */
export type SendingState = 'sending' | 'paused' | 'done' | 'cancelled';

/** The status object of a page. An entry is named by its index in the page's list: no name and no address stands in it. */
export interface PageStatus {
  /** Integer >= 1, greater with each write, also after the sender was started again. */
  readonly sequence: number;
  readonly state: SendingState;
  /** Bytes as stored that the server has, of all entries together. */
  readonly sentBytes: number;
  /** Entries that are stored and proven. */
  readonly stored: ReadonlySet<number>;
  /** Entries that could not be sent: nobody tries again before the sender does something. */
  readonly failed: ReadonlySet<number>;
  /** Bytes as stored of entries under way, by their index. */
  readonly sending: ReadonlyMap<number, number>;
}

/** Optional members of a page's times. */
export interface LiveTimes {
  /** Integer >= 1, one more with every rewrite in place; absent: never rewritten. */
  readonly revision?: number;
  /** Of the files on it, as `filesPrint`. */
  readonly print?: string;
  /** The prints of former pages at its key that its writer has seen, the newest first. */
  readonly before?: readonly string[];
  /** Its owner may change its files: a page that is open asks for a later revision of itself. So does any that has a revision. */
  readonly grows?: boolean;
  /** Path-absolute reference of the presigned GET of the status object; a bearer secret. Present while files are sent. */
  readonly status?: string;
  /** Path-absolute reference of the link of the only file; a bearer secret. A page that is opened with it leads there at once. */
  readonly forward?: string;
}

/** Two writes of one status begin at least so far apart. R2 takes one write a second of one key. */
export const statusEveryMs = 1_000;
/** A sender that lives writes at least so often, ms. */
export const heartbeatMs = 20_000;
/** A status that was not written for so long is of a sender that is away, ms. */
export const awayAfterMs = 45_000;
/** No status is longer, bytes: 10,000 files of which every other one is stored take 70,000. */
export const mostStatusBytes = 262_144;
/** More files than any page has. */
const mostEntries = 1_000_000;
const mostFailed = 1_000;
const mostSending = 64;

type Range = readonly [first: number, last: number];

/** The indexes as ranges, in their order. */
function rangesOf(indexes: ReadonlySet<number>): readonly Range[] {
  const ranges: [number, number][] = [];
  for (const index of [...indexes].toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last?.[1] === index - 1) last[1] = index;
    else ranges.push([index, index]);
  }
  return ranges;
}

/** The text of the status object. Of the entries under way and the failed ones it names so many as a reader takes. */
export function encodeStatus({ sequence, state, sentBytes, stored, failed, sending }: PageStatus): string {
  return JSON.stringify({
    v: 1,
    sequence,
    state,
    sentBytes,
    stored: rangesOf(stored),
    failed: [...failed].slice(0, mostFailed),
    sending: [...sending].slice(0, mostSending),
  });
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isIndex = (value: unknown): value is number => isCount(value) && value < mostEntries;
const isPair = (value: unknown, first: (one: unknown) => boolean, second: (one: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length === 2 && first(value[0]) && second(value[1]);
const isState = (value: unknown): value is SendingState =>
  value === 'sending' || value === 'paused' || value === 'done' || value === 'cancelled';

/** What `encodeStatus` wrote; `undefined` for anything else: a status that is not understood is none. */
export function parseStatus(text: string): PageStatus | undefined {
  if (text.length > mostStatusBytes) return undefined;
  const { v, sequence, state, sentBytes, stored, failed, sending } = objectIn(text);
  if (v !== 1 || !isCount(sequence) || sequence === 0 || !isState(state) || !isCount(sentBytes)) return undefined;
  if (!Array.isArray(stored) || !stored.every((one) => isPair(one, isIndex, isIndex))) return undefined;
  if (!ascend(stored as readonly Range[])) return undefined;
  if (!Array.isArray(failed) || failed.length > mostFailed || !failed.every(isIndex)) return undefined;
  if (!Array.isArray(sending) || sending.length > mostSending) return undefined;
  if (!sending.every((one) => isPair(one, isIndex, isCount))) return undefined;
  return {
    sequence,
    state,
    sentBytes,
    stored: new Set((stored as readonly Range[]).flatMap(([first, last]) => between(first, last))),
    failed: new Set(failed),
    sending: new Map(sending as readonly Range[]),
  };
}

/** Ranges that repeat themselves could stand for more entries than a computer can hold. */
const ascend = (ranges: readonly Range[]): boolean =>
  ranges.every(([first, last], at) => first <= last && first > (ranges[at - 1]?.[1] ?? -1));

const between = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

/**
 * Since when the sender has been away, Unix ms on the server's clock; `undefined` while it is not. `dateMs`, `lastModifiedMs`: of one answer
 * with the status, by the server's clock (RFC 9110, sections 6.6.1 and 8.8.2).
 */
export const awaySince = (dateMs: number, lastModifiedMs: number): number | undefined =>
  dateMs - lastModifiedMs > awayAfterMs ? lastModifiedMs : undefined;
