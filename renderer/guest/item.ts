// One chosen file, and what the queue knows of it.
import type { Refusal } from './choosing/allowed';
import type { Body } from './body';
import type { Fate } from './closing';
import type { About } from './manifest';
import type { Stage } from './send-asked';
import { storedBytes } from './send-parts';
import type { Place } from './take-slot';

/** `failed`: the storage or the browser refused it. */
export type ItemState = 'chosen' | 'refused' | 'waiting' | 'sending' | 'received' | 'failed';
/** `over`: the request ended before the file was sent. `late`, `unsure`: it was closed while the page was sending. */
export type Failing =
  | 'full'
  | 'over'
  | 'silent'
  | 'storage-full'
  | 'refused'
  | 'too-large'
  | 'unreadable'
  | 'kind'
  | Exclude<Fate, 'received'>;

export interface Item {
  readonly file: File;
  /** With its folders. */
  readonly path: string;
  readonly state: ItemState;
  readonly sentBytes: number;
  /** Of `sentBytes`: what the storage had before this attempt. */
  readonly keptBytes: number;
  /** Of a file that goes in parts, while it is `sending`. */
  readonly stage?: Stage | undefined;
  /** The storage keeps what came of it: it goes on there after a pause. */
  readonly goesOn: boolean;
  readonly why?: Refusal | Failing | undefined;
}

/** As the queue changes it. */
export type Own = { -readonly [Key in keyof Item]: Item[Key] } & {
  readonly body: Body;
  readonly place: Place;
  about?: Omit<About, 'name' | 'type' | 'ask'>;
  stop?: AbortController | undefined;
  /** Refused once although the slots had not ended: the page was asked for news. */
  doubted?: boolean;
  /** Attempts in a row that had no answer, or found no room. */
  unanswered?: number;
  /** The last of them found no room. */
  isStorageFull?: boolean;
  /** The page was still open after the storage had answered, or it was stored before the closing. */
  isSure?: boolean;
  /** Whether it holds a place of those that go in parts. */
  inParts?: boolean;
};

/** Bytes that the storage has of it, whatever breaks. */
export const keptOf = ({ place, body }: Pick<Own, 'place' | 'body'>): number =>
  place.asked === undefined ? 0 : storedBytes(place.asked, body.size);

/** Given up after many tries: what the storage has of the file may still be its own. */
export const isUnanswered = (why: Item['why']): boolean => why === 'silent' || why === 'storage-full';
