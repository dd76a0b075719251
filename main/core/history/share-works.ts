// What happens to shares by itself: links are verified and renewed, and no stored copy outlives its link unseen.
import {
  asOnlyWriter,
  due,
  isStillSent,
  ownKeys,
  reachedConnections,
  type Due,
  type Item,
  type ShareAccess,
  type Work,
  type WriterPorts,
} from '../given/given';
import type { Connection } from '../model/connection';
import { isUnreachable, type Failure } from '../model/failure';
import { requestedSeconds } from '../model/keep-until';
import type { Orphan, Share } from '../model/share';
import type { Clock } from '../model/system';
import { withLaterPage } from '../pages/pages';
import type { Ports } from '../ports/ports';
import { notifiedShare, type Tell, type Store } from '../state/state';
import { renewedWords } from '../wording/notification-words';
import type { SignAgain } from './extend';

const deletedAtOnce = 4;
const lookedAtOnce = 200;

export interface ShareWorkContext {
  readonly ports: Pick<Ports, 'ledger'>;
  readonly store: Pick<Store, 'get'>;
  readonly known: ShareAccess;
  /** The server's clock as far as it is known. */
  readonly now: Clock;
}

interface CleanContext extends ShareWorkContext {
  readonly ports: WriterPorts;
}

interface RenewContext extends ShareWorkContext {
  readonly ports: Pick<Ports, 'ledger' | 'notifier'>;
  readonly signAgain: SignAgain;
  readonly tell: Tell;
}

/** A share that was kept alive before a rule lives no longer than that allows, and not at a place that it refuses. */
const mayNotRenew = (connection: Connection | undefined, { createdAtMs }: Share, nowMs: number): boolean => {
  const { refuses, longestSeconds = Number.POSITIVE_INFINITY } = connection?.organisation ?? {};
  return refuses !== undefined || nowMs >= createdAtMs + longestSeconds * 1_000;
};

export const dueOf = ({ ports, store, now }: ShareWorkContext, share: Share): Due => {
  const connection = store.get().connections.find(({ id }) => id === share.connectionId);
  const hasDoor = ports.ledger.doorsTo(share.id).length > 0;
  const found = due(share, now(), { hasDoor, deletes: connection?.whenExpired === 'delete' });
  // The last page of a share that is still sent has an end of its own.
  if (found.renew && mayNotRenew(connection, share, now())) return { ...found, renew: false };
  const waits = (found.renew || found.clean) && isStillSent(ports.ledger, share.id);
  return waits ? { ...found, renew: false, clean: false } : found;
};

/** Failures that pass by themselves get no notice. */
const passes = (failure: Failure): boolean =>
  isUnreachable(failure) || failure.code === 'connection-lost' || failure.code === 'timed-out';

/** Shares that are kept alive. The former link still expires, so a notice says that there is a new one. */
export const renewWork = (context: RenewContext): Work<Share> => ({
  name: 'renew',
  says: 'a share that is kept alive could not be signed again',
  atOnce: 1,
  candidates: (nowMs) => context.ports.ledger.sharesToKeep(nowMs).filter((share) => dueOf(context, share).renew),
  run: ({ id }) => renewLink(context, id),
  tells: (failure) => !passes(failure),
});

async function renewLink(context: RenewContext, shareId: string): Promise<'done'> {
  const { ports, signAgain, tell } = context;
  const share = ports.ledger.share(shareId);
  if (share === undefined || !dueOf(context, share).renew) return 'done';
  await signAgain(shareId, ({ keepUntilMs }, nowMs) => requestedSeconds({ lifetimeSeconds: 1, keepUntilMs }, nowMs));
  // The link that people have is the same.
  if (ports.ledger.doorsTo(shareId).length > 0) return 'done';
  tell({ kind: 'renewed', shareId, name: share.name, oldEndMs: share.expiresAtMs });
  const words = renewedWords(share.name, share.expiresAtMs);
  ports.notifier.show(words.title, words.body, notifiedShare(share, false));
  return 'done';
}

