// The only file of the page that sends requests: to the page's own origin, without cache.
import { createServerClock } from '../page/server-clock';
import { answerOf, type Answer } from './answer';
import type { Entry } from './share';

export interface Fetched {
  readonly answer: Answer;
  /** Only with `there`. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

export interface Streamed {
  readonly answer: Answer;
  /** Only with `there`. */
  readonly body?: ReadableStream<Uint8Array<ArrayBuffer>>;
}

export interface Server {
  /** Requests one byte to learn whether the file is available. Raises only when `signal` aborts. */
  readonly ask: (entry: Entry, signal?: AbortSignal) => Promise<Answer>;
  /** The file, or its first `mostBytes`, for a preview. */
  readonly read: (entry: Entry, mostBytes: number, signal: AbortSignal) => Promise<Fetched>;
  /** The whole file as it comes. Never raises but when `signal` fires; the body raises when it breaks off. */
  readonly stream: (entry: Entry, signal: AbortSignal, isPreview?: boolean) => Promise<Streamed>;
  /** Unix ms on the server's clock, from its `Date` headers. */
  readonly nowMs: () => number;
}

/** Needs no leave of a storage elsewhere: https://fetch.spec.whatwg.org/#cors-safelisted-request-header. */
const ofPreviews = 'text/plain, image/*';

/** An object and what the document says of its size. */
type Stored = Pick<Entry, 'href' | 'sizeBytes'>;

export interface Requests extends Pick<Server, 'nowMs'> {
  readonly ask: (stored: Stored, signal?: AbortSignal) => Promise<Answer>;
  /**
   * The bytes of `range` (`0-99`, `100-`), or all. Raises only when `signal` aborts. `response` only with `there`; a server that ignores ranges
   * answers 200. `isPreview`: it is shown and not saved, which a bucket that counts can see by `Accept`.
   */
  readonly get: (
    stored: Stored,
    range: string | undefined,
    signal: AbortSignal,
    isPreview?: boolean,
  ) => Promise<{ readonly answer: Answer; readonly response?: Response }>;
}

export function createRequests(expiresAtMs: number): Requests {
  const clock = createServerClock();
  const { nowMs } = clock;

  const request = async (stored: Stored, range: string | undefined, signal?: AbortSignal, isPreview = false) => {
    try {
      const sentAtMs = Date.now();
      const response = await fetch(stored.href, {
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        headers: {
          // Of an empty object there is no first byte to ask for: that would be an error in the browser's log.
          ...(range !== undefined && stored.sizeBytes > 0 && { Range: `bytes=${range}` }),
          ...(isPreview && { Accept: ofPreviews }),
        },
        ...(signal !== undefined && { signal }),
      });
      clock.learn(response.headers.get('date'), sentAtMs);
      return { answer: answerOf(response.status, nowMs(), expiresAtMs), response };
    } catch (error) {
      if (signal?.aborted === true) throw error;
      return { answer: 'unreachable' } as const;
    }
  };

  return {
    nowMs,
    async ask(stored, signal) {
      const { answer, response } = await request(stored, '0-0', signal);
      // A server that ignores Range sends the whole file: cancel it.
      void response?.body?.cancel();
      return answer;
    },
    async get(stored, range, signal, isPreview) {
      const { answer, response } = await request(stored, range, signal, isPreview);
      if (answer === 'there' && response !== undefined) return { answer, response };
      void response?.body?.cancel();
      return { answer };
    },
  };
}

export function createServer(expiresAtMs: number): Server {
  const { nowMs, ask, get } = createRequests(expiresAtMs);
  return {
    nowMs,
    ask,
    async stream(entry, signal) {
      const { answer, response } = await get(entry, undefined, signal);
      if (response === undefined) return { answer };
      return response.body === null ? { answer: 'unsure' } : { answer, body: response.body };
    },
    async read(entry, mostBytes, signal) {
      const { answer, response } = await get(entry, `0-${mostBytes - 1}`, signal, true);
      if (response === undefined) return { answer };
      try {
        const bytes = response.status === 416 ? new Uint8Array() : new Uint8Array(await response.arrayBuffer());
        return { answer, bytes: bytes.subarray(0, mostBytes) };
      } catch (error) {
        if (signal.aborted) throw error;
        return { answer: 'unreachable' };
      }
    },
  };
}
