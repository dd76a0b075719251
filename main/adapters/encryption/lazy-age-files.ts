// Loads the library of age files when something is encrypted or decrypted.
import type { AgeFiles } from '../../core/ports/age-files';

export function lazyAgeFiles(): AgeFiles {
  let loading: Promise<AgeFiles> | undefined;
  const load = () => (loading ??= import('./age-files').then(({ createAgeFiles }) => createAgeFiles()));
  return {
    createIdentity: async () => (await load()).createIdentity(),
    recipientOf: async (identity) => (await load()).recipientOf(identity),
    createHead: async (identity) => (await load()).createHead(identity),
    lock: async (passphrase, logN) => (await load()).lock(passphrase, logN),
    seal: async (lock, plain) => (await load()).seal(lock, plain),
    unseal: async (lock, file) => (await load()).unseal(lock, file),
    openHead: async (identity, start) => (await load()).openHead(identity, start),
    unlock: async (passphrase, file) => (await load()).unlock(passphrase, file),
  };
}