/** The objects of expired shares, where the connection deletes them. No notice: nothing is lost. */
export const cleanWork = (context: CleanContext): Work<Share> => ({
  name: 'clean',
  says: 'an expired share could not be cleaned up yet',
  atOnce: deletedAtOnce,
  /** The longest expired first; those whose back-off is not over hold nobody back. */
  candidates(nowMs, mayTry) {
    const { ports, store } = context;
    const deleting = reachedConnections(store).filter(({ whenExpired }) => whenExpired === 'delete');
    const connectionIds = deleting.map(({ id }) => id);
    const found: Share[] = [];
    for (let offset = 0; ; offset += lookedAtOnce) {
      const some = ports.ledger.sharesToClean({ connectionIds, nowMs, offset, limit: lookedAtOnce });
      found.push(...some.filter((share) => mayTry(share) && dueOf(context, share).clean));
      if (some.length < lookedAtOnce || found.length >= lookedAtOnce) return found;
    }
  },
  // Another process may extend it just now: that one would give a link to what is deleted meanwhile.
  run: ({ id }) => asOnlyWriter(context.ports, id, () => cleanShare(context, id)),
  whenBucketGone({ id }) {
    const { ports, known, now } = context;
    const share = ports.ledger.share(id);
    if (share !== undefined) known.save({ ...share, removedAtMs: now() });
    return true;
  },
});

/** Gives the share while it is still to be cleaned up: another process may have extended it meanwhile. */
const stillToClean = (context: ShareWorkContext, shareId: string): Share | undefined => {
  const share = context.ports.ledger.share(shareId);
  return share !== undefined && dueOf(context, share).clean ? share : undefined;
};

async function cleanShare(context: ShareWorkContext, shareId: string): Promise<'done'> {
  const { ports, known, now } = context;
  const share = stillToClean(context, shareId);
  if (share === undefined) return 'done';
  await known.with(share, async (open) => {
    const { objects } = open;
    // Another computer may have given it a later end.
    await withLaterPage(context, share, open);
    const still = stillToClean(context, shareId);
    // On the server's clock the link may still be live.
    if (still === undefined || objects.serverNowMs() < still.expiresAtMs) return;
    await objects.removeMany(ownKeys(still, ports.ledger.items(shareId)));
    known.save({ ...still, removedAtMs: now() });
  });
  return 'done';
}

/** What nobody was promised to keep. Its id is that of its share, which may be restored. */
export const orphanWork = (context: ShareWorkContext): Work<Orphan & Item> => ({
  name: 'orphan',
  says: 'what was left in the bucket could not be cleaned up yet',
  atOnce: deletedAtOnce,
  candidates: (nowMs, mayTry) => orphansDue(context, nowMs).filter(mayTry),
  run: ({ id }) => cleanOrphan(context, id),
  whenBucketGone({ id }) {
    context.ports.ledger.forgetOrphan(id);
    return true;
  },
});

const orphansDue = ({ ports, store }: ShareWorkContext, nowMs: number): readonly (Orphan & Item)[] => {
  const connectionIds = reachedConnections(store).map(({ id }) => id);
  return ports.ledger.orphansDue(connectionIds, nowMs).map((orphan) => ({ ...orphan, id: orphan.shareId }));
};

async function cleanOrphan(context: ShareWorkContext, orphanId: string): Promise<'done'> {
  const { ports, known, now } = context;
  const find = () => orphansDue(context, now()).find(({ id }) => id === orphanId);
  const orphan = find();
  if (orphan === undefined) return 'done';
  const [key = ''] = orphan.keys;
  await known.with({ ...orphan, key }, async ({ objects }) => {
    // The share may be restored, or live on the server's clock.
    const still = find();
    if (still === undefined || objects.serverNowMs() < still.expiresAtMs) return;
    await objects.removeMany(still.keys);
    ports.ledger.forgetOrphan(orphanId);
  });
  return 'done';
}
