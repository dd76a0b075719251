// The doors of shares and file requests: looked up, opened, pointed elsewhere and closed.
import {
  closeDoor,
  doorObjects,
  doorsAtOnce,
  doorState,
  findTarget,
  freeName,
  giveRequestAgain,
  giveShareAgain,
  isDoorDue,
  isDoorOver,
  lockDoor,
  newDoor,
  pointedAt,
  renewByMs,
  type Closing,
  type GivenAway,
  type GivenContext,
  type Work,
} from '../given/given';
import { forEachLimited } from '../async/for-each-limited';
import { checkSharesPrivate, saysClosed, type ClosedDoor, type Door, type FoundDoor } from '../model/door';
import { longestLifetimeOf } from '../providers/providers';
import { asFailure, Failure } from '../model/failure';
import type { Share } from '../model/share';
import type { Tell } from '../state/state';

export { followDoors } from './follow-doors';

export interface Doors {
  /** Newest first, those that are being closed among them; not those that only say so any more. */
  doors(): readonly FoundDoor[];
  /** Raises `door-not-found`. */
  door(doorId: string): FoundDoor;
  /** The door that the links of a share or a file request lead through. */
  doorTo(targetId: string): Door | undefined;
  /**
   * Gives a share or a file request a door, or the one that it has; `name`: its own name, else 16 random characters. Raises `no-doors`,
   * `doors-unproven`, `shares-are-public`, `encryption-demanded`, `bad-request`, `door-name-taken`, `door-unproven`, `share-not-found`, and what signing and storing raise.
   */
  openDoor(targetId: string, name?: string): Promise<FoundDoor>;
  /**
   * Forwards a door to another share or file request of this computer; the former one lives on by its own link until its end. Raises
   * `door-not-found`, `share-not-found`, `shares-are-public`, `encryption-demanded`, `bad-request` for a target that is over and for an encrypted share
   * of another secret than that of the links that people have, `share-secret-missing`, `door-unproven`, and what signing and storing raise; Mayfly then
   * goes on trying while it runs.
   */
  pointDoor(doorId: string, targetId: string): Promise<FoundDoor>;
  /**
   * Puts a page in the place of the door that says so until its old end, revokes the share behind it (closes the file request) and asks both addresses past caches. Raises `door-not-found`, and once
   * all of it was tried `door-not-closed` where the door still opens, `revoke-unproven`, `versions-kept`, and what deleting raises; Mayfly
   * then goes on closing it while it runs.
   */
  closeDoor(doorId: string): Promise<ClosedDoor>;
}

/** For the rest of the core. */
export interface DoorServices {
  /**
   * As `closeDoor`, for all doors of a connection that is about to be forgotten, and nothing is left in their places. One whose link has ended, or whose bucket is gone, forwards to
   * nothing and keeps nobody from that.
   */
  readonly closeDoorsOf: (connectionId: string) => Promise<void>;
  /** Renews, closes, sweeps those whose target is gone, and the pages of closed ones at their end. */
  readonly doorWork: Work<Door>;
}

export interface DoorsContext extends GivenContext {
  /** Of encrypted shares. Raises what opening secrets raises. */
  readonly secrets: { fragmentOf(share: Share): Promise<string | undefined> };
  /** What ends the targets of short links. */
  readonly shares: { revoke(shareId: string): Promise<{ readonly status: number }> };
  readonly requests: { closeFileRequest(requestId: string): Promise<unknown> };
}

