// Why this exists: where a draft has its credentials from: what was typed, what was pasted, or for what was left empty, the vault.
import type { Credentials } from '../domain/connection';
import type { ConnectionDraft } from '../domain/connection-draft';
import { Failure } from '../domain/failure';
import type { Pastes } from './pastes';
import type { Vault } from './vault';

export interface DraftCredentials {
  /** Raises `bad-request` when something is missing, `paste-gone`, `keychain-*`. */
  of(draft: ConnectionDraft): Promise<Credentials>;
}

type Keys = Pick<ConnectionDraft, 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'sessionExpiresAtMs'>;

/** What was typed goes before what was pasted: the person saw what they typed. */
function givenKeys(draft: ConnectionDraft, pastes: Pastes): Keys {
  if (draft.pasteId === undefined) return draft;
  const { accessKeyId, secretAccessKey, sessionToken, expiresAtMs } = pastes.get(draft.pasteId);
  const tokenTyped = (draft.sessionToken ?? '') !== '';
  return {
    accessKeyId: draft.accessKeyId || accessKeyId,
    secretAccessKey: draft.secretAccessKey || secretAccessKey,
    sessionToken: tokenTyped ? draft.sessionToken : sessionToken,
    sessionExpiresAtMs: tokenTyped ? draft.sessionExpiresAtMs : expiresAtMs,
  };
}

export const createDraftCredentials = (vault: Pick<Vault, 'get'>, pastes: Pastes): DraftCredentials => ({
  async of(draft) {
    const given = givenKeys(draft, pastes);
    const typed = given.secretAccessKey ?? '';
    const complete = typed !== '' && (given.accessKeyId ?? '') !== '';
    const kept = complete || draft.id === undefined ? undefined : await vault.get(draft.id);
    const accessKeyId = given.accessKeyId || kept?.accessKeyId || '';
    const secretAccessKey = typed || kept?.secretAccessKey || '';
    if (accessKeyId === '') throw new Failure('bad-request', { reason: 'the access key ID is missing' });
    if (secretAccessKey === '') throw new Failure('bad-request', { reason: 'the secret access key is missing' });
    const sessionToken = given.sessionToken || (typed === '' ? kept?.sessionToken : undefined);
    // The end belongs to the token: a new token has a new one, or one that nobody knows.
    const expiresAtMs = given.sessionToken ? given.sessionExpiresAtMs : kept?.expiresAtMs;
    return {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken !== undefined && { sessionToken }),
      ...(sessionToken !== undefined && expiresAtMs !== undefined && { expiresAtMs }),
    };
  },
});
