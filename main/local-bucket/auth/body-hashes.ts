// Hashes of one body while it streams: in place for a small one, on a thread for a large one.
import { createHash } from 'node:crypto';
import { HashThread } from './hash-thread';

/** A smaller body is hashed in less time than its last messages to a thread take. */
const threadFromBytes = 4 * 1024 * 1024;

export interface BodyHashes {
  /** Takes the next bytes, which may change again once this returns or resolves. Rejects when the thread ended. */
  update(pieces: readonly Uint8Array[]): Promise<void> | undefined;
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
    update: (pieces) => {
      for (const hash of hashes) for (const piece of pieces) hash.update(piece);
      return undefined;
    },
    digest: async () => hashes.map((hash) => hash.digest('hex')),
    discard: () => undefined,
  };
}

export function hashesOnThread(algorithms: readonly string[], thread: HashThread): BodyHashes {
  const body = thread.begin(algorithms);
  return {
    update: async (pieces) => thread.update(body, pieces),
    digest: async () => thread.digest(body),
    discard: () => {
      thread.discard(body);
    },
  };
}
