// A little space set aside, so that on a full disk objects can still be deleted: recording a deletion takes space, too.

import { randomBytes } from 'node:crypto';
import { stat, unlink, writeFile } from 'node:fs/promises';

const reserveBytes = 256 * 1024;

export class Reserve {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Sets the space aside unless it is; a disk that is too full for it is no failure. */
  async keep(): Promise<void> {
    try {
      if ((await stat(this.#path).catch(() => undefined))?.size === reserveBytes) return;
      // Random, because a file system that compresses would not set zeros aside.
      await writeFile(this.#path, randomBytes(reserveBytes), { mode: 0o600 });
    } catch {
      await this.spend();
    }
  }

  /** Gives the space free for what must be written now. */
  async spend(): Promise<void> {
    await unlink(this.#path).catch(() => undefined);
  }
}
