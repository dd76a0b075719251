// The files of the share at its server.
import type { Answer } from './answer';
import type { Requests, Streamed } from './requests';
import type { Entry } from './share';
import { streamWhole } from './whole-body';

export interface Fetched {
  readonly answer: Answer;
  /** Only with `there`. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

export interface Server {
  /** Requests one byte to learn whether the file is available. Never raises. */
  readonly ask: (entry: Entry) => Promise<Answer>;
  /** The file, or its first `mostBytes`, for a preview. */
  readonly read: (entry: Entry, mostBytes: number, signal: AbortSignal) => Promise<Fetched>;
  /** The whole file as it comes. Never raises but when `signal` fires; the body raises when it breaks off. */
  readonly stream: (entry: Entry, signal: AbortSignal, isPreview?: boolean) => Promise<Streamed>;
  /** Unix ms on the server's clock, from its `Date` headers. */
  readonly nowMs: () => number;
}

export function createServer(requests: Requests): Server {
  const { nowMs, ask, get } = requests;
  return {
    nowMs,
    ask,
    stream: (entry, signal, isPreview) => streamWhole(requests, entry, signal, isPreview),
    async read(entry, mostBytes, signal) {
      const { answer, response } = await get(entry, { range: `0-${mostBytes - 1}`, isPreview: true }, signal);
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
