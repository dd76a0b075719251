// Caches keychain entries for five idle minutes, so that not every share asks the keychain. A secret in use is in this process's memory
// anyway. The cache drops it when it changes, when a server refuses it, and when the screen is locked or the computer sleeps.
import type { Credentials } from '../model/connection';

export interface RecentSecrets {
  /** The cached secret, or what `read` gives. */
  get(id: string, read: () => Promise<Credentials | undefined>): Promise<Credentials | undefined>;
  has(id: string): boolean;
  /** One of them, or all. */
  forget(id?: string): void;
}

const idleMs = 300_000;

export function createRecentSecrets(): RecentSecrets {
  const recent = new Map<string, { readonly secret: Credentials; readonly timer: NodeJS.Timeout }>();
  /** Calls during a read share it: a warm-up, and the share that comes meanwhile. */
  const reading = new Map<string, Promise<Credentials | undefined>>();
  /** Grows with every `forget`: a read that began before must not be cached after it. */
  let generation = 0;

  const readOnce = async (id: string, read: () => Promise<Credentials | undefined>) => {
    const began = generation;
    try {
      const secret = await read();
      if (secret !== undefined && began === generation) {
        const timer = setTimeout(() => recent.delete(id), idleMs);
        timer.unref();
        recent.set(id, { secret, timer });
      }
      return secret;
    } finally {
      if (began === generation) reading.delete(id);
    }
  };

  const forget = (id?: string) => {
    generation += 1;
    reading.clear();
    for (const [known, { timer }] of recent) {
      if (id !== undefined && known !== id) continue;
      clearTimeout(timer);
      recent.delete(known);
    }
  };

  return {
    forget,
    has: (id) => recent.has(id),
    get(id, read) {
      const known = recent.get(id);
      if (known !== undefined) {
        known.timer.refresh();
        return Promise.resolve(known.secret);
      }
      const running = reading.get(id) ?? readOnce(id, read);
      reading.set(id, running);
      return running;
    },
  };
}
