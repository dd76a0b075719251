// Why this exists: finding a share again and handing out its link once more, signed for the time it has left and proven.
import { Failure } from '../domain/failure';
import { longestLifetimeSeconds } from '../domain/expiry';
import { provesLink } from '../domain/link-proof';
import { shareState, type FoundShares, type Share, type ShareItem, type ShareQuery } from '../domain/share';
import type { OpenConnection } from './access';
import type { Shared } from './app';
import { openedBytes, signShare, type KnownShares } from './known-shares';
import { createTell } from './notices';
import type { Ports } from './ports';
import type { Store } from './store';

export interface Copy {
  /** The whole history; `total` counts all that match, `shares` are the asked-for rows of them. */
  findShares(query: ShareQuery): FoundShares;
  /** The objects of a page share in their order, the pages that were written for it among them; none for a file. */
  shareItemsOf(shareId: string): readonly ShareItem[];
  /**
   * Signs the link again for the time it has left and proves it. Raises `share-not-found`, `bad-request` when it has ended, `object-missing`
   * (and remembers it), `link-unproven`.
   */
  freshLink(shareId: string): Promise<Shared>;
  /** `freshLink` for the clipboard; raises `clipboard-unavailable` too. */
  copyLink(shareId: string): Promise<void>;
}

export function createCopy(ports: Ports, store: Store, known: KnownShares): Copy {
  const { ledger, probe, clipboard, clock } = ports;
  const notice = createTell(ports, store);

  const prove = async (share: Share, url: string): Promise<Share> => {
    const seen = await probe.ask(url);
    if (seen.status === 404) {
      known.save({ ...share, missingAtMs: share.missingAtMs ?? clock() });
      throw new Failure('object-missing', { fileName: share.name });
    }
    const sizeBytes = openedBytes(share, ledger.items(share.id));
    if (sizeBytes === undefined || !provesLink(seen, sizeBytes)) {
      throw new Failure('link-unproven', { status: seen.status, fileName: share.name });
    }
    if (share.verified && share.missingAtMs === undefined) return share;
    const { missingAtMs: _found, ...rest } = share;
    const proven = { ...rest, verified: true };
    known.save(proven);
    return proven;
  };

  const sign = async (share: Share, open: OpenConnection) => {
    const leftSeconds = Math.floor((share.expiresAtMs - open.objects.serverNowMs()) / 1000);
    if (leftSeconds < 1) throw new Failure('bad-request', { reason: 'the link has ended' });
    return signShare(share, open, Math.min(leftSeconds, longestLifetimeSeconds));
  };

  const freshLink = async (shareId: string): Promise<Shared> => {
    const share = known.get(shareId);
    const state = shareState(share, clock());
    // What was found missing may be there again: the server is asked.
    if (state !== 'live' && state !== 'missing') throw new Failure('bad-request', { reason: 'the link has ended' });
    return known.with(share, async (open) => {
      const { url, expiresAtMs } = await sign(share, open);
      const proven = await prove(share, url);
      return { share: { ...proven, expiresAtMs }, url, connectionName: open.connection.name };
    });
  };

  return {
    findShares: (query) => ledger.findShares(query),
    shareItemsOf: (shareId) => ledger.items(known.get(shareId).id),
    freshLink,
    async copyLink(shareId) {
      const { share, url } = await freshLink(shareId);
      try {
        await clipboard.writeText(url);
      } catch (error) {
        throw new Failure('clipboard-unavailable', {}, error);
      }
      notice({ kind: 'copied', count: 1, shareIds: [share.id], until: share.expiresAtMs });
    },
  };
}
