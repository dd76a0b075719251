// What a guest asks of the server of its page: a browser's page and a terminal do it in their own ways.
import type { SendAnswer } from './answer';
export { createServerClock } from '../page/server-clock';
import type { Write } from './request';

export interface Sending {
  readonly write: Write;
  readonly body: Blob;
  readonly signal: AbortSignal;
  /** Bytes of the body that left, never more than it has. */
  readonly onProgress?: (sentBytes: number) => void;
}

/** Status 0 when no answer came. */
export interface Headed extends Pick<SendAnswer, 'status' | 'etag'> {
  /** How long ago the object was written, by the server's clock alone; undefined where it does not tell. */
  readonly ageMs?: number | undefined;
}

export interface Got extends Pick<SendAnswer, 'status' | 'etag'> {
  readonly body: ArrayBuffer;
  /** When the object was stored, as `StoredPage.storedAtMs`. */
  readonly storedAtMs?: number | undefined;
}

export interface Server {
  /** Unix ms on the server's clock. */
  readonly nowMs: () => number;
  /** Never before the server told its clock: a guest's own may be hours off. */
  readonly isOver: (endMs: number) => boolean;
  /** Raises only when `signal` aborts. */
  readonly head: (href: string, signal?: AbortSignal) => Promise<Headed>;
  /** An object of some bytes; 304 when its ETag is still `etag`. Raises only when `signal` aborts. */
  readonly get: (href: string, etag: string, signal: AbortSignal) => Promise<Got>;
  /** Raises only when `signal` aborts. */
  readonly send: (sending: Sending) => Promise<SendAnswer>;
  /** The page itself as it is stored now; status 0 without an answer. */
  readonly page: () => Promise<StoredPage>;
}

export interface StoredPage {
  readonly status: number;
  readonly html: string;
  /** Unix ms on the server's clock, in whole seconds; undefined where it does not tell. */
  readonly storedAtMs?: number | undefined;
}