export function createDoors(context: DoorsContext, tell: Tell): Doors & DoorServices {
  const { ports, known, access, mutex, now } = context;
  const { ledger } = ports;
  const get = (doorId: string): Door => {
    const door = ledger.door(doorId);
    if (door === undefined || saysClosed(door)) throw new Failure('door-not-found');
    return door;
  };
  const found = (door: Door): FoundDoor => {
    const target = findTarget(ledger, door);
    const renewBy = renewByMs(door, target);
    return {
      door,
      state: doorState(door, target, now()),
      ...(typeof target === 'object' && { untilMs: target.untilMs }),
      ...(renewBy !== undefined && { renewByMs: renewBy }),
    };
  };
  /** What a new link leads to. Raises `share-not-found`, and `encryption-demanded` for one that its connection would not make any more. */
  const targetOf = (targetId: string): Pick<Door, 'targetKind' | 'targetId' | 'connectionId'> => {
    const share = ledger.share(targetId);
    const row = share ?? ledger.fileRequest(targetId);
    if (row === undefined) throw new Failure('share-not-found');
    known.checkEncrypted(row);
    return { targetKind: share === undefined ? 'request' : 'share', targetId, connectionId: row.connectionId };
  };
  const fragmentOf = async (targetId: string): Promise<string | undefined> => {
    const share = ledger.share(targetId);
    return share && context.secrets.fragmentOf(share);
  };

  /** Writes the present link of its target, signed and proven. Raises what those raise, and `door-unproven`. */
  const refresh = async (doorId: string): Promise<void> => {
    const { targetKind, targetId } = get(doorId);
    const { told } = await mutex(targetId, () => {
      if (targetKind === 'share') return giveShareAgain(context, known.get(targetId), { doorId });
      const request = ledger.fileRequest(targetId);
      if (request === undefined) throw new Failure('request-not-found');
      return known.with<Pick<GivenAway, 'told'>>(request, (open) => giveRequestAgain(ports, request, open, { doorId }));
    });
    if (told.doorFailure !== undefined) throw told.doorFailure;
  };

  const endTarget = async ({ targetKind, targetId }: Door): Promise<ClosedDoor['target']> => {
    const target = findTarget(ledger, { targetKind, targetId });
    if (typeof target !== 'object') return { became: 'gone' };
    if (targetKind === 'request') {
      await context.requests.closeFileRequest(targetId);
      return { became: 'closed', endsAtMs: target.untilMs };
    }
    // Its object was in the bucket before: its link opens until it ends.
    if (known.get(targetId).origin === 'linked') return { became: 'kept', endsAtMs: target.linkEndsAtMs };
    const { status } = await context.shares.revoke(targetId);
    return { became: 'dead', status };
  };
  const close = (doorId: string, closing?: Closing): Promise<ClosedDoor> =>
    closeDoor(context, doorId, { ...closing, endTarget });

  /** Whether it is closed by itself: until its target is over, or the links in it, its bucket may come back. */
  const isOver = (door: Door) => isDoorOver(door, findTarget(ledger, door), now());

  const lookAfter = async (doorId: string): Promise<'done'> => {
    const door = ledger.door(doorId);
    if (door === undefined) return 'done';
    if (saysClosed(door)) {
      if (now() < (door.untilMs ?? 0)) return 'done';
      const { removeClosedPage } = await doorObjects();
      await lockDoor(context, door.id, () =>
        access.withConnection({ kind: 'known', connectionId: door.connectionId }, (open) =>
          removeClosedPage(door, open, ports),
        ),
      );
      ledger.forgetDoor(door.id);
      return 'done';
    }
    if (isOver(door)) await close(door.id);
    else if (isDoorDue(door, findTarget(ledger, door), now())) await refresh(door.id);
    return 'done';
  };

  return {
    doors: () => ledger.doors().flatMap((door) => (saysClosed(door) ? [] : [found(door)])),
    door: (doorId) => found(get(doorId)),
    doorTo: (targetId) => ledger.doorsTo(targetId)[0],
    async openDoor(targetId, name = '') {
      const { connectionId, ...target } = targetOf(targetId);
      const [there] = ledger.doorsTo(targetId);
      if (there !== undefined && name === '') return found(there);
      const door = newDoor(access.resolve({ kind: 'known', connectionId }), { ...target, name }, ports);
      if (name !== '') await freeName(context, door);
      ledger.saveDoor(door);
      try {
        await refresh(door.id);
      } catch (error) {
        await close(door.id, { leavesNothing: true }).catch(() => undefined);
        throw error;
      }
      return found(get(door.id));
    },
    async pointDoor(doorId, targetId) {
      const door = get(doorId);
      const { connectionId, ...kindAndId } = targetOf(targetId);
      const target = findTarget(ledger, kindAndId);
      if (door.closedAtMs !== undefined || typeof target !== 'object' || now() >= target.untilMs) {
        throw new Failure('bad-request', { reason: 'what the short link should forward to is over' });
      }
      checkSharesPrivate(access.resolve({ kind: 'known', connectionId }));
      const fragment = await fragmentOf(targetId);
      if (fragment !== undefined && fragment !== (await fragmentOf(door.targetId))) {
        throw new Failure('bad-request', { reason: 'the links that people have do not open that encrypted share' });
      }
      ledger.saveDoor(pointedAt(door, kindAndId));
      await refresh(doorId);
      const name = ledger.share(targetId)?.name ?? ledger.fileRequest(targetId)?.title ?? '';
      tell({ kind: 'door-pointed', address: door.address, name });
      return found(get(doorId));
    },
    async closeDoor(doorId) {
      const closed = await close(get(doorId).id, { endsTarget: true });
      const { door, status, closedUntilMs, isCached, target } = closed;
      const isPage = closedUntilMs !== undefined;
      tell({ kind: 'door-closed', address: door.address, status, isPage, isCached, target });
      return closed;
    },
    async closeDoorsOf(connectionId) {
      const ours = ledger.doors().filter((door) => door.connectionId === connectionId);
      await forEachLimited(ours, doorsAtOnce, async (door) => {
        const { id, createdAtMs, leaseEndsAtMs } = door;
        await close(id, { leavesNothing: true }).catch((error: unknown) => {
          const endsAtMs = leaseEndsAtMs ?? createdAtMs + longestLifetimeOf(door) * 1_000;
          if (saysClosed(door)) return;
          if (now() < endsAtMs && asFailure(error).code !== 'bucket-missing') throw error;
        });
      });
    },
    doorWork: {
      name: 'door',
      says: 'a short link could not be looked after yet',
      atOnce: doorsAtOnce,
      candidates: (_nowMs, mayTry) => ledger.doors().filter(mayTry),
      // Closing ends the target, and refreshing signs its link: both take the mutex of the target before that of the door.
      lockOf: () => undefined,
      run: ({ id }) => lookAfter(id),
      whenBucketGone(door) {
        const over = isOver(door);
        if (over) ledger.forgetDoor(door.id);
        return over;
      },
    },
  };
}
