// Encrypts to a recipient; the library is loaded by the first call.
import type { RecipientEncryption } from '../../core/ports/recipient-encryption';

export function createRecipientEncryption(): RecipientEncryption {
  const heads = () => import('./age-head');
  return {
    createSecrets: async (recipient) => (await heads()).createAgeHead(recipient),
    async seal(recipient, plain) {
      const [{ createAgeLock }, { createAgeFiles }] = await Promise.all([heads(), import('./age-files')]);
      return createAgeFiles().seal(await createAgeLock(recipient), plain);
    },
    ofFile: async (secrets, file) => (await import('./encrypt-files')).encryptFiles(secrets).ofFile(file),
  };
}
