// Hashes of one body while it streams: in place for a small one, on a thread for a large one.
import { createHash } from 'node:crypto';
import { HashThread } from './hash-thread';

/** A smaller body is hashed in less time than its last messages to a thread take. */
const threadFromBytes = 4 * 1024 * 1024;
const gatherBytes = 256 * 1024;

export interface BodyHashes {
  /** Takes a piece, whose bytes must not change any more. Waits, if at all, for the thread; rejects when that ended. */
  update(piece: Uint8Array): Promise<void> | undefined;
  /** In hex, in the order of the algorithms; after the last piece. */
  digest(): Promise<readonly string[]>;
  /** Instead of `digest`, when the body ended early. */
  discard(): void;
}

/** `algorithms` as `createHash` names them; `likelyBytes` is what the client says the body takes. */
export function startHashes(algorithms: readonly string[], likelyBytes: number): BodyHashes {
  return likelyBytes < threadFromBytes ? hashesInPlace(algorithms) : hashesOnThread(algorithms, HashThread.forBody());
}

function hashesInPlace(algorithms: readonly string[]): BodyHashes {
  const hashes = algorithms.map((algorithm) => createHash(algorithm));
  return {
    update: (piece) => {
      for (const hash of hashes) hash.update(piece);
      return undefined;
    },
    digest: async () => hashes.map((hash) => hash.digest('hex')),
    discard: () => undefined,
  };
}

/** Hands a piece over with those that follow it: a message for each would cost more than hashing it saves. */
export function hashesOnThread(algorithms: readonly string[], thread: HashThread): BodyHashes {
  const body = thread.begin(algorithms);
  let gathered: Uint8Array[] = [];
  let gatheredBytes = 0;
  const handOver = async (): Promise<void> => {
    const pieces = gathered;
    [gathered, gatheredBytes] = [[], 0];
    await thread.update(body, pieces);
  };
  return {
    update: (piece) => {
      gathered.push(piece);
      gatheredBytes += piece.length;
      return gatheredBytes < gatherBytes ? undefined : handOver();
    },
    digest: async () => {
      await handOver();
      return thread.digest(body);
    },
    discard: () => {
      thread.discard(body);
    },
  };
}
