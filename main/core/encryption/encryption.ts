// What other rooms use of this one: the secrets of encrypted shares and file requests, loaded with the first of them. A command that shares a
// file as it is loads none of it.
import { whenUsed, type BoundLate } from '../async/verbs';
import type * as ofRequests from './request-secrets';
import { secretsContext, type SecretsContext } from './secrets-context';
import type * as ofShares from './share-secrets';

export type { FileSecretsKeeper, PreparedSecrets, SealedManifest } from './share-secrets';

export type RequestSecrets = BoundLate<SecretsContext, typeof ofRequests>;

export interface ShareSecretsStore extends BoundLate<SecretsContext, typeof ofShares> {
  /** Of a draft that is given up. */
  forget(draftId: string): void;
}

export interface Encryption {
  readonly secretsOfShares: ShareSecretsStore;
  readonly secretsOfRequests: RequestSecrets;
}

const shares = {
  prepare: true,
  finish: true,
  stored: true,
  relock: true,
  forDraft: true,
  renewed: true,
  manifestIn: true,
  fragmentOf: true,
  create: true,
  open: true,
} as const;
const requests = { create: true, openHead: true } as const;

export function createEncryption(needs: Pick<SecretsContext, 'ports' | 'vault'>): Encryption {
  const context = secretsContext(needs);
  const late = whenUsed(() => import('./share-secrets'), context, shares);
  return {
    secretsOfShares: {
      ...late,
      // Most shares have none.
      stored: async (share) => (share.encryption === undefined ? undefined : late.stored(share)),
      renewed: async (share, items) => (share.encryption === undefined ? undefined : late.renewed(share, items)),
      fragmentOf: async (share) => (share.encryption === undefined ? undefined : late.fragmentOf(share)),
      forget(draftId) {
        context.drafts.delete(draftId);
        context.ports.ledger.forgetShareSecrets(draftId);
      },
    },
    secretsOfRequests: whenUsed(() => import('./request-secrets'), context, requests),
  };
}
