// The head of an age file and the key of its payload; header and recipients are the library's.
import { hkdfSync, randomBytes } from 'node:crypto';
import { Encrypter, type Recipient } from 'age-encryption';
import { tagBytes } from '../../core/encryption/rules/age-layout';
import type { AgeLock, FileSecrets } from '../../core/model/encryption';

const nonceBytes = 16;

/** https://c2sp.org/age, "Payload". */
export const payloadKeyOf = (fileKey: Uint8Array, nonce: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', fileKey, nonce, 'payload', 32));

/** The head of a new file of this lock. */
export function headOf({ header, fileKey }: AgeLock): FileSecrets {
  const nonce = randomBytes(nonceBytes);
  return { head: Buffer.concat([header, nonce]), payloadKey: payloadKeyOf(fileKey, nonce) };
}

/** A new file key for the recipient, `age1…` or one that wraps it in its own way. */
export async function createAgeLock(recipient: string | Recipient): Promise<AgeLock> {
  let fileKey: Uint8Array | undefined;
  const witness: Recipient = {
    wrapFileKey: (key) => {
      fileKey = Uint8Array.from(key);
      return [];
    },
  };
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  encrypter.addRecipient(witness);
  const empty = await encrypter.encrypt(new Uint8Array());
  if (fileKey === undefined) throw new Error('the library asked no recipient');
  return { header: empty.slice(0, empty.length - nonceBytes - tagBytes), fileKey };
}

/** A new file key and nonce for the recipient `age1…`. */
export const createAgeHead = async (recipient: string): Promise<FileSecrets> => headOf(await createAgeLock(recipient));
