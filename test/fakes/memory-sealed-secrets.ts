// The SealedSecrets port's twin: secrets in memory behind a passphrase that somebody knows or does not.
import { Failure } from '../../main/core/model/failure';
import type { SealedSecrets } from '../../main/core/ports/secrets';

export interface MemorySealedSecrets extends SealedSecrets {
  readonly entries: Map<string, string>;
  /** What a call that needs the passphrase raises. */
  refusal: 'passphrase-needed' | 'passphrase-wrong' | undefined;
}

export function createMemorySealedSecrets(): MemorySealedSecrets {
  const entries = new Map<string, string>();
  const open = () => {
    if (sealed.refusal !== undefined) throw new Failure(sealed.refusal);
  };
  const sealed: MemorySealedSecrets = {
    entries,
    refusal: undefined,
    async get(id) {
      if (entries.has(id)) open();
      return entries.get(id);
    },
    async set(id, secret) {
      open();
      entries.set(id, secret);
    },
    async remove(id) {
      entries.delete(id);
    },
    async changePassphrase(ids) {
      const there = ids.filter((id) => entries.has(id));
      if (there.length > 0) open();
      return there;
    },
  };
  return sealed;
}
