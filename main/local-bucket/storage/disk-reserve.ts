// Reserves disk space, so that objects can be deleted on a full disk: the journal needs space to record a deletion.

import { randomBytes } from 'node:crypto';
import { stat, unlink, writeFile } from 'node:fs/promises';

const reserveBytes = 256 * 1024;

export class Reserve {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Reserves the space unless it is reserved; a disk too full for it is no failure. */
  async keep(): Promise<void> {
    try {
      if ((await stat(this.#path).catch(() => undefined))?.size === reserveBytes) return;
      // Random, because a compressing file system would reserve no space for zeros.
      await writeFile(this.#path, randomBytes(reserveBytes), { mode: 0o600 });
    } catch {
      await this.spend();
    }
  }

  /** Frees the space for the next write. */
  async spend(): Promise<void> {
    await unlink(this.#path).catch(() => undefined);
  }
}
