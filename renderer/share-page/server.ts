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
  /** The file, or its first `mostBytes`. */
  readonly read: (entry: Entry, mostBytes: number, signal: AbortSignal) => Promise<Fetched>;
  /** The whole file as it comes. Never raises but when `signal` fires; the body raises when it breaks off. */
  readonly stream: (entry: Entry, signal: AbortSignal) => Promise<Streamed>;
  /** Unix ms on the server's clock, from its `Date` headers. */
  readonly nowMs: () => number;
}

export function createServer(expiresAtMs: number): Server {
  const clock = createServerClock();
  const { nowMs } = clock;

  const request = async (entry: Entry, lastByte: number | undefined, signal?: AbortSignal): Promise<Response> => {
    const sentAtMs = Date.now();
    const response = await fetch(entry.href, {
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // Of an empty object there is no first byte to ask for: that would be an error in the browser's log.
      ...(lastByte !== undefined && entry.sizeBytes > 0 && { headers: { Range: `bytes=0-${lastByte}` } }),
      ...(signal !== undefined && { signal }),
    });
    clock.learn(response.headers.get('date'), sentAtMs);
    return response;
  };
  const meaning = ({ status }: Response) => answerOf(status, nowMs(), expiresAtMs);
  const failed = (error: unknown, signal?: AbortSignal): Answer => {
    if (signal?.aborted === true) throw error;
    return 'unreachable';
  };

  return {
    nowMs,
    async ask(entry, signal) {
      try {
        const response = await request(entry, 0, signal);
        // A server that ignores Range sends the whole file: cancel it.
        void response.body?.cancel();
        return meaning(response);
      } catch (error) {
        return failed(error, signal);
      }
    },
    async stream(entry, signal) {
      try {
        const response = await request(entry, undefined, signal);
        const answer = meaning(response);
        if (answer === 'there' && response.body !== null) return { answer, body: response.body };
        void response.body?.cancel();
        return { answer: answer === 'there' ? 'unsure' : answer };
      } catch (error) {
        return { answer: failed(error, signal) };
      }
    },
    async read(entry, mostBytes, signal) {
      try {
        const response = await request(entry, mostBytes - 1, signal);
        const answer = meaning(response);
        if (answer !== 'there') return { answer };
        const bytes = response.status === 416 ? new Uint8Array() : new Uint8Array(await response.arrayBuffer());
        return { answer, bytes: bytes.subarray(0, mostBytes) };
      } catch (error) {
        return { answer: failed(error, signal) };
      }
    },
  };
}
