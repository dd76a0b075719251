// The key of an encrypted request, as the library of age makes and uses it.
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

const identity = await generateX25519Identity();

export const encrypted = { identity, recipient: await identityToRecipient(identity) };

export async function openSealed(sealed: Uint8Array | undefined): Promise<Buffer> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return Buffer.from(await decrypter.decrypt(sealed ?? new Uint8Array()));
}
