// Caches keychain entries for five idle minutes, so that not every share asks the keychain. A secret in use is in this process's memory
// anyway. The cache drops it when it changes, when a server refuses it, and when the screen is locked or the computer sleeps.
import type { Credentials } from '../model/connection';

export interface RecentSecrets {
  /** The cached secret, or what `read` gives. */
  get(id: string, read: () => Promise<Credentials | undefined>): Promise<Credentials | undefined>;
  /** One of them, or all. */
  forget(id?: string): void;
}

const idleMs = 300_000;

export function createRecentSecrets(): RecentSecrets {
  const recent = new Map<string, { readonly secret: Credentials; readonly timer: NodeJS.Timeout }>();
  /** Grows with every `forget`: a read that began before must not be cached after it. */
  let generation = 0;

  const forget = (id?: string) => {
    generation += 1;
    for (const [known, { timer }] of recent) {
      if (id !== undefined && known !== id) continue;
      clearTimeout(timer);
      recent.delete(known);
    }
  };

  return {
    forget,
    async get(id, read) {
      const known = recent.get(id);
      if (known !== undefined) {
        known.timer.refresh();
        return known.secret;
      }
      const began = generation;
      const secret = await read();
      if (secret !== undefined && began === generation) {
        clearTimeout(recent.get(id)?.timer);
        const timer = setTimeout(() => recent.delete(id), idleMs);
        timer.unref();
        recent.set(id, { secret, timer });
      }
      return secret;
    },
  };
}
