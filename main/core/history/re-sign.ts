// Signs the link of a share again, without an upload: for `extend` and for renewal.
import type { ShareSecretsStore } from '../encryption/share-secrets';
import { asFailure, Failure } from '../model/failure';
import type { Share } from '../model/share';
import { lifetimeIn, type OpenConnection } from '../storage/open-connection';
import {
  givenShare,
  linkToStored,
  type ShareAccess,
  signedNow,
  type Until,
  whileStored,
  giveShare,
  type GivingPorts,
} from '../given/given';
import { writePage, type PagePorts } from '../pages/write-page';
import type { Shared } from '../model/share-request';

export interface Extended extends Shared {
  /** Unix ms: the end of the former link; absent when it has ended. */
  readonly oldEndMs?: number;
}

/**
 * Signs a share's link again, of a page also the links of its files, for the seconds that `wish` gives at the server's time (Unix ms). Proves
 * the link and saves the later end. Whoever calls it has the mutex of the share. Raises `share-not-found`, `encryption-demanded`, `bad-request` for a revoked share, `object-missing` (and saves that),
 * `link-unproven`, `token-expired`, and what writing a page raises.
 */
export type SignAgain = (shareId: string, wish: (share: Share, nowMs: number) => number) => Promise<Extended>;

type NewLink = Pick<Share, 'key' | 'expiresAtMs' | 'verified'> & { readonly url: string };

export function createSignAgain(
  ports: PagePorts & GivingPorts,
  known: ShareAccess,
  secrets: Pick<ShareSecretsStore, 'stored' | 'fragmentOf'>,
): SignAgain {
  const { ledger, clock } = ports;

  const linkOfFile = async (share: Share, open: OpenConnection, until: Until): Promise<NewLink> => {
    const given = givenShare(signedNow(share, open.connection), [], open.connection);
    const { url, expiresAtMs, verified } = await linkToStored(ports, given, open, until, { mayBeUnproven: true });
    return { key: share.key, url, expiresAtMs, verified };
  };

  const linkOfPage = async (share: Share, open: OpenConnection, until: Until): Promise<NewLink> => {
    try {
      // A page holds the links of its files, so new links need a new page.
      const items = ledger.items(share.id);
      const manifest = await secrets.stored(share);
      const { key, url, expiresAtMs, verified } = await writePage(open, ports, share, items, until, {
        mayBeUnproven: true,
        manifest,
      });
      return { key, url, expiresAtMs, verified };
    } catch (error) {
      const { code, detail } = asFailure(error);
      // 404: the files of the page are gone.
      if (code === 'link-unproven' && detail.status === 404) {
        throw new Failure('object-missing', { fileName: share.name });
      }
      throw error;
    }
  };

  return async (shareId, wish) => {
    const share = known.get(shareId);
    known.checkEncrypted(share);
    if (share.revokedAtMs !== undefined) throw new Failure('bad-request', { reason: 'the link was taken back' });
    if (share.removedAtMs !== undefined) throw new Failure('object-missing', { fileName: share.name });
    return known.with(share, async (open): Promise<Extended> => {
      const nowMs = open.objects.serverNowMs();
      const { lifetimeSeconds, limitedBy } = lifetimeIn(open, wish(share, nowMs), nowMs);
      const link = share.kind === 'file' ? linkOfFile : linkOfPage;
      const until = { signedAtMs: nowMs, lifetimeSeconds };
      const { url, ...made } = await whileStored({ known, clock }, share, () => link(share, open, until));
      const { missingAtMs: _found, ...rest } = share;
      const signed: Share = { ...signedNow(rest, open.connection), ...made, limitedBy, signedAtMs: nowMs };
      // A share lives as long as its last link: an earlier end is not saved.
      const saved = signed.expiresAtMs < share.expiresAtMs ? rest : signed;
      known.save(saved);
      const fragment = await secrets.fragmentOf(share);
      const proven = { url, fragment, signedAtMs: nowMs, endsAtMs: signed.expiresAtMs };
      return {
        share: signed,
        ...(await giveShare(saved, proven, open, ports, { isNew: saved === signed })),
        connectionName: open.connection.name,
        ...(share.expiresAtMs > nowMs && share.missingAtMs === undefined && { oldEndMs: share.expiresAtMs }),
      };
    });
  };
}
