// Limits an answer in size and time before the SDK reads it, and refuses XML that is costly to parse: the SDK reads
// all of an answer, without a limit, and parses it in one go.
import { pipeline, Transform, type Readable } from 'node:stream';
import type { Failure } from '../../../core/model/failure';
import { readXml } from './xml';

/**
 * A page of `longestPage` entries with the longest keys, percent-encoded, fits; parsing that much XML blocks the process for a tenth of a
 * second at most (measured).
 */
export const mostAnswerBytes = 576 * 1_024;
/** For an error body; S3's have some hundred bytes. */
export const mostErrorBytes = 65_536;
/** The page size of list requests. */
export const longestPage = 150;
/** Up to this size the SDK gets a body that is no XML of S3: it fails quickly. */
const mostBrokenCharacters = 8_192;

export interface Cap {
  readonly mostBytes: number;
  /** From the headers to the last byte, ms. */
  readonly limitMs: number;
  readonly tooLong: () => Failure;
  readonly tooSlow: () => Failure;
  /** The failure of XML with constructs that no S3 answer has and parsers fail on: see `readXml`. */
  readonly trap: () => Failure;
}

/** Resolves to the whole body; above the limit it fails and closes the connection. */
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
  // The reader of the result gets the error; here it only ends the timer.
  pipeline(body, capped, () => clearTimeout(timer));
  capped.on('error', () => undefined);
  return capped;
}

/** The beginning of a body as text, where an error's code is; the rest is not read. */
export async function beginningOf(body: Readable, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let received = 0;
  // Leaving the loop closes the connection.
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
