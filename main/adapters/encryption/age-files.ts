// The AgeFiles port; the library and the cipher are loaded when the first file is opened.
import type { AgeFiles } from '../../core/ports/age-files';

export const ageFiles: AgeFiles = {
  async createIdentity() {
    const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
    const identity = await generateX25519Identity();
    return { identity, recipient: await identityToRecipient(identity) };
  },
  async openHead(identity, start) {
    const [{ openAgeHead }, { openStream }] = await Promise.all([import('./age-head'), import('./open-stream')]);
    const secrets = await openAgeHead(identity, start);
    return (
      secrets && { head: secrets.head, payload: (plainBytes: number) => openStream(secrets.payloadKey, plainBytes) }
    );
  },
};
