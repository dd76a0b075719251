// The head of an age file and the key of its payload; header and recipients are the library's.
import { hkdfSync, randomBytes } from 'node:crypto';
import { Decrypter, Encrypter, type Identity, type Recipient } from 'age-encryption';
import { tagBytes } from '../../core/model/age/age-layout';
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

/** The head of a file that `headOf` began with this lock; undefined for any other file. */
export function headBy({ header, fileKey }: AgeLock, file: Uint8Array): FileSecrets | undefined {
  const head = file.slice(0, header.length + nonceBytes);
  if (Buffer.compare(head.subarray(0, header.length), header) !== 0) return undefined;
  return { head, payloadKey: payloadKeyOf(fileKey, head.subarray(header.length)) };
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

/** A header ends with the line of its MAC: https://c2sp.org/age, "Header". */
const lastLine = '\n--- ';

/** What the age file that begins with `start` was encrypted with; undefined where `identity` opens it not, or its head does not end there. */
export async function openAgeHead(identity: string | Identity, start: Uint8Array): Promise<FileSecrets | undefined> {
  const bytes = Buffer.from(start.buffer, start.byteOffset, start.length);
  const mac = bytes.indexOf(lastLine);
  const headerBytes = mac < 0 ? 0 : bytes.indexOf('\n', mac + lastLine.length) + 1;
  const headBytes = headerBytes + nonceBytes;
  if (headerBytes === 0 || headBytes > bytes.length) return undefined;
  const head = Uint8Array.from(bytes.subarray(0, headBytes));
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const fileKey = await decrypter.decryptHeader(head.subarray(0, headerBytes));
    return { head, payloadKey: payloadKeyOf(fileKey, head.subarray(headerBytes)) };
  } catch {
    return undefined;
  }
}
