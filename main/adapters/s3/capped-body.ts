// Why this exists: an answer without an end must cost neither memory nor time: the SDK reads whatever comes, for as long as it comes.
import { pipeline, Transform, type Readable } from 'node:stream';
import type { Failure } from '../../domain/failure';

/** A page of a thousand uploads with the longest keys is half of it. */
export const mostAnswerBytes = 4 * 1_048_576;

export interface Cap {
  readonly mostBytes: number;
  /** From the headers to the last byte, ms. */
  readonly limitMs: number;
  readonly tooLong: () => Failure;
  readonly tooSlow: () => Failure;
}

/** The body as it comes; past the cap it breaks off with that failure, and so does the connection. */
export function cappedBody(body: Readable, { mostBytes, limitMs, tooLong, tooSlow }: Cap): Readable {
  let received = 0;
  const capped = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      if (received > mostBytes) done(tooLong());
      else done(null, chunk);
    },
  });
  const timer = setTimeout(() => capped.destroy(tooSlow()), limitMs);
  // Errors reach whoever reads the result; here they only end the timer.
  pipeline(body, capped, () => clearTimeout(timer));
  capped.on('error', () => undefined);
  return capped;
}
