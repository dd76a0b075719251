// Why this exists: an answer without an end, or one that is a trap for XML readers, must cost neither memory nor time: the SDK reads
// whatever comes, for as long as it comes, and what it reads it reads at one go.
import { pipeline, Transform, type Readable } from 'node:stream';
import type { Failure } from '../../domain/failure';

/**
 * A page of `longestPage` entries with the longest keys, percent-encoded, fits; reading that much XML keeps the process for a tenth of a
 * second at most (measured).
 */
export const mostAnswerBytes = 576 * 1_024;
/** Entries asked for at once in a list. */
export const longestPage = 150;

export interface Cap {
  readonly mostBytes: number;
  /** From the headers to the last byte, ms. */
  readonly limitMs: number;
  readonly tooLong: () => Failure;
  readonly tooSlow: () => Failure;
  /** For `<!DOCTYPE`: no S3 answer has one, and a reader looks for each in all of the rest. */
  readonly trap: () => Failure;
}

/** The body as it comes; past the cap it breaks off with that failure, and so does the connection. */
export function cappedBody(body: Readable, { mostBytes, limitMs, tooLong, tooSlow, trap }: Cap): Readable {
  let received = 0;
  let last = '';
  const capped = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      const seen = last + chunk.toString('latin1');
      last = seen.slice(-2);
      if (received > mostBytes) done(tooLong());
      else if (/<!d/i.test(seen)) done(trap());
      else done(null, chunk);
    },
  });
  const timer = setTimeout(() => capped.destroy(tooSlow()), limitMs);
  // Errors reach whoever reads the result; here they only end the timer.
  pipeline(body, capped, () => clearTimeout(timer));
  capped.on('error', () => undefined);
  return capped;
}
