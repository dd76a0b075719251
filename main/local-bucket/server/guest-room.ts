// Keeps room on the owner's disk: uploads of guests never take the last of it, whatever their links allow.

import type { IncomingMessage } from 'node:http';
import { statfs } from 'node:fs/promises';
import { S3Error } from '../protocol/errors';

/** What guests leave free. A computer whose disk has less cannot save the owner's own work for long. */
const leftFreeBytes = 512 * 1024 ** 2;

/** Free bytes of the folder's disk for this user; infinite where the system does not tell. */
export async function freeBytesOf(folder: string): Promise<number> {
  const found = await statfs(folder).catch(() => undefined);
  // Some network file systems tell no size at all: they are not full.
  return found === undefined || found.blocks === 0 ? Number.POSITIVE_INFINITY : found.bavail * found.bsize;
}

interface Coming {
  /** What the connection will have read at the end of the body, in bytes. */
  readonly readAfter: number;
}

export class GuestRoom {
  readonly #freeBytes: () => Promise<number>;
  /** Uploads that run: what is still to come of them has no room on the disk yet. */
  readonly #coming = new Map<IncomingMessage, Coming>();

  constructor(freeBytes: () => Promise<number>) {
    this.#freeBytes = freeBytes;
  }

  /**
   * Takes room for the body of `message`, until `leave`; to be called once the message is authenticated, so that nobody else takes any. Raises
   * `InsufficientStorage`.
   */
  async take(message: IncomingMessage): Promise<void> {
    const lengthBytes = Number(message.headers['content-length'] ?? 0);
    if (!(lengthBytes > 0)) return;
    // Before anything is awaited, so that of two that come at once each knows the other. What the connection has read of the body is too little to count.
    this.#coming.set(message, { readAfter: message.socket.bytesRead + lengthBytes });
    const freeBytes = await this.#freeBytes();
    const comingBytes = [...this.#coming].reduce(
      (sum, [{ socket }, { readAfter }]) => sum + Math.max(0, readAfter - socket.bytesRead),
      0,
    );
    if (freeBytes - comingBytes < leftFreeBytes) throw new S3Error('InsufficientStorage');
  }

  /** Gives the room back; to be called when `message` is answered. */
  leave(message: IncomingMessage): void {
    this.#coming.delete(message);
  }
}
