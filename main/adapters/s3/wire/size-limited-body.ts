// An answer without an end, or one that is a trap for XML readers, must cost neither memory nor time: the SDK reads
// whatever comes, for as long as it comes, and what it reads it reads at one go.
import { pipeline, Transform, type Readable } from 'node:stream';
import type { Failure } from '../../../core/model/failure';
import { readXml } from './xml';

/**
 * A page of `longestPage` entries with the longest keys, percent-encoded, fits; reading that much XML keeps the process for a tenth of a
 * second at most (measured).
 */
export const mostAnswerBytes = 576 * 1_024;
/** Of an error: S3's own have some hundred. */
export const mostErrorBytes = 65_536;
/** Entries asked for at once in a list. */
export const longestPage = 150;
/** What is no XML of S3 is left to the SDK up to here: whatever it does with so little is done soon. */
const mostBrokenCharacters = 8_192;

export interface Cap {
  readonly mostBytes: number;
  /** From the headers to the last byte, ms. */
  readonly limitMs: number;
  readonly tooLong: () => Failure;
  readonly tooSlow: () => Failure;
  /** For what no S3 answer holds, and what readers stumble over: see `readXml`. */
  readonly trap: () => Failure;
}

/** The body once all of it is there; past the cap it breaks off with that failure, and so does the connection. */
export function cappedBody(body: Readable, { mostBytes, limitMs, tooLong, tooSlow, trap }: Cap): Readable {
  let received = 0;
  const chunks: Buffer[] = [];
  const capped = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      chunks.push(chunk);
      done(received > mostBytes ? tooLong() : undefined);
    },
    flush(done) {
      const whole = Buffer.concat(chunks);
      if (isTrap(whole.toString('utf8'))) done(trap());
      else done(null, whole);
    },
  });
  const timer = setTimeout(() => capped.destroy(tooSlow()), limitMs);
  // Errors reach whoever reads the result; here they only end the timer.
  pipeline(body, capped, () => clearTimeout(timer));
  capped.on('error', () => undefined);
  return capped;
}

/** The beginning of a body as text: what tells errors apart stands there, and what follows is not waited for. */
export async function beginningOf(body: Readable, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let received = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of body) {
    chunks.push(chunk as Buffer);
    received += (chunk as Buffer).length;
    if (received >= mostBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, mostBytes).toString('utf8');
}

function isTrap(text: string): boolean {
  const { trap, whole, read, root } = readXml(text);
  if (root?.name === 'Error' && text.length > mostErrorBytes) return true;
  return trap || (!whole && text.length - read > mostBrokenCharacters);
}
