// Signs the link of a share again, without an upload: for `extend` and for renewal.
import type { ShareSecretsStore } from '../encryption/encryption';
import { asFailure, Failure } from '../model/failure';
import type { Share } from '../model/share';
import type { OpenConnection } from '../storage/storage';
import {
  give,
  givenShare,
  linkToStored,
  signedNow,
  whileStored,
  type GivenContext,
  type GivingPorts,
  type Limited,
  type MadeLink,
  type Until,
} from '../given/given';
import { writePage, type PagePorts } from '../pages/pages';
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

/** Of a page the new one. */
type Key = Pick<Share, 'key'>;

export function createSignAgain(
  context: Pick<GivenContext, 'known'> & { readonly ports: PagePorts & GivingPorts },
  secrets: Pick<ShareSecretsStore, 'stored' | 'fragmentOf'>,
): SignAgain {
  const { ports, known } = context;
  const { ledger, clock } = ports;

  const linkOfFile = async (share: Share, open: OpenConnection, until: Until): Promise<Key & MadeLink> => {
    const given = givenShare(signedNow(share, open.connection), [], open.connection);
    return { key: share.key, ...(await linkToStored(ports, given, open, until, { mayBeUnproven: true })) };
  };

  const linkOfPage = async (share: Share, open: OpenConnection, until: Until): Promise<Key & MadeLink> => {
    try {
      // A page holds the links of its files, so new links need a new page.
      const items = ledger.items(share.id);
      const manifest = await secrets.stored(share);
      return await writePage(open, ports, share, items, until, { mayBeUnproven: true, manifest });
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
    const { missingAtMs: _found, ...rest } = share;
    return known.with(share, async (open): Promise<Extended> => {
      const link = share.kind === 'file' ? linkOfFile : linkOfPage;
      // A share lives as long as its last link: an earlier end is not saved.
      const isLater = ({ expiresAtMs }: MadeLink) => expiresAtMs >= share.expiresAtMs;
      const now = signedNow(rest, open.connection);
      const signedBy = ({ key, expiresAtMs, verified, limitedBy, signedAtMs }: Key & MadeLink & Limited): Share => {
        return { ...now, key, expiresAtMs, verified, limitedBy, signedAtMs };
      };
      const { made, told } = await give<Share, Key & MadeLink>(ports, open, {
        seconds: (nowMs) => wish(share, nowMs),
        fragment: () => secrets.fragmentOf(share),
        make: (until) => whileStored({ known, clock }, share, () => link(share, open, until)),
        save(link) {
          const saved = isLater(link) ? signedBy(link) : rest;
          known.save(saved);
          return saved;
        },
        isNew: isLater,
      });
      const livedOn = share.expiresAtMs > made.signedAtMs && share.missingAtMs === undefined;
      return { share: signedBy(made), ...told, ...(livedOn && { oldEndMs: share.expiresAtMs }) };
    });
  };
}
