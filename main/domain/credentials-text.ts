// Why this exists: the text a connection's credentials become inside the keychain, and the only place that reads it back.
import type { Credentials } from './connection';

export const credentialsText = (credentials: Credentials): string => JSON.stringify(credentials);

/** The credentials in a keychain entry, or `undefined` when it holds something else. */
export function parseCredentials(text: string): Credentials | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { accessKeyId, secretAccessKey, sessionToken, expiresAtMs } = value as Readonly<Record<string, unknown>>;
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string') return undefined;
  return {
    accessKeyId,
    secretAccessKey,
    ...(typeof sessionToken === 'string' && { sessionToken }),
    ...(typeof expiresAtMs === 'number' && { expiresAtMs }),
  };
}
