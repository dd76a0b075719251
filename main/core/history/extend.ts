// Signs the link of a share again, without an upload, for `extend` and for renewal; a notice says that the old link keeps its old end.
import type { KeyedMutex } from '../async/keyed-mutex';
import type { ShareSecretsStore } from '../encryption/encryption';
import {
  type ShareAccess,
  asOnlyWriter,
  give,
  givenShare,
  linkToStored,
  raiseMissing,
  signedNow,
  type GivenContext,
  type GivingPorts,
  type MadeLink,
  type Until,
  type WriterPorts,
} from '../given/given';
import type { Announce } from '../links/links';
import type { Connection } from '../model/connection';
import { checkLifetime } from '../model/expiry';
import { Failure, asFailure } from '../model/failure';
import { checkKeepUntil, requestedSeconds } from '../model/keep-until';
import { checkKept, checkRequested } from '../model/policy/organisation-rule';
import type { Share } from '../model/share';
import type { Shared } from '../model/share-request';
import type { Clock } from '../model/system';
import { withOthers, writePage, type PagePorts, type TakingIn } from '../pages/pages';
import { longestLifetimeOf } from '../providers/providers';
import { noticeDismissed } from '../state/rules/app-state';
import type { Notice, Tell, Store } from '../state/state';
import type { OpenConnection } from '../storage/storage';

export interface Extended extends Shared {
  /** Unix ms: the end of the former link; absent when it has ended. */
  readonly oldEndMs?: number;
}

/**
 * Signs a share's link again, of a page also the links of its files, for so many seconds, or those that it gives at the server's time (Unix ms). Proves
 * the link and saves the later end. Its caller has the mutex of the share. Raises `share-not-found`, `encryption-demanded`, `bad-request` for a
 * revoked share, `object-missing` (and saves that), `link-unproven`, `token-expired`, `share-unchangeable`
 * for a page of another computer that cannot be read, and what writing a page raises.
 */
export type SignAgain = (
  shareId: string,
  seconds: number | ((share: Share, nowMs: number) => number),
) => Promise<Extended>;

/** Signs the link of a share of the bucket on this computer for the address that it has now, with the same end. Raises what `SignAgain` raises. */
export const signForNow = (signAgain: SignAgain, shareId: string): Promise<Extended> =>
  signAgain(shareId, ({ expiresAtMs }, nowMs) => Math.ceil(expiresAtMs / 1_000) - Math.floor(nowMs / 1_000));

/** Of a page the new one. */
type Key = Pick<Share, 'key'>;

export function createSignAgain(
  context: Pick<GivenContext, 'known'> & { readonly ports: PagePorts & GivingPorts & WriterPorts & TakingIn['ports'] },
  secrets: Pick<ShareSecretsStore, 'stored' | 'fragmentOf'> & TakingIn['secrets'],
): SignAgain {
  const { ports, known } = context;
  const { ledger, clock } = ports;

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

  const signAgain: SignAgain = async (shareId, seconds) => {
    const row = known.get(shareId);
    known.checkEncrypted(row);
    known.checkSent(row);
    if (row.revokedAtMs !== undefined) throw new Failure('bad-request', { reason: 'the link was taken back' });
    if (row.removedAtMs !== undefined) throw new Failure('object-missing', { fileName: row.name });
    return known.with(row, async (open): Promise<Extended> => {
      const share = await withOthers({ ports, known, secrets }, row, open);
      const { missingAtMs: _found, keepUntilMs: _then, ...rest } = share;
      const now = signedNow(rest, open.connection);
      const file = share.kind === 'file' ? givenShare(now, [], open.connection) : undefined;
      const link = async (until: Until): Promise<Key & MadeLink> => {
        if (file === undefined) return linkOfPage(share, open, until);
        return { key: share.key, ...(await linkToStored(ports, file, open, until, { mayBeUnproven: true })) };
      };
      // A share lives as long as its last link: an earlier end is not saved.
      const isLater = ({ expiresAtMs }: MadeLink) => expiresAtMs >= share.expiresAtMs;
      let signed: Share = now;
      const { made, told } = await give<Share, Key & MadeLink>(ports, open, {
        seconds: typeof seconds === 'number' ? seconds : (nowMs) => seconds(share, nowMs),
        fragment: () => secrets.fragmentOf(share),
        make: (until) => link(until).catch((error: unknown) => raiseMissing({ known, clock }, share, error)),
        save(made) {
          const { key, expiresAtMs, verified, limitedBy, signedAtMs } = made;
          const kept = known.keptNow(shareId);
          signed = { ...now, key, expiresAtMs, verified, limitedBy, signedAtMs, ...kept };
          const saved = isLater(made) ? signed : { ...rest, ...kept };
          known.save(saved);
          return saved;
        },
        isNew: isLater,
      });
      const livedOn = share.expiresAtMs > made.signedAtMs && share.missingAtMs === undefined;
      return { share: signed, ...told, ...(livedOn && { oldEndMs: share.expiresAtMs }) };
    });
  };
  // Another process may change its files just now.
  return (shareId, seconds) => asOnlyWriter(ports, shareId, () => signAgain(shareId, seconds));
}

