// Removes a connection with its history; the caller decides whether its live links are revoked first.
import { connectionRemoved } from '../state/rules/app-state';
import { defaultAmong } from '../model/connection';
import { forEachLimited } from '../async/for-each-limited';
import { Failure } from '../model/failure';
import type { FileRequest, Offer } from '../model/requests/file-request';
import { anyLive, type Orphan, type Share, type LinksWish } from '../model/share';
import type { ConnectionPool } from '../storage/connection-pool';
import { ownKeys, type ShareAccess } from '../given/given';
import type { ObjectStore } from '../ports/object-store';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state-store';
import { intakeItem, type Vault } from '../credentials/vault';

export interface LiveLinks {
  /** Live links, those of file requests too. */
  readonly live: number;
  /** Of those: links to objects that were in the bucket before. Mayfly never deletes such objects, so it cannot revoke their links. */
  readonly linked: number;
}

export interface RemovedConnection {
  readonly takenBack: number;
  /** Links that stay live until they expire. */
  readonly left: number;
  /** Why the place of its short links may still be public. */
  readonly doorsFailure?: Failure;
}

export interface RemoveConnection {
  /** Raises `connection-unknown`. */
  liveLinks(connectionId: string): LiveLinks;
  /**
   * Forgets the connection, its keys and its history, and deletes the objects of the bucket on this computer. With `take-back` (default:
   * `keep`) revokes every link first; its short links are closed in any case. If one fails, nothing is removed. Raises `connection-unknown`,
   * `connection-in-use`, what revoking and closing short links raise, `keychain-*`.
   */
  removeConnection(connectionId: string, links?: LinksWish): Promise<RemovedConnection>;
}

const atATime = 500;
const takenBackAtOnce = 4;

interface BeforeRemoval {
  readonly revoke: (shareId: string) => Promise<unknown>;
  /** Removes the page of a file request, and what only guests who ask need. */
  readonly removeRequestPage: (objects: ObjectStore, request: FileRequest, offers: readonly Offer[]) => Promise<void>;
  /** Ends the cancelled uploads for good: undo could bring them back. */
  readonly commitCancels: () => void;
  /** As of `DoorServices`. */
  readonly closeDoorsOf: (connectionId: string) => Promise<void>;
  /** As of `DoorsUpkeep`. */
  readonly leaveForGood: (connectionId: string) => Promise<Failure | undefined>;
}

export function createRemoveConnection(
  { ledger }: Pick<Ports, 'ledger'>,
  store: Store,
  vault: Vault,
  access: ConnectionPool,
  shares: ShareAccess,
  now: () => number,
  before: BeforeRemoval,
): RemoveConnection {
  const known = (connectionId: string) => {
    const connection = store.get().connections.find(({ id }) => id === connectionId);
    if (connection === undefined) throw new Failure('connection-unknown');
    return connection;
  };
  const liveShares = (connectionId: string): readonly Share[] => {
    const found: Share[] = [];
    for (let more = true; more;) {
      const query = { ...anyLive, connectionId, nowMs: now(), offset: found.length, limit: atATime };
      const { total, shares } = ledger.findShares(query);
      found.push(...shares);
      more = shares.length > 0 && found.length < total;
    }
    return found;
  };
  /** Objects of shares that the user removed from the history while their links were live. */
  const liveOrphans = (connectionId: string): readonly Orphan[] =>
    ledger.orphansDue([connectionId], Number.MAX_SAFE_INTEGER).filter(({ expiresAtMs }) => expiresAtMs > now());
  /** Pages of file requests: without them no guest gets a slot any more. What guests sent stays. */
  const livePages = (connectionId: string): readonly FileRequest[] =>
    ledger
      .fileRequests()
      .filter((one) => one.connectionId === connectionId && one.removedAtMs === undefined && one.expiresAtMs > now());
  const removePage = (request: FileRequest) =>
    shares.with(request, ({ objects }) => before.removeRequestPage(objects, request, ledger.offers(request.id)));
  const removeOrphan = ({ shareId, keys, expiresAtMs: _end, ...place }: Orphan) =>
    shares.with({ ...place, key: keys[0] ?? '' }, async ({ objects }) => {
      await objects.removeMany(keys);
      ledger.forgetOrphan(shareId);
    });
  /** The embedded bucket's objects lie on this disk, and nothing else deletes them. */
  const emptyBucket = async (connectionId: string) => {
    const keys = [
      ...ledger.sharesStored(connectionId).flatMap((share) => ownKeys(share, ledger.items(share.id))),
      ...ledger.orphansDue([connectionId], Number.MAX_SAFE_INTEGER).flatMap((orphan) => orphan.keys),
    ];
    await access.withConnection({ kind: 'known', connectionId }, async ({ objects }) => {
      await objects.removeMany(keys);
      for (const request of livePages(connectionId)) {
        await before.removeRequestPage(objects, request, ledger.offers(request.id));
      }
    });
  };
  const forgetDefault = (connectionId: string) => {
    const { connections, settings } = store.get();
    if (settings.defaultConnectionId !== connectionId) return;
    const { defaultConnectionId: _gone, ...rest } = settings;
    const next = defaultAmong(
      connections.filter(({ id }) => id !== connectionId),
      undefined,
    )?.id;
    const changed = { ...rest, ...(next !== undefined && { defaultConnectionId: next }) };
    store.apply((state) => ({ ...state, settings: changed }));
    ledger.saveSettings(changed);
  };

  return {
    liveLinks(connectionId) {
      const live = liveShares(known(connectionId).id);
      const linked = live.filter(({ origin }) => origin === 'linked').length;
      return { live: live.length + liveOrphans(connectionId).length + livePages(connectionId).length, linked };
    },

    async removeConnection(connectionId, links = 'keep') {
      const connection = known(connectionId);
      before.commitCancels();
      const { uploads, pendingCancel } = store.get();
      const busy = [...uploads, ...pendingCancel].some(
        (one) => one.connectionId === connectionId && one.phase.kind !== 'failed',
      );
      if (busy) throw new Failure('connection-in-use');
      const live = liveShares(connectionId);
      const ours = live.filter(({ origin }) => origin === 'uploaded');
      const orphans = liveOrphans(connectionId);
      const pages = livePages(connectionId);
      // Nobody could renew or close them afterwards, and they would forward until their links end.
      await before.closeDoorsOf(connectionId);
      const embedded = connection.kind === 'embedded';
      if (embedded) await emptyBucket(connectionId);
      else if (links === 'take-back') {
        await forEachLimited(ours, takenBackAtOnce, async ({ id }) => void (await before.revoke(id)));
        await forEachLimited(orphans, takenBackAtOnce, removeOrphan);
        await forEachLimited(pages, takenBackAtOnce, removePage);
      }
      // The connection goes all the same: its keys may be worth nothing any more.
      const doorsFailure = await before.leaveForGood(connectionId);
      for (const item of vault.otherItems(connectionId)) {
        // No store is asked for a key that the connection never had.
        if (item !== intakeItem(connectionId) || connection.intakeKeyId !== undefined) await vault.remove(item);
      }
      await vault.remove(connectionId);
      ledger.removeConnection(connectionId);
      forgetDefault(connectionId);
      store.apply(connectionRemoved(connectionId));
      const others = orphans.length + pages.length;
      const takenBack = embedded || links === 'take-back' ? ours.length + others : 0;
      const counted = { takenBack, left: live.length + others - takenBack };
      return { ...counted, ...(doorsFailure !== undefined && { doorsFailure }) };
    },
  };
}
