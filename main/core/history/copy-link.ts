// Finds shares and copies their links again, signed for the time that is left, and proven.
import type { ShareSecretsStore } from '../encryption/share-secrets';
import type { LinkForm } from '../model/settings';
import { longestLifetimeOf } from '../providers/providers';
import { Failure } from '../model/failure';
import type { Written } from '../ports/desktop';
import type { FoundShares, Share, ShareItem, ShareQuery } from '../model/share';
import { lifetimeIn, type OpenConnection } from '../storage/open-connection';
import { openedBytes, proveLink, type ShareAccess, signShare } from '../given/given';
import { answersAs } from '../storage/rules/file-link';
import type { LinkWriter } from '../links/copy-links';
import type { Tell } from '../state/notices';
import type { Ports } from '../ports/ports';
import { giveShare } from '../doors/give-door';
import type { Store } from '../state/state-store';
import type { KeyedMutex } from '../async/keyed-mutex';
import type { Shared, LinkText } from '../model/share-request';
import type { Trusting } from '../ports/object-store';

export interface FreshOptions {
  /** Leaves name and type out of the query; raises `link-not-shorter` where the stored object does not answer with them. */
  readonly short?: boolean;
}

export interface CopyOptions extends FreshOptions {
  /** Default: the setting. */
  readonly form?: LinkForm;
}

export interface Copy {
  /** Searches the whole history; `total` counts all matches, `shares` are those from `offset` to `limit`. */
  findShares(query: ShareQuery): FoundShares;
  /** Raises `share-not-found`. */
  shareOf(shareId: string): Share;
  /** The objects of a page share in their order, its pages included; none for a file. */
  shareItemsOf(shareId: string): readonly ShareItem[];
  /**
   * Signs the link again for the time that is left and proves it; `expiresAtMs` is the end of this link, and without a network it is not
   * `verified`. Raises `share-not-found`, `encryption-demanded`, `bad-request` for an ended link, `object-missing` (and saves that), `link-unproven`,
   * `link-not-shorter`.
   */
  freshLink(shareId: string, options?: FreshOptions): Promise<Shared>;
  /** The clipboard's content for these links; default form: the setting. */
  linkText(links: readonly Shared[], form?: LinkForm): LinkText;
  /** `freshLink` for the clipboard; raises `clipboard-unavailable` too. */
  copyLink(shareId: string, options?: CopyOptions): Promise<Written>;
  /** Copies the links of the newest `ready` notice, signed again; does nothing without one. Raises what `copyLink` raises. */
  copyReady(): Promise<void>;
}

export function createCopy(
  ports: Pick<Ports, 'ledger' | 'probe' | 'reader' | 'openObjectStore' | 'randomBytes' | 'clock'>,
  known: ShareAccess,
  mutex: KeyedMutex,
  writer: LinkWriter,
  store: Pick<Store, 'get'>,
  tell: Tell,
  secrets: Pick<ShareSecretsStore, 'fragmentOf'>,
): Copy {
  const { ledger, probe, clock } = ports;
  /** Proves the link and gives the share with the result. */
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
    if (short && !(share.kind === 'file' && answer && answersAs(share, answer)))
      throw new Failure('link-not-shorter', { fileName });
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
    // A slow clock here can make more than the server takes; newer credentials may end sooner.
    const wantedSeconds = Math.min(leftSeconds, longestLifetimeOf(open.connection));
    const { lifetimeSeconds, limitedBy } = lifetimeIn(open, wantedSeconds, nowMs);
    const { url, expiresAtMs } = await signShare(share, open, lifetimeSeconds, short);
    return { url, expiresAtMs, limitedBy: limitedBy === 'requested' ? share.limitedBy : limitedBy };
  };

  const freshLink = (shareId: string, { short = false }: FreshOptions = {}): Promise<Shared> =>
    mutex(shareId, async () => {
      const share = known.get(shareId);
      known.checkEncrypted(share);
      // A missing object may be back, and a link expired here may be live on the server's clock: only the server knows.
      if (share.revokedAtMs !== undefined || share.removedAtMs !== undefined) {
        throw new Failure('bad-request', { reason: 'the link has ended' });
      }
      return known.with(share, async (open) => {
        const signedAtMs = open.objects.serverNowMs();
        // A door is short whatever its link is.
        const isShort = short && ledger.doorsTo(shareId).length === 0;
        const { url, ...end } = await sign(share, open, isShort);
        const proven = await prove(share, url, isShort, open.connection);
        const fragment = await secrets.fragmentOf(share);
        return {
          share: { ...proven, ...end },
          ...(await giveShare(share, { url, fragment, signedAtMs, endsAtMs: end.expiresAtMs }, open, ports)),
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