export function createExtend(
  known: ShareAccess,
  mutex: KeyedMutex,
  signAgain: SignAgain,
  announce: Announce,
  store: Store,
  tell: Tell,
  clock: Clock,
) {
  const connectionOf = ({ connectionId }: Share): Pick<Connection, 'organisation'> =>
    store.get().connections.find(({ id }) => id === connectionId) ?? {};

  /** Takes back the news that the link was copied: one notice tells both. */
  const takeCopied = (shareId: string, before: readonly Notice[]): number | undefined => {
    const said = store
      .get()
      .notices.find(
        (one) => one.content.kind === 'copied' && one.content.shareIds.includes(shareId) && !before.includes(one),
      );
    if (said?.content.kind !== 'copied') return undefined;
    store.apply(noticeDismissed(said.id));
    return said.content.until;
  };

  return {
    /**
     * Signs the link of a share again for `lifetimeSeconds` from now (1 to what its server takes, cut like every lifetime), or until `endsAtMs` (Unix ms). Works on an expired
     * share while its object is stored. Raises `expiry-out-of-range` and what `SignAgain` raises.
     */
    async extend(
      shareId: string,
      lifetimeSeconds: number,
      { copy, endsAtMs }: { readonly copy: boolean; readonly endsAtMs?: number },
    ): Promise<Extended> {
      const row = known.get(shareId);
      checkRequested(connectionOf(row), lifetimeSeconds);
      const asked = { lifetimeSeconds: checkLifetime(lifetimeSeconds, longestLifetimeOf(row)), endsAtMs };
      const extended = await mutex(shareId, () => signAgain(shareId, (_, nowMs) => requestedSeconds(asked, nowMs)));
      const { share, doorId } = extended;
      // The link that people have is the same one.
      const oldEndMs = doorId === undefined ? extended.oldEndMs : undefined;
      const { notices: before } = store.get();
      await announce([{ ok: true, shared: extended }], copy);
      const copiedUntilMs = copy ? takeCopied(shareId, before) : undefined;
      tell({
        kind: 'extended',
        shareId,
        name: share.name,
        ...(oldEndMs !== undefined && { oldEndMs }),
        ...(doorId !== undefined && { isSame: true }),
        ...(copiedUntilMs !== undefined && { copiedUntilMs }),
      });
      return extended;
    },

    /**
     * Keeps a share alive until then (Unix ms, at most ten years ahead): while Mayfly runs, the share is signed again before its link ends.
     * `undefined` ends that. Raises `share-not-found`, `encryption-demanded`, `bad-request`.
     */
    keepAlive(shareId: string, untilMs: number | undefined) {
      const { keepUntilMs: _before, ...share } = known.get(shareId);
      if (untilMs === undefined) {
        known.save(share);
        return;
      }
      known.checkEncrypted(share);
      checkKept(connectionOf(share), untilMs, clock());
      if (share.revokedAtMs !== undefined) throw new Failure('bad-request', { reason: 'the link was taken back' });
      if (share.removedAtMs !== undefined) throw new Failure('object-missing', { fileName: share.name });
      known.save({ ...share, keepUntilMs: checkKeepUntil(untilMs, clock()) });
    },
  };
}

export type Extend = ReturnType<typeof createExtend>;
