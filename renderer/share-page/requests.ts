// Requests of the page for stored objects: to its own origin, without cache.
import { askHere } from '../page/ask-here';
import type { Life } from '../page/life';
import { createServerClock } from '../page/server-clock';
import { answerOf, type Answer } from './answer';
import type { Entry } from './share';

export interface Streamed {
  readonly answer: Answer;
  /** Only with `there`. */
  readonly body?: ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** An object and what the document says of its size. Its link is exchanged for a later one where there is one. */
export type Stored = Pick<Entry, 'href' | 'sizeBytes'>;

/** Needs no leave of a storage elsewhere: https://fetch.spec.whatwg.org/#cors-safelisted-request-header. */
export const ofPreviews = 'text/plain, image/*';

export interface Wanted {
  /** `0-99`, `100-`; absent: all of it. */
  readonly range?: string;
  /** Only of the object with this ETag: of another one the answer is 412. */
  readonly etag?: string | undefined;
  /** It is shown and not saved, which a bucket that counts can see by `Accept`. */
  readonly isPreview?: boolean | undefined;
}

export interface Requests {
  /** Unix ms on the server's clock, from its `Date` headers. */
  readonly nowMs: () => number;
  readonly ask: (stored: Stored) => Promise<Answer>;
  /** Raises only when `signal` aborts. `status` where there was an answer; `response` only with `there`; a server that ignores ranges answers 200. */
  readonly get: (
    stored: Stored,
    wanted: Wanted,
    signal?: AbortSignal,
  ) => Promise<{ readonly answer: Answer; readonly status?: number; readonly response?: Response }>;
  /** What a running download hears of the server. */
  readonly heard: (answer: Answer) => void;
  readonly onHeard: (listener: (answer: Answer) => void) => void;
}

/** `renew` exchanges links that have ended for later ones, and gives their end (Unix ms); `undefined` where there are none. */
export function createRequests(life: Life, renew: () => Promise<number | undefined>): Requests {
  const clock = createServerClock();
  const { nowMs } = clock;
  let listener: (answer: Answer) => void = () => undefined;

  const once = async (stored: Stored, { range, etag, isPreview = false }: Wanted, signal?: AbortSignal) => {
    const headers = {
      // Of an empty object there is no first byte to ask for: that would be an error in the browser's log.
      ...(range !== undefined && stored.sizeBytes > 0 && { Range: `bytes=${range}` }),
      ...(etag !== undefined && { 'If-Match': etag }),
      ...(isPreview && { Accept: ofPreviews }),
    };
    const sentAtMs = Date.now();
    const endsAtMs = life.expiresAtMs;
    const read = (response: Response) => {
      clock.learn(response.headers.get('date'), sentAtMs);
      return { answer: answerOf(response.status, nowMs(), endsAtMs), response };
    };
    const found = await askHere(stored.href, read, { headers }, signal);
    if (found !== undefined) return found;
    // The server's clock is believed where nobody answers, unless the reader's own network is away: a short link may have a later link.
    const isOver = navigator.onLine && clock.isKnown() && nowMs() >= endsAtMs;
    return { answer: isOver ? ('expired' as const) : ('unreachable' as const), response: undefined };
  };

  let renewing: Promise<number | undefined> | undefined;
  const request: typeof once = async (stored, wanted, signal) => {
    const endedAtMs = life.expiresAtMs;
    const first = await once(stored, wanted, signal);
    if (first.answer !== 'expired') return first;
    // All that ended at the same moment asks once.
    renewing ??= renew().finally(() => (renewing = undefined));
    const endsAtMs = await renewing;
    if (endsAtMs === undefined || endsAtMs <= endedAtMs) return first;
    life.expiresAtMs = Math.max(life.expiresAtMs, endsAtMs);
    void first.response?.body?.cancel();
    return once(stored, wanted, signal);
  };

  return {
    nowMs,
    heard: (answer) => listener(answer),
    onHeard: (next) => (listener = next),
    async ask(stored) {
      const { answer, response } = await request(stored, { range: '0-0' });
      // A server that ignores Range sends the whole file: cancel it.
      void response?.body?.cancel();
      return answer;
    },
    async get(stored, wanted, signal) {
      const { answer, response } = await request(stored, wanted, signal);
      if (response === undefined) return { answer };
      const { status } = response;
      if (answer === 'there') return { answer, status, response };
      void response.body?.cancel();
      return { answer, status };
    },
  };
}
