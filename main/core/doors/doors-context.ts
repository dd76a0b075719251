// What the verbs of short links share: rows, the present link of a target, and the end of both.
import {
  closeDoor as closeRow,
  type Closing,
  doorState,
  findTarget,
  type GivenAway,
  type GivenContext,
  giveRequestAgain,
  giveShareAgain,
  renewByMs,
} from '../given/given';
import { type ClosedDoor, type Door, type FoundDoor, saysClosed } from '../model/door';
import { Failure } from '../model/failure';
import type { Share } from '../model/share';
import type { Store, Tell } from '../state/state';

export interface DoorsContext extends GivenContext {
  readonly tell: Tell;
  readonly store: Pick<Store, 'get'>;
  /** Of encrypted shares. Raises what opening secrets raises. */
  readonly secrets: { fragmentOf(share: Share): Promise<string | undefined> };
  /** What ends the targets of short links. */
  readonly shares: { revoke(shareId: string): Promise<{ readonly status: number }> };
  readonly requests: { closeFileRequest(requestId: string): Promise<unknown> };
}

/** Raises `door-not-found`, also for one that only says that it was closed. */
export function doorRow({ ports: { ledger } }: Pick<DoorsContext, 'ports'>, doorId: string): Door {
  const door = ledger.door(doorId);
  if (door === undefined || saysClosed(door)) throw new Failure('door-not-found');
  return door;
}

export function foundDoor({ ports: { ledger }, now }: Pick<DoorsContext, 'ports' | 'now'>, door: Door): FoundDoor {
  const target = findTarget(ledger, door);
  const renewBy = renewByMs(door, target);
  return {
    door,
    state: doorState(door, target, now()),
    ...(typeof target === 'object' && { untilMs: target.untilMs }),
    ...(renewBy !== undefined && { renewByMs: renewBy }),
  };
}

/** Writes the present link of its target, signed and proven. Raises `door-not-found`, what signing and proving raise, and `door-unproven`. */
export async function refreshDoor(context: DoorsContext, doorId: string): Promise<void> {
  const { ports, known, mutex } = context;
  const { targetKind, targetId } = doorRow(context, doorId);
  const { told } = await mutex(targetId, () => {
    if (targetKind === 'share') return giveShareAgain(context, known.get(targetId), { doorId });
    const request = ports.ledger.fileRequest(targetId);
    if (request === undefined) throw new Failure('request-not-found');
    return known.with<Pick<GivenAway, 'told'>>(request, (open) => giveRequestAgain(ports, request, open, { doorId }));
  });
  if (told.doorFailure !== undefined) throw told.doorFailure;
}

async function endTarget(context: DoorsContext, { targetKind, targetId }: Door): Promise<ClosedDoor['target']> {
  const target = findTarget(context.ports.ledger, { targetKind, targetId });
  if (typeof target !== 'object') return { became: 'gone' };
  if (targetKind === 'request') {
    await context.requests.closeFileRequest(targetId);
    return { became: 'closed', endsAtMs: target.untilMs };
  }
  // Its object was in the bucket before: its link opens until it ends.
  if (context.known.get(targetId).origin === 'linked') return { became: 'kept', endsAtMs: target.linkEndsAtMs };
  const { status } = await context.shares.revoke(targetId);
  return { became: 'dead', status };
}

/** Closes a short link, and ends what is behind it where `closing` says so. Raises as `closeDoor` of `given`. */
export const endDoor = (
  context: DoorsContext,
  doorId: string,
  closing?: Omit<Closing, 'endTarget'>,
): Promise<ClosedDoor> => closeRow(context, doorId, { ...closing, endTarget: (door) => endTarget(context, door) });
