// The secrets of encrypted shares, loaded with the first of them: a command that shares a file as it is loads none of it.
import type { Ports } from '../ports/ports';
import type { VaultOfSeals } from './seal-keys';
import type { ShareSecretsStore } from './share-secrets';

export function shareSecretsWhenUsed(
  ports: Pick<Ports, 'ledger' | 'ageFiles' | 'randomBytes'>,
  vault: VaultOfSeals,
): ShareSecretsStore {
  let loaded: ShareSecretsStore | undefined;
  let loading: Promise<ShareSecretsStore> | undefined;
  const load = async (): Promise<ShareSecretsStore> => {
    const { createShareSecrets } = await import('./share-secrets');
    return (loaded = createShareSecrets(ports, vault));
  };
  const secrets = () => (loading ??= load());
  return {
    prepare: async (wish) => (await secrets()).prepare(wish),
    finish: async (draft, items) => (await secrets()).finish(draft, items),
    stored: async (share) => (share.encryption === undefined ? undefined : (await secrets()).stored(share)),
    relock: async (share, items, password) => (await secrets()).relock(share, items, password),
    fragmentOf: async (share) => (share.encryption === undefined ? undefined : (await secrets()).fragmentOf(share)),
    forget(draftId) {
      if (loaded !== undefined) loaded.forget(draftId);
      else ports.ledger.forgetShareSecrets(draftId);
    },
    create: async (shareId) => (await secrets()).create(shareId),
    open: async (shareId, sealed) => (await secrets()).open(shareId, sealed),
  };
}
