// Finding a share again and handing out its link once more, signed for the time it has left and proven.
import type { LinkForm } from '../model/settings';
import { longestLifetimeSeconds } from '../model/expiry';
import { Failure } from '../model/failure';
import type { Written } from '../ports/desktop';
import type { FoundShares, Share, ShareItem, ShareQuery } from '../model/share';
import { lifetimeIn, type OpenConnection } from '../storage/open-connection';
import { answersAs, openedBytes, signShare, type ShareAccess } from './share-access';
import type { LinkWriter } from '../links/copy-links';
import type { Tell } from '../state/notices';
import type { Ports } from '../ports/ports';
import { proveLink } from '../links/prove-link';
import type { Store } from '../state/state-store';
import type { KeyedMutex } from '../async/keyed-mutex';
import type { Shared, LinkText } from '../model/share-request';
import type { Trusting } from '../ports/object-store';

export interface FreshOptions {
  /** Without name and type in the query, where the object is seen to answer with them itself; `link-not-shorter` where it does not. */
  readonly short?: boolean;
}

export interface CopyOptions extends FreshOptions {
  /** Default: the setting. */
  readonly form?: LinkForm;
}

export interface Copy {
  /** The whole history; `total` counts all that match, `shares` are the asked-for rows of them. */
  findShares(query: ShareQuery): FoundShares;
  /** Raises `share-not-found`. */
  shareOf(shareId: string): Share;
  /** The objects of a page share in their order, the pages that were written for it among them; none for a file. */
  shareItemsOf(shareId: string): readonly ShareItem[];
  /**
   * Signs the link again for the time it has left and proves it; `expiresAtMs` is when this link ends, and without a network it is not
   * `verified`. Raises `share-not-found`,
   * `bad-request` when it has ended, `object-missing` (and remembers it), `link-unproven`, `link-not-shorter`.
   */
  freshLink(shareId: string, options?: FreshOptions): Promise<Shared>;
  /** Links in a form (default: the setting), as they would be copied. */
  linkText(links: readonly Shared[], form?: LinkForm): LinkText;
  /** `freshLink` for the clipboard; raises `clipboard-unavailable` too. */
  copyLink(shareId: string, options?: CopyOptions): Promise<Written>;
  /** Copies what is `ready` (notices), signed again; raises what `copyLink` does. Nothing where nothing is. */
  copyReady(): Promise<void>;
}

export function createCopy(
  { ledger, probe, clock }: Pick<Ports, 'ledger' | 'probe' | 'clock'>,
  known: ShareAccess,
  mutex: KeyedMutex,
  writer: LinkWriter,
  store: Pick<Store, 'get'>,
  tell: Tell,
): Copy {
  /** The share as the answer of its link makes it. */
  const prove = async (share: Share, url: string, short: boolean, of: Trusting): Promise<Share> => {
    const { name: fileName, missingAtMs, ...rest } = share;
    const sizeBytes = openedBytes(share, ledger.items(share.id)) ?? Number.NaN;
    const { verdict, answer } = await proveLink(probe, url, sizeBytes, of);
    if (verdict === 'gone') {
      known.save({ ...share, missingAtMs: missingAtMs ?? clock() });
      throw new Failure('object-missing', { fileName });
    }
    if (verdict === 'wrong' || (short && verdict === 'unknown')) {
      throw new Failure('link-unproven', { fileName, ...(answer && { status: answer.status }) });
    }
    if (short && !(answer && answersAs(share, answer))) throw new Failure('link-not-shorter', { fileName });
    const verified = verdict === 'proven';
    if (share.verified === verified && (missingAtMs === undefined || !verified)) return share;
    const seen: Share = { ...(verified ? { ...rest, name: fileName } : share), verified };
    known.save(seen);
    return seen;
  };

  const sign = async (share: Share, open: OpenConnection, short: boolean) => {
    const nowMs = open.objects.serverNowMs();
    const leftSeconds = Math.floor((share.expiresAtMs - nowMs) / 1000);
    if (leftSeconds < 1) throw new Failure('bad-request', { reason: 'the link has ended' });
    // A clock that is behind makes more of a week than can be signed; credentials that were changed since may end sooner.
    const wantedSeconds = Math.min(leftSeconds, longestLifetimeSeconds);
    const { lifetimeSeconds, limitedBy } = lifetimeIn(open, wantedSeconds, nowMs);
    const { url, expiresAtMs } = await signShare(share, open, lifetimeSeconds, short);
    return { url, expiresAtMs, limitedBy: limitedBy === 'requested' ? share.limitedBy : limitedBy };
  };

  const freshLink = (shareId: string, { short = false }: FreshOptions = {}): Promise<Shared> =>
    mutex(shareId, async () => {
      const share = known.get(shareId);
      // What was found missing may be there again, and what has ended by this computer's clock may live by the server's: it is asked.
      if (share.revokedAtMs !== undefined || share.removedAtMs !== undefined) {
        throw new Failure('bad-request', { reason: 'the link has ended' });
      }
      return known.with(share, async (open) => {
        const { url, ...end } = await sign(share, open, short);
        return {
          share: { ...(await prove(share, url, short, open.connection)), ...end },
          url,
          connectionName: open.connection.name,
        };
      });
    });

  return {
    findShares: (query) => ledger.findShares(query),
    shareOf: (shareId) => known.get(shareId),
    shareItemsOf: (shareId) => ledger.items(known.get(shareId).id),
    freshLink,
    linkText: (links, form) => writer.textOf(links, form),
    async copyReady() {
      const ready = store.get().notices.findLast(({ content }) => content.kind === 'ready')?.content;
      if (ready?.kind !== 'ready') return;
      const links = await Promise.all(ready.shareIds.map((id) => freshLink(id)));
      await writer.write(links, { isAsked: true, ...(ready.form !== undefined && { form: ready.form }) });
    },
    async copyLink(shareId, { form, ...fresh } = {}) {
      const shared = await freshLink(shareId, fresh);
      const written = await writer.write([shared], { isAsked: true, ...(form !== undefined && { form }) });
      if (!shared.share.verified) tell({ kind: 'unverified', shareIds: [shareId] });
      return written;
    },
  };
}
