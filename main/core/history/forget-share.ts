// Removes shares from the history, with a minute to undo. That does not revoke: a live link stays live until it expires.
import { noticesEnded, shareForgotten } from '../state/rules/app-state';
import { asFailure, Failure } from '../model/failure';
import {
  firstPagePosition,
  markPosition,
  statusPosition,
  shareState,
  type Share,
  type ShareItem,
} from '../model/share';
import { asOnlyWriter, orphanOf, ownKeys, type ShareAccess, type WriterPorts } from '../given/given';
import type { SealedSecretsRow } from '../model/encryption';
import type { Tell, Store } from '../state/state';
import type { Ports } from '../ports/ports';
import type { KeyedMutex } from '../async/keyed-mutex';

interface Held {
  readonly share: Share;
  readonly items: readonly ShareItem[];
  readonly secrets: SealedSecretsRow | undefined;
  readonly timer: NodeJS.Timeout;
}

const undoMs = 60_000;

export function createForgetShare(
  ports: WriterPorts & Pick<Ports, 'keptPictures' | 'log'>,
  store: Store,
  known: ShareAccess,
  mutex: KeyedMutex,
  tell: Tell,
) {
  const { ledger, clock, keptPictures, log } = ports;
  const held = new Map<string, Held>();

  /** From here on it cannot come back. */
  const letGo = (shareId: string): void => {
    const path = held.get(shareId)?.share.source?.path;
    clearTimeout(held.get(shareId)?.timer);
    held.delete(shareId);
    try {
      if (path !== undefined) keptPictures.forget(path);
    } catch (error) {
      log.error('a thumbnail could not be removed', asFailure(error));
    }
  };

  const keepsExpired = ({ connectionId }: Share): boolean =>
    store.get().connections.some(({ id, whenExpired }) => id === connectionId && whenExpired === 'keep');

  /** Gives the share after the deletion. */
  const deleteObjects = async (share: Share, items: readonly ShareItem[]): Promise<Share> => {
    const keys = ownKeys(share, items);
    if (keys.length === 0 || share.revokedAtMs !== undefined || share.removedAtMs !== undefined) return share;
    try {
      await known.with(share, ({ objects }) => objects.removeMany(keys));
    } catch (error) {
      // The objects went with the bucket.
      if (asFailure(error).code !== 'bucket-missing') throw error;
    }
    return { ...share, removedAtMs: clock() };
  };

  const remove = async (shareId: string): Promise<void> => {
    const share = known.get(shareId);
    known.checkSent(share);
    const items = ledger.items(shareId);
    const secrets = ledger.shareSecrets(shareId);
    const linkLives = shareState(share, clock()) === 'live';
    const left = linkLives ? share : await deleteObjects(share, items);
    ledger.together(() => {
      const orphan = orphanOf(share, shareId, ownKeys(share, items), share.expiresAtMs);
      if (linkLives && orphan.keys.length > 0 && !keepsExpired(share)) ledger.saveOrphan(orphan);
      ledger.forgetShare(shareId);
    });
    store.apply(shareForgotten(shareId));
    clearTimeout(held.get(shareId)?.timer);
    held.set(shareId, {
      share: left,
      items,
      secrets,
      timer: setTimeout(() => letGo(shareId), undoMs).unref(),
    });
    store.apply(noticesEnded('removed'));
    tell({ kind: 'removed', shareId, name: share.name, linkLives });
  };

  return {
    /**
     * Forgets a share. Of an ended share deletes the objects that Mayfly stored; of a live one the clean-up deletes them when the link has
     * expired, unless its connection keeps what has expired. Waits for another process that changes its files: that one would delete the page of a
     * share that it no longer finds. Raises `share-not-found` and what deleting raises.
     */
    removeFromHistory: (shareId: string) => mutex(shareId, () => asOnlyWriter(ports, shareId, () => remove(shareId))),

    /** Restores it within a minute, in this process. Raises `share-not-found`. */
    restoreToHistory(shareId: string) {
      const found = held.get(shareId);
      if (found === undefined) throw new Failure('share-not-found');
      known.save(found.share, () => {
        ledger.forgetOrphan(shareId);
        if (found.secrets !== undefined && found.share.removedAtMs === undefined)
          ledger.saveShareSecrets(found.secrets);
        for (const [role, from] of [
          ['file', 0],
          ['status', statusPosition],
          ['mark', markPosition],
          ['page', firstPagePosition],
        ] as const) {
          const items = found.items.filter((item) => item.role === role);
          for (const [index, item] of items.entries()) ledger.saveItem(item, from + index);
        }
      });
      clearTimeout(found.timer);
      held.delete(shareId);
      store.apply(noticesEnded('removed'));
    },

    /** Ends all undo times. */
    forgetRemoved: () => {
      for (const shareId of held.keys()) letGo(shareId);
    },
  };
}

export type ForgetShare = ReturnType<typeof createForgetShare>;
