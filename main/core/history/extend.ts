// Extends a share by a new link, without an upload; a notice says that the old link keeps its old end.
import type { KeyedMutex } from '../async/keyed-mutex';
import { checkLifetime } from '../model/expiry';
import { Failure } from '../model/failure';
import { checkKeepUntil } from '../model/keep-until';
import { longestLifetimeOf } from '../providers/providers';
import type { Announce } from '../links/links';
import type { ShareAccess } from '../given/given';
import type { Tell, Store } from '../state/state';
import type { Notice } from '../state/rules/notice';
import { noticeDismissed } from '../state/rules/app-state';
import type { Extended, SignAgain } from './re-sign';
import type { Clock } from '../model/system';

export interface Extend {
  /**
   * Signs the link of a share again for `lifetimeSeconds` from now (1 to what its server takes, cut like every lifetime). Works on an expired
   * share while its object is stored. Raises `expiry-out-of-range` and what `SignAgain` raises.
   */
  extend(shareId: string, lifetimeSeconds: number, options: { readonly copy: boolean }): Promise<Extended>;
  /**
   * Keeps a share alive until then (Unix ms, at most ten years ahead): while Mayfly runs, the share is signed again before its link ends.
   * `undefined` ends that. Raises `share-not-found`, `encryption-demanded`, `bad-request`.
   */
  keepAlive(shareId: string, untilMs: number | undefined): void;
}

export function createExtend(
  known: ShareAccess,
  mutex: KeyedMutex,
  signAgain: SignAgain,
  announce: Announce,
  store: Store,
  tell: Tell,
  clock: Clock,
): Extend {
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
    async extend(shareId, lifetimeSeconds, { copy }) {
      const asked = checkLifetime(lifetimeSeconds, longestLifetimeOf(known.get(shareId)));
      const extended = await mutex(shareId, () => signAgain(shareId, () => asked));
      const { share, doorId } = extended;
      // The link that people have is the same one.
      const oldEndMs = doorId === undefined ? extended.oldEndMs : undefined;
      const { notices: before } = store.get();
      await announce([{ ok: true, shared: extended }], copy);
      const copiedUntilMs = takeCopied(shareId, before);
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

    keepAlive(shareId, untilMs) {
      const { keepUntilMs: _before, ...share } = known.get(shareId);
      if (untilMs === undefined) {
        known.save(share);
        return;
      }
      known.checkEncrypted(share);
      if (share.revokedAtMs !== undefined) throw new Failure('bad-request', { reason: 'the link was taken back' });
      if (share.removedAtMs !== undefined) throw new Failure('object-missing', { fileName: share.name });
      known.save({ ...share, keepUntilMs: checkKeepUntil(untilMs, clock()) });
    },
  };
}
