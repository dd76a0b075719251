// Age files by the library `age-encryption`, with Node's scrypt and this runtime's ChaCha20-Poly1305: the library's own scrypt would hold the main thread.
import { randomBytes } from 'node:crypto';
import { generateX25519Identity, identityToRecipient, Stanza, type Recipient } from 'age-encryption';
import { encryptedBytes, tagBytes } from '../../core/model/age/age-layout';
import type { AgeFiles } from '../../core/ports/age-files';
import { createAgeHead, createAgeLock, headOf, openAgeHead } from './age-head';
import { unlockFile, unsealFile } from './passphrase-file';
import { passphraseKey, unpadded } from './passphrase-key';
import { openStream } from './open-stream';
import { sealRange } from './seal-range';
import { usualCipher } from './usual-cipher';

const saltBytes = 16;

/** https://c2sp.org/age, "The scrypt recipient type". */
const scryptRecipient = (passphrase: string, logN: number): Recipient => ({
  async wrapFileKey(fileKey) {
    const salt = randomBytes(saltBytes);
    const key = await passphraseKey(passphrase, salt, logN);
    const body = new Uint8Array(fileKey.length + tagBytes);
    (await usualCipher()).seal(key, new Uint8Array(12), fileKey, body);
    return [new Stanza(['scrypt', unpadded(salt), String(logN)], body)];
  },
});

export function createAgeFiles(): AgeFiles {
  /** A share has one identity and may have thousands of files. */
  let last: { readonly identity: string; readonly recipient: Promise<string> } | undefined;
  const recipientOf = (identity: string): Promise<string> => {
    if (last?.identity !== identity) last = { identity, recipient: identityToRecipient(identity) };
    return last.recipient;
  };
  return {
    createIdentity: () => generateX25519Identity(),
    recipientOf,
    createHead: async (identity) => createAgeHead(await recipientOf(identity)),
    lock: (passphrase, logN) => createAgeLock(scryptRecipient(passphrase, logN)),
    async seal(lock, plain) {
      const secrets = headOf(lock);
      const file = new Uint8Array(encryptedBytes({ headBytes: secrets.head.length, plainBytes: plain.length }));
      await sealRange(secrets, plain.length, 0, file, (offset, target) => {
        const piece = plain.subarray(offset, offset + target.length);
        target.set(piece);
        return Promise.resolve(piece.length);
      });
      return file;
    },
    async openHead(identity, start) {
      const secrets = await openAgeHead(identity, start);
      if (secrets === undefined) return undefined;
      const { head, payloadKey } = secrets;
      const cipher = await usualCipher();
      return { head, payload: (plainBytes, fromChunk) => openStream(cipher, payloadKey, plainBytes, fromChunk) };
    },
    unseal: unsealFile,
    unlock: unlockFile,
  };
}
