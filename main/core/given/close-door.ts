// Closes short links: the object becomes a page that says so until the old end. A process that ends anywhere leaves the rest to the maintenance.
import { forEachLimited } from '../async/for-each-limited';
import { dueDoor, type ClosedDoor, type Door, type DoorAnswers } from '../model/door';
import { Failure } from '../model/failure';
import { findTarget } from './door-rows';
import { doorObjects } from './give';
import type { GivenContext } from './given-context';
import type { FoundTarget } from './rules/door-times';

type ClosingContext = Pick<GivenContext, 'ports' | 'access' | 'mutex' | 'now'>;

/** Only the verbs of short links end what is behind one. */
export interface Closing {
  /** What is behind it is ended too, now or by the maintenance, unless another short link leads there. */
  readonly endsTarget?: boolean;
  /** Ends what is behind it. Absent: its caller does that. */
  readonly endTarget?: (door: Door) => Promise<ClosedDoor['target']>;
  /** Nothing is left in its place: its name is wanted again, nobody was given it, or nobody could delete the page later. */
  readonly leavesNothing?: boolean;
}

export const doorsAtOnce = 4;

const keptOrGone = (target: FoundTarget): ClosedDoor['target'] =>
  typeof target === 'object' ? { became: 'kept', endsAtMs: target.untilMs } : { became: 'gone' };

/** The end that people were told; absent for a short link that nobody can have. */
function oldEndMs({ leaseEndsAtMs, untilMs }: Door, target: FoundTarget): number | undefined {
  if (leaseEndsAtMs === undefined) return untilMs;
  return untilMs ?? (typeof target === 'object' ? target.untilMs : leaseEndsAtMs);
}

/** The row of a short link whose object says that it was closed: no link is in it any more. */
function closedRow({ leaseEndsAtMs: _lease, writtenAtMs: _written, ...door }: Door): Door {
  return door;
}

/** The mutex of what is written for a short link; that of its target may be held around it, never the other way round. */
export const lockDoor = <T>({ mutex }: Pick<GivenContext, 'mutex'>, doorId: string, action: () => Promise<T>) =>
  mutex(`door ${doorId}`, action);

/**
 * Nobody writes the short link again from the first line on. Raises `door-not-found`, and once all of it was tried what ending and deleting raise.
 */
export async function closeDoor(
  context: ClosingContext,
  doorId: string,
  { endsTarget = false, endTarget, leavesNothing = false }: Closing = {},
): Promise<ClosedDoor> {
  const { ports, access, now } = context;
  const { ledger } = ports;
  // Another process may close it just now.
  const door = ledger.together((): Door => {
    const known = ledger.door(doorId);
    if (known === undefined) throw new Failure('door-not-found');
    const untilMs = leavesNothing ? undefined : oldEndMs(known, findTarget(ledger, known));
    const closing: Door = {
      ...dueDoor(known),
      ...(untilMs !== undefined && { untilMs }),
      closedAtMs: known.closedAtMs ?? now(),
      ...(endsTarget && { endsTarget: true }),
    };
    ledger.saveDoor(closing);
    return closing;
  });
  const ends = door.endsTarget === true;
  const isLast = ledger.doorsTo(door.targetId).length === 0;
  const [ended, target] = await Promise.allSettled([
    lockDoor(context, doorId, async () => {
      const { endDoor } = await doorObjects();
      return access.withConnection({ kind: 'known', connectionId: door.connectionId }, (open) =>
        endDoor(door, open, ports),
      );
    }),
    ends && isLast && endTarget !== undefined ? endTarget(door) : keptOrGone(findTarget(ledger, door)),
  ]);
  const isOver = target.status === 'fulfilled' || typeof findTarget(ledger, door) !== 'object';
  if (ended.status === 'fulfilled' && isOver) {
    const { isReplaced } = ended.value;
    ledger.together(() => {
      // Another process wants what is behind it ended, too: that one, or the maintenance, still needs the row.
      if (!ends && ledger.door(doorId)?.endsTarget === true) return;
      if (isReplaced) ledger.saveDoor(closedRow(door));
      else ledger.forgetDoor(doorId);
    });
  }
  if (target.status === 'rejected') throw target.reason;
  if (ended.status === 'rejected') throw ended.reason;
  return { door, ...ended.value.answers, target: target.value };
}

/**
 * Closes the short links of a share or file request and proves that nobody can open them. Raises as `closeDoor`; what could not be closed is closed
 * by the maintenance.
 */
export async function closeDoorsTo(context: ClosingContext, targetId: string): Promise<readonly DoorAnswers[]> {
  const closed: DoorAnswers[] = [];
  await forEachLimited(context.ports.ledger.doorsTo(targetId), doorsAtOnce, async ({ id }) => {
    closed.push(await closeDoor(context, id));
  });
  return closed;
}
