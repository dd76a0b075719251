// File requests and what arrived by them, as the window sees them. Whatever a guest said (name, note, sender) is text that nobody checked.
import type { ObstacleView } from './reach-view';
import type { DoorView } from './door-view';
import type { FailureView } from './failure-view';
import type { ReachView } from './notice-view';

/** What the storage itself holds a guest to; Mayfly checks the other limits when a file has arrived. `overwrite`: no slot is written twice. */
export type KeptLimitView = 'count' | 'size' | 'type' | 'overwrite';

/**
 * Whether files can be requested on a connection. `unexamined`: the first request tests the connection first. Without a way there is a
 * failure with the reason and the remedy.
 */
export type RequestWayView =
  | {
      readonly kind: 'forms' | 'put';
      /** Guests may send files above 5 GB while Mayfly runs. */
      readonly asks: boolean;
      readonly keptByStorage: readonly KeptLimitView[];
    }
  | { readonly kind: 'unexamined' }
  | { readonly kind: 'none'; readonly failure: FailureView };

/** Files on their way into a folder. */
export interface SavingView {
  readonly files: number;
  readonly savedFiles: number;
  readonly bytes: number;
  readonly savedBytes: number;
}

export interface FileRequestView {
  readonly id: string;
  readonly title: string;
  readonly message?: string;
  readonly state: 'open' | 'full' | 'ended' | 'closed';
  /** Guests may send files above 5 GB while Mayfly runs. */
  readonly asks: boolean;
  readonly keptByStorage: readonly KeptLimitView[];
  /** Files in all; bytes of the largest. */
  readonly files: number;
  readonly bytes: number;
  readonly types: 'any' | 'pictures' | 'documents';
  /** Closes when the files of one guest have arrived. */
  readonly isOnce: boolean;
  /** Guests' pages encrypt what they send to this computer. */
  readonly isEncrypted: boolean;
  /** Slots are signed for so long at most. */
  readonly mostLeaseSeconds: number;
  /** Of its short link: `https://go.example.com/…`. */
  readonly doorAddress?: string;
  /** Its short link leads to the standing request in its place; it closes by itself. */
  readonly isReplaced?: true;
  /** The folder for what arrives, for showing; absent: it stays in the bucket. */
  readonly folder?: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  /** Seconds of the longest link that its storage takes; absent: seven days. */
  readonly longestExpirySeconds?: number;
  readonly closedAtMs?: number;
  /** Until then a slot that somebody copied from the page can be written; what comes after the closing is removed. */
  readonly slotsEndAtMs: number;
  readonly connectionName: string;
  readonly reach: ReachView;
  /** As of a share. */
  readonly nearby?: { readonly obstacle?: ObstacleView };
  readonly isMoved?: true;
  /** Files within the limits; of those, in the bucket alone and in the folder; and those that were refused and removed. */
  readonly arrived: number;
  readonly waiting: number;
  readonly saved: number;
  readonly refused: number;
  /** Of the arrived. */
  readonly arrivedBytes: number;
  readonly saving?: SavingView;
}

export interface ArrivalView {
  /** Its number in the request. */
  readonly slot: number;
  readonly name: string;
  /** Its guest sent it in folders that could not be kept. */
  readonly folderLost?: true;
  readonly sizeBytes: number;
  /** `arrived`: in the bucket. `saved`: in the folder too. `deleted`: from the bucket, by the owner. */
  readonly state: 'arrived' | 'saved' | 'refused' | 'deleted';
  /** `late`: after the closing, or one too many. */
  readonly refusal?: 'too-large' | 'kind' | 'late' | 'unencrypted';
  readonly sender?: string;
  readonly note?: string;
  readonly arrivedAtMs: number;
  /** Hex, of the saved bytes. */
  readonly sha256?: string;
  /** Where it was saved, for showing. */
  readonly path?: string;
  /** Its bytes were read several times and were never those that its guest sent: saved only when it is asked for by itself. */
  readonly isDamaged: boolean;
  /** Its usual program shows it and does not run it. */
  readonly canOpen: boolean;
}

export interface FileRequestDetailsView {
  /** host:port and bucket where the objects are. */
  readonly host: string;
  readonly bucket: string;
  readonly door?: DoorView;
  /** The newest first. */
  readonly arrivals: readonly ArrivalView[];
}
