// Sends a body until the server proves that it stored exactly these bytes; sends it again when it was lost or damaged.
import { Failure } from '../model/failure';
import { hasHashForm, type StoredAnswer, type StoredCheck } from '../model/stored-check';
import type { ObjectStore, SendOptions } from '../ports/object-store';
import { retrying } from './with-retries';
import type { TransferContext } from './transfer-context';

/** Attempts of a body of which the server says that it stored other bytes. */
const mostDamaged = 3;

/** Stores of servers whose ETags have the form of an MD5 and are none: they say nothing about damage. */
const opaque = new WeakSet<ObjectStore>();

export interface Sent {
  readonly etag: string;
  readonly crc32: string;
  readonly check: StoredCheck;
}

/** `send` makes one attempt; `crc32` is the body's. Raises `stored-differs` when the server keeps storing other bytes, and what `send` raises. */
export async function sendVerified(
  context: Omit<TransferContext, 'file'>,
  body: Uint8Array,
  crc32: string,
  onSent: (bytes: number) => void,
  send: (options: SendOptions) => Promise<StoredAnswer>,
): Promise<Sent> {
  const { job, slots, objects, signal, bodies } = context;
  let damaged = 0;
  let suspected = false;
  const attempt = async () => {
    const answer = await send({ signal, crc32, pace: slots.pace, onSent });
    slots.sent(body.length);
    const verdict = await bodies.judge(answer, body, crc32);
    if (verdict === 'differs') {
      damaged += 1;
      throw new Failure(damaged < mostDamaged ? 'connection-lost' : 'stored-differs', { fileName: job.fileName });
    }
    if (verdict !== 'unknown') return { etag: answer.etag, crc32, check: verdict.check };
    // An ETag in the form of an MD5 that is not the body's: damage, or a server with other ETags. A second attempt tells.
    if (hasHashForm(answer.etag) && !opaque.has(objects)) {
      if (!suspected) {
        suspected = true;
        throw new Failure('connection-lost', { fileName: job.fileName });
      }
      opaque.add(objects);
    }
    return { etag: answer.etag, crc32, check: 'sample' as const };
  };
  return retrying(context, () =>
    attempt().catch((error: unknown) => {
      // What was on its way is lost.
      onSent(0);
      throw error;
    }),
  );
}
