// End-to-end encryption of a share: each file is an age file, and their manifest is one under a passphrase. https://c2sp.org/age

/**
 * What opens the manifest of an encrypted share. `link`: the secret in the fragment of its link; `password`: also a password, which the sender
 * gives to the recipient in another way.
 */
export type Encryption = 'link' | 'password';

/** Whether the shares of a connection are encrypted. `usual`: unless the user says otherwise; `demanded`: all of them. */
export type EncryptionRule = 'usual' | 'demanded';

/** In characters, after NFC. */
export const mostPasswordCharacters = 1_024;

/** Made once for a file and never used for other bytes: equal keys and nonces over two contents give both away. */
export interface FileSecrets {
  /** Header and nonce, as they begin the age file. */
  readonly head: Uint8Array;
  /** 32 bytes. */
  readonly payloadKey: Uint8Array;
}
