// Whether a share is encrypted: the user's wish and the connection's rule.
import type { Connection } from '../../model/connection';
import type { Encryption } from '../../model/encryption';
import { Failure } from '../../model/failure';
import type { ShareOptions } from '../../model/share-request';
import { encryptionOf } from './passphrase';

/**
 * What opens the share; `undefined` for one that is not encrypted. A password is wished only with encryption. Raises `encryption-demanded` for
 * a wish against a rule that demands it, `bad-request` for a password without encryption.
 */
export function encryptionWanted(
  { encrypt, password }: Pick<ShareOptions, 'encrypt' | 'password'>,
  { encryption: rule, name: connectionName }: Pick<Connection, 'encryption' | 'name'>,
): Encryption | undefined {
  if (encrypt === false && rule === 'demanded') throw new Failure('encryption-demanded', { connectionName });
  if (encrypt ?? rule !== undefined) return encryptionOf(password);
  if (password !== undefined) throw new Failure('bad-request', { reason: 'a password belongs to an encrypted share' });
  return undefined;
}

/**
 * A connection whose rule demands encryption gives away nothing else, whatever was made before the rule: no link, short link or form, and no more
 * time. Objects that are in the bucket already, and what guests are given, are not encrypted. Raises `encryption-demanded`.
 */
export function refuseUnencrypted(
  { encryption, name: connectionName }: Pick<Connection, 'encryption' | 'name'>,
  isEncrypted = false,
): void {
  if (encryption === 'demanded' && !isEncrypted) throw new Failure('encryption-demanded', { connectionName });
}
