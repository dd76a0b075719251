// Loads the library of age files for shares that are encrypted, and for no other.
import type { AgeFiles } from '../../core/ports/age-files';

export function lazyAgeFiles(): AgeFiles {
  let loading: Promise<AgeFiles> | undefined;
  const load = () => (loading ??= import('./age-files').then(({ createAgeFiles }) => createAgeFiles()));
  return {
    createIdentity: async () => (await load()).createIdentity(),
    createHead: async (identity) => (await load()).createHead(identity),
    lock: async (passphrase, logN) => (await load()).lock(passphrase, logN),
    openHead: async (identity, start) => (await load()).openHead(identity, start),
    seal: async (lock, plain) => (await load()).seal(lock, plain),
  };
}
