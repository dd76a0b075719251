// What is known of a newer Mayfly, from the feed to its installation.
import type { Failure } from './failure';

/** A newer Mayfly, as its signed feed tells of it. */
export interface OfferedUpdate {
  readonly version: string;
  /** What is new, as plain text. */
  readonly notes: string;
}

export interface FeedAnswer extends OfferedUpdate {
  /** Unix ms: the signed date of the feed. */
  readonly signedAtMs: number;
}

/** Why a signed feed may hide a newer version. `replayed`: it is older than one seen before. `old`: it was signed too long ago. */
export type Staleness = 'replayed' | 'old';

export type UpdateState =
  /** This Mayfly was packaged without a feed, or something else updates it. */
  | { readonly kind: 'off' }
  /** The organisation forbids updates by Mayfly itself. */
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'current' }
  /** The feed may be a replay: its version is not offered. */
  | { readonly kind: 'stale'; readonly why: Staleness }
  | { readonly kind: 'offered'; readonly offer: OfferedUpdate }
  /** `percent` of the package have arrived. */
  | { readonly kind: 'fetching'; readonly offer: OfferedUpdate; readonly percent: number }
  /** Fetched and compared; installed when the user says so. */
  | { readonly kind: 'ready'; readonly offer: OfferedUpdate }
  /** With an offer: its package could not be fetched or installed. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly offer?: OfferedUpdate };
