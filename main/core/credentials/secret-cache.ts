// No share should wait for the keychain that was asked a moment ago. While a connection is used its secret is in this
// process's memory anyway, where nothing can wipe it for certain; remembered for a few minutes more it is shown to nobody new. It is forgotten
// when nobody used it for that long, when it changes, when a server refuses it, and when the screen is locked or the computer sleeps.
import type { Credentials } from '../model/connection';

export interface RecentSecrets {
  /** What is remembered, or what `read` gives now. */
  get(id: string, read: () => Promise<Credentials | undefined>): Promise<Credentials | undefined>;
  /** One of them, or all. */
  forget(id?: string): void;
}

const idleMs = 300_000;

export function createRecentSecrets(): RecentSecrets {
  const recent = new Map<string, { readonly secret: Credentials; readonly timer: NodeJS.Timeout }>();
  /** What was forgotten while it was being read must not come back. */
  let turn = 0;

  const forget = (id?: string) => {
    turn += 1;
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
      const began = turn;
      const secret = await read();
      if (secret !== undefined && began === turn) {
        clearTimeout(recent.get(id)?.timer);
        const timer = setTimeout(() => recent.delete(id), idleMs);
        timer.unref();
        recent.set(id, { secret, timer });
      }
      return secret;
    },
  };
}
