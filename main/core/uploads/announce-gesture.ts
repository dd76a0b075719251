// Announces the uploads of one gesture together: all their links are on the clipboard at once, and one notice says so.
import type { Announce } from '../links/links';
import type { ItemResult } from '../model/share-request';
import type { Store } from '../state/state';
import type { Ended } from './queue-entry';

/** Without the uploads that were stored for a page. */
export const results = (ended: readonly Ended[]): readonly ItemResult[] =>
  ended.flatMap((one) => ('pageId' in one ? [] : [one]));

export interface Gesture {
  /** By id, in the order of the items. */
  readonly uploads: ReadonlyMap<string, Promise<Ended>>;
  /** Items that could not be taken. */
  readonly refused?: readonly ItemResult[];
  readonly copy: boolean;
}

/**
 * Announces what ended once each upload has ended or is cancelled: a cancel that can still be undone holds back no link of the others. An upload
 * that comes back later is announced with the links from before, so that the clipboard holds all. Resolves once nothing is left to announce.
 */
export async function announceGesture(
  { uploads, refused = [], copy }: Gesture,
  store: Store,
  announce: Announce,
): Promise<void> {
  const ended = new Map<string, Ended>();
  let told: number | undefined;
  let announcing = Promise.resolve();

  const look = () => {
    const { pendingCancel, shares } = store.get();
    if (ended.size === told || uploads.size - ended.size > pendingCancel.length) return;
    const hidden = new Set(pendingCancel.map(({ id }) => id));
    if (Array.from(uploads.keys()).some((id) => !ended.has(id) && !hidden.has(id))) return;
    const fresh = results([...ended.values()].slice(told ?? 0));
    const revoked = new Set(shares.flatMap(({ id, revokedAtMs }) => (revokedAtMs === undefined ? [] : [id])));
    const links = results(Array.from(uploads.keys()).flatMap((id) => ended.get(id) ?? [])).filter(
      (one) => one.ok && (fresh.includes(one) || !revoked.has(one.shared.share.id)),
    );
    const failures = [...fresh.filter(({ ok }) => !ok), ...(told === undefined ? refused : [])];
    told = ended.size;
    announcing = announcing.then(() => announce([...(fresh.some(({ ok }) => ok) ? links : []), ...failures], copy));
  };

  const unsubscribe = store.subscribe(['pendingCancel'], look);
  await Promise.all(
    Array.from(uploads, async ([id, settled]) => {
      ended.set(id, await settled);
      look();
    }),
  );
  unsubscribe();
  if (uploads.size === 0 && refused.length > 0) await announce(refused, copy);
  await announcing;
}
