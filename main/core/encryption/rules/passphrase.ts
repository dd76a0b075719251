// The password of an encrypted share, and the passphrase of its manifest.
import { mostPasswordCharacters, type Encryption } from '../../model/encryption';
import { Failure } from '../../model/failure';

/** The password in NFC: keyboards and systems compose letters in different ways. Raises `bad-request` for one that is empty or too long. */
export function checkPassword(text: string): string {
  const password = text.normalize('NFC');
  if (password === '') throw new Failure('bad-request', { reason: 'the password is empty' });
  if (Array.from(password).length > mostPasswordCharacters) {
    throw new Failure('bad-request', {
      reason: 'a password has at most {{most}} characters',
      reasonValues: { most: mostPasswordCharacters },
    });
  }
  return password;
}

/** `password` in NFC. The secret has a fixed length of 22 characters without a dot, so that no two pairs give one passphrase. */
export const passphraseOf = (secret: string, password: string | undefined): string =>
  password === undefined ? secret : `${secret}.${password}`;

/** log2 of the cost N of scrypt. 128 random bits need no stretching; a password does, as much as a phone's page can bear: 128 MiB. */
export const scryptCost: Readonly<Record<Encryption, number>> = { link: 10, password: 17 };

/** 16 random bytes as 22 characters. */
export const secretText = (random: Uint8Array): string => Buffer.from(random).toString('base64url');
