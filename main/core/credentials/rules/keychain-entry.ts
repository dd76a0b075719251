// The text that stands for a connection's credentials inside the keychain, and the only place that reads it back.
import type { Credentials } from '../../model/connection';

/** What Windows takes for one credential: CRED_MAX_CREDENTIAL_BLOB_SIZE is 5 * 512 bytes. The same everywhere, so that it is tested. */
export const longestEntryBytes = 2_560;

/** Credentials too long for an entry: where their sealed record is, and its key. */
export interface SealedEntry {
  readonly record: string;
  readonly key: Uint8Array;
}

export const credentialsText = (credentials: Credentials): string => JSON.stringify(credentials);

export const sealedText = ({ record, key }: SealedEntry): string =>
  JSON.stringify({ sealed: { record, key: Buffer.from(key).toString('base64') } });

/** The credentials in a text, or `undefined` when it holds something else. */
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

/** Where the record of an entry is and its key, or `undefined` when the entry is none of these. */
export function parseSealed(text: string): SealedEntry | undefined {
  const { sealed } = objectIn(text);
  if (typeof sealed !== 'object' || sealed === null) return undefined;
  const { record, key } = sealed as Readonly<Record<string, unknown>>;
  if (typeof record !== 'string' || typeof key !== 'string') return undefined;
  return { record, key: Buffer.from(key, 'base64') };
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
