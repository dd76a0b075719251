// Writes and parses the text of a keychain entry.
import type { Credentials } from '../../model/connection';
import { objectIn } from '../../model/json-object';

/** Windows' limit, CRED_MAX_CREDENTIAL_BLOB_SIZE (5 * 512 bytes), on every system, so that every system tests it. */
export const longestEntryBytes = 2_560;

/** The entry of credentials that are too long: the name of their encrypted record, and its key. */
export interface SealedEntry {
  readonly record: string;
  readonly key: Uint8Array;
}

export const credentialsText = (credentials: Credentials): string => JSON.stringify(credentials);

export const sealedText = ({ record, key }: SealedEntry): string =>
  JSON.stringify({ sealed: { record, key: Buffer.from(key).toString('base64') } });

/** `undefined` for any other text. */
export function parseCredentials(text: string): Credentials | undefined {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAtMs } = objectIn(text);
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string') return undefined;
  return {
    accessKeyId,
    secretAccessKey,
    ...(typeof sessionToken === 'string' && { sessionToken }),
    ...(typeof expiresAtMs === 'number' && { expiresAtMs }),
  };
}

/** `undefined` for an entry that holds the credentials themselves. */
export function parseSealed(text: string): SealedEntry | undefined {
  const { sealed } = objectIn(text);
  if (typeof sealed !== 'object' || sealed === null) return undefined;
  const { record, key } = sealed as Readonly<Record<string, unknown>>;
  if (typeof record !== 'string' || typeof key !== 'string') return undefined;
  return { record, key: Buffer.from(key, 'base64') };
}
