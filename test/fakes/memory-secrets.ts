// The SecretStore port's twin: a keychain in memory that can be in every state a real one can.
import { Failure } from '../../main/core/model/failure';
import type { KeychainState, SecretStore } from '../../main/core/ports/secrets';

export interface MemorySecrets extends SecretStore {
  readonly entries: Map<string, string>;
  /** What `state` says; anything but `ok` is raised by the other methods. */
  answer: KeychainState;
  /** What `keeper` says. */
  keptBy: string | undefined;
}

export function createMemorySecrets(): MemorySecrets {
  const entries = new Map<string, string>();
  const secrets: MemorySecrets = {
    entries,
    answer: 'ok',
    keptBy: 'Memory',
    async get(id) {
      open();
      return entries.get(id);
    },
    async set(id, secret) {
      open();
      entries.set(id, secret);
    },
    async remove(id) {
      open();
      entries.delete(id);
    },
    state: async () => secrets.answer,
    keeper: async () => secrets.keptBy,
  };
  const open = () => {
    if (secrets.answer !== 'ok') throw new Failure(secrets.answer);
  };
  return secrets;
}
