// Deletes the objects of expired shares: no stored copy outlives its link unseen.
import { forEachLimited } from '../async/for-each-limited';
import { keyStoreOf } from '../model/connection';
import { asFailure } from '../model/failure';
import { shareState, type Orphan, type Share } from '../model/share';
import type { BackOff } from '../async/backoff';
import { ownKeys, type ShareAccess } from '../given/given';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state';
import type { KeyedMutex } from '../async/keyed-mutex';
import type { Clock } from '../model/system';

const sharesAtOnce = 4;
const lookedAtOnce = 200;

/**
 * Deletes the objects of expired shares where the connection says so, and orphans, which nobody was promised to keep; `now` is the server's clock
 * as far as it is known. Tries a failed deletion again later and shows no notice: nothing is lost. Never rejects.
 */
export function createCleanUp(
  { ledger, log }: Pick<Ports, 'ledger' | 'log'>,
  store: Store,
  known: ShareAccess,
  mutex: KeyedMutex,
  backOff: BackOff,
  now: Clock,
): () => Promise<void> {
  const isDue = (share: Share): boolean => {
    const wanted = share.keepUntilMs !== undefined && share.keepUntilMs > now() && share.missingAtMs === undefined;
    const ours = share.origin === 'uploaded' || share.kind === 'page';
    return ours && share.removedAtMs === undefined && !wanted && shareState(share, now()) === 'expired';
  };

  const clean = (shareId: string) =>
    mutex(shareId, async () => {
      const share = ledger.share(shareId);
      if (share === undefined || !isDue(share)) return;
      await known.with(share, async ({ objects }) => {
        // On the server's clock the link may still be live.
        if (objects.serverNowMs() < share.expiresAtMs) return;
        // Another process may have extended it meanwhile.
        const still = ledger.share(shareId);
        if (still === undefined || !isDue(still)) return;
        await objects.removeMany(ownKeys(still, ledger.items(shareId)));
        known.save({ ...still, removedAtMs: now() });
      });
    });

  const cleanOrWait = async (share: Share) => {
    try {
      await clean(share.id);
      backOff.succeeded(share.id);
    } catch (error) {
      const failure = asFailure(error);
      // The objects went with the bucket.
      if (failure.code === 'bucket-missing') known.save({ ...share, removedAtMs: now() });
      else if (backOff.failed(share.id) === 1) log.error('an expired share could not be cleaned up yet', failure);
    }
  };

  /** Due shares whose back-off is over, the longest expired first. */
  const due = (connectionIds: readonly string[]): readonly Share[] => {
    const found: Share[] = [];
    for (let offset = 0; ; offset += lookedAtOnce) {
      const some = ledger.sharesToClean({ connectionIds, nowMs: now(), offset, limit: lookedAtOnce });
      found.push(...some.filter((share) => isDue(share) && backOff.due(share.id)));
      if (some.length < lookedAtOnce || found.length >= lookedAtOnce) return found;
    }
  };

  /** Deletes the objects of an orphan. */
  const cleanOrphan = (orphan: Orphan) =>
    mutex(orphan.shareId, async () => {
      const [key = ''] = orphan.keys;
      try {
        await known.with({ ...orphan, key }, async ({ objects }) => {
          // The share may be restored, or live on the server's clock.
          const still = ledger
            .orphansDue([orphan.connectionId], now())
            .some(({ shareId }) => shareId === orphan.shareId);
          if (!still || objects.serverNowMs() < orphan.expiresAtMs) return;
          await objects.removeMany(orphan.keys);
          ledger.forgetOrphan(orphan.shareId);
        });
        backOff.succeeded(orphan.shareId);
      } catch (error) {
        const failure = asFailure(error);
        if (failure.code === 'bucket-missing') ledger.forgetOrphan(orphan.shareId);
        else if (backOff.failed(orphan.shareId) === 1)
          log.error('what was left in the bucket could not be cleaned up yet', failure);
      }
    });

  return async () => {
    // For keys in a file somebody would have to be asked for the passphrase.
    const reached = store.get().connections.filter((one) => keyStoreOf(one) === 'keychain');
    const idsOf = (connections: typeof reached) => connections.map(({ id }) => id);
    const deleting = idsOf(reached.filter(({ whenExpired }) => whenExpired === 'delete'));
    await forEachLimited(due(deleting), sharesAtOnce, cleanOrWait);
    const orphans = ledger.orphansDue(idsOf(reached), now()).filter(({ shareId }) => backOff.due(shareId));
    await forEachLimited(orphans, sharesAtOnce, cleanOrphan);
  };
}
