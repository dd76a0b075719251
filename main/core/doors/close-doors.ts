// Closes doors: the object becomes a page that says so until the old end, and what is behind it ends where the user closes that too. A process that
// ends anywhere leaves the rest to the maintenance.
import type { KeyedMutex } from '../async/keyed-mutex';
import { dueDoor, type ClosedDoor, type Door } from '../model/door';
import { Failure } from '../model/failure';
import type { Clock } from '../model/system';
import type { OpenConnection } from '../storage/storage';
import type { DoorPorts } from './door-objects';
import type { DoorTargets } from './door-targets';
import type { FoundTarget } from './rules/door-times';

export interface ClosingOptions {
  /** What is behind it is ended too, now or by the maintenance, unless another door leads there. */
  readonly endsTarget?: boolean;
  /** Nothing is left in its place: its name is wanted again, nobody was given it, or nobody could delete the page later. */
  readonly leavesNothing?: boolean;
}

/**
 * Nobody writes the door again from the first line on. Raises `door-not-found`, and once all of it was tried what ending and deleting raise.
 */
export type CloseDoor = (doorId: string, options?: ClosingOptions) => Promise<ClosedDoor>;

const keptOrGone = (target: FoundTarget): ClosedDoor['target'] =>
  typeof target === 'object' ? { became: 'kept', endsAtMs: target.untilMs } : { became: 'gone' };

/** The end that people were told; absent for a door that nobody can have. */
function oldEndMs({ leaseEndsAtMs, untilMs }: Door, target: FoundTarget): number | undefined {
  if (leaseEndsAtMs === undefined) return untilMs;
  return untilMs ?? (typeof target === 'object' ? target.untilMs : leaseEndsAtMs);
}

/** The row of a door whose object says that it was closed: no link is in it any more. */
function closedRow({ leaseEndsAtMs: _lease, writtenAtMs: _written, ...door }: Door): Door {
  return door;
}

export function createCloseDoor(
  ports: DoorPorts,
  targets: Pick<DoorTargets, 'find' | 'end'>,
  opened: <T>(door: Door, action: (open: OpenConnection) => Promise<T>) => Promise<T>,
  alone: KeyedMutex,
  now: Clock,
): CloseDoor {
  const { ledger } = ports;
  return async (doorId, { endsTarget = false, leavesNothing = false } = {}) => {
    const known = ledger.door(doorId);
    if (known === undefined) throw new Failure('door-not-found');
    const ends = endsTarget || known.endsTarget === true;
    const untilMs = leavesNothing ? undefined : oldEndMs(known, targets.find(known));
    const door: Door = {
      ...dueDoor(known),
      ...(untilMs !== undefined && { untilMs }),
      closedAtMs: known.closedAtMs ?? now(),
      ...(ends && { endsTarget: true }),
    };
    ledger.saveDoor(door);
    const isLast = ledger.doorsTo(door.targetId).length === 0;
    const [ended, target] = await Promise.allSettled([
      alone(doorId, async () => {
        const { endDoor } = await import('./door-objects');
        return opened(door, (open) => endDoor(door, open, ports));
      }),
      ends && isLast ? targets.end(door) : Promise.resolve(keptOrGone(targets.find(door))),
    ]);
    const isOver = target.status === 'fulfilled' || typeof targets.find(door) !== 'object';
    if (ended.status === 'fulfilled' && isOver) {
      if (ended.value.isReplaced) ledger.saveDoor(closedRow(door));
      else ledger.forgetDoor(doorId);
    }
    if (target.status === 'rejected') throw target.reason;
    if (ended.status === 'rejected') throw ended.reason;
    return { door, ...ended.value.answers, target: target.value };
  };
}
