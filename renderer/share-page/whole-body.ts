// The body of one stored object from its first byte to its last, over cuts of the connection: it goes on by Range where it broke off, and only in
// the same object (If-Match, RFC 9110, sections 13.1.1 and 14.2). Where one connection does not fill a long line, several ranges come at once.
import { Damaged, type Answer } from './answer';
import { longestPauseMs, mostAttempts, retryPausesMs } from './download';
import { pause } from './pause';
import { createPace } from './ranges/pace';
import { sideBySide } from './ranges/side-by-side';
import type { Requests, Streamed, Stored } from './requests';

type Bytes = Uint8Array<ArrayBuffer>;

/** Raised by the body of an object whose rest cannot be had; its message is the answer. */
export class BrokenOff extends Error {
  get answer(): Answer {
    return this.message as Answer;
  }
}

/** What an error of a body says of its file. */
export const brokenBy = (error: unknown): Answer => {
  if (error instanceof Damaged) return 'damaged';
  return error instanceof BrokenOff ? error.answer : 'unreachable';
};

/** A connection that brings nothing for so long is dead. */
const stalledMs = 60_000;

/** By it an object is known again; of an encoded answer a range would count other bytes. A weak tag never matches (RFC 9110, section 13.1.1). */
const strongTagOf = ({ headers }: Response): string | undefined => {
  const tag = headers.get('etag');
  return tag === null || tag.startsWith('W/') || headers.has('content-encoding') ? undefined : tag;
};

/**
 * Streams a stored object. Its body raises `BrokenOff` where the rest cannot be had (silence for ten minutes, gone, the link's end), and `Damaged`
 * where another object stands in its place. Raises only when `signal` fires.
 */
export async function streamWhole(
  requests: Pick<Requests, 'get' | 'heard'>,
  stored: Stored,
  signal: AbortSignal,
  isPreview?: boolean,
): Promise<Streamed> {
  const askedAtMs = performance.now();
  const { answer, response } = await requests.get(stored, { isPreview }, signal);
  const firstByteMs = performance.now() - askedAtMs;
  if (response === undefined) return { answer };
  if (response.body === null) return { answer: 'unsure' };
  const etag = strongTagOf(response);
  const wholeBytes = Number(response.headers.get('content-length') ?? stored.sizeBytes);
  let body: Pick<ReadableStreamDefaultReader<Bytes>, 'read' | 'cancel'> = response.body.getReader();
  let received = 0;
  /** Bytes to pass over, of a server that ignores ranges. */
  let known = 0;
  let attempts = 0;

  let pace = createPace(etag === undefined ? 0 : firstByteMs, wholeBytes);
  let areMany = false;

  const part = async (from: number, end: number, ended: AbortSignal): Promise<Bytes> => {
    const { status, response: got } = await requests.get(stored, { range: `${from}-${end - 1}`, etag }, ended);
    const bytes = status === 206 ? await got?.arrayBuffer() : undefined;
    if (bytes?.byteLength !== end - from) throw new BrokenOff('unsure');
    return new Uint8Array(bytes);
  };

  /** Asks for the rest; true once it comes. */
  const goOn = async (): Promise<boolean> => {
    if (attempts === mostAttempts || etag === undefined) throw new BrokenOff('unreachable');
    await pause(retryPausesMs[attempts] ?? longestPauseMs, signal, true);
    signal.throwIfAborted();
    // Time without a network of the reader's own does not count; the pauses grow all the same.
    if (navigator.onLine || attempts < retryPausesMs.length) attempts += 1;
    const rest = await requests.get(stored, { range: `${received}-`, etag, isPreview }, signal);
    requests.heard(rest.answer);
    if (rest.status === 412) throw new Damaged('another object');
    if (rest.answer === 'gone' || rest.answer === 'expired') throw new BrokenOff(rest.answer);
    const next = rest.response;
    if (next?.body == null || (next.status !== 206 && next.status !== 200)) {
      void next?.body?.cancel();
      return false;
    }
    known = next.status === 206 ? 0 : received;
    body = next.body.getReader();
    return true;
  };

  const next = async (): Promise<Bytes | undefined> => {
    for (;;) {
      const stalled = setTimeout(() => void body.cancel(), stalledMs);
      const read = await body.read().catch(() => undefined);
      clearTimeout(stalled);
      signal.throwIfAborted();
      if (read?.done === true && received >= wholeBytes) return undefined;
      if (read === undefined || read.done) {
        // After a cut, and where several did not help, one connection brings the rest.
        if (areMany) void body.cancel();
        areMany = false;
        pace = createPace(0, wholeBytes);
        while (!(await goOn()));
        continue;
      }
      const passed = Math.min(known, read.value.length);
      known -= passed;
      const piece = read.value.subarray(passed);
      if (piece.length === 0) continue;
      received += piece.length;
      attempts = 0;
      pace.heard(received, performance.now());
      if (areMany !== pace.count > 1) {
        void body.cancel();
        if (!areMany) body = sideBySide(part, received, wholeBytes, pace, signal);
        areMany = true;
      }
      return piece;
    }
  };

  return {
    answer,
    body: new ReadableStream<Bytes>(
      {
        async pull(controller) {
          const piece = await next();
          if (piece === undefined) controller.close();
          else controller.enqueue(piece);
        },
        cancel: (reason) => body.cancel(reason),
      },
      { highWaterMark: 0 },
    ),
  };
}
