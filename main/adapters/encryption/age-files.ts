// Age files by the library `age-encryption`, with Node's scrypt and this runtime's ChaCha20-Poly1305: the library's own scrypt would hold the main thread.
import { randomBytes, scrypt } from 'node:crypto';
import { generateX25519Identity, identityToRecipient, Stanza, type Recipient } from 'age-encryption';
import { encryptedBytes, tagBytes } from '../../core/encryption/rules/age-layout';
import type { AgeFiles } from '../../core/ports/age-files';
import { createAgeHead, createAgeLock, headOf, openAgeHead } from './age-head';
import { openStream } from './open-stream';
import { sealRange } from './seal-range';
import { usualCipher } from './usual-cipher';

const saltBytes = 16;
const keyBytes = 32;
const blockSize = 8;

const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** https://c2sp.org/age, "The scrypt recipient type". */
const scryptRecipient = (passphrase: string, logN: number): Recipient => ({
  async wrapFileKey(fileKey) {
    const salt = randomBytes(saltBytes);
    const N = 2 ** logN;
    const labelled = Buffer.concat([Buffer.from('age-encryption.org/v1/scrypt'), salt]);
    const key = await new Promise<Uint8Array>((resolve, reject) => {
      scrypt(passphrase, labelled, keyBytes, { N, r: blockSize, p: 1, maxmem: 256 * N * blockSize }, (error, derived) =>
        error === null ? resolve(derived) : reject(error),
      );
    });
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
      return { head, payload: (plainBytes) => openStream(cipher, payloadKey, plainBytes) };
    },
  };
}
