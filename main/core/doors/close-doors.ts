// Closes doors: the object goes, and what is behind it where the user closes that too; the row goes last, so that a process that ends anywhere
// leaves the rest to the maintenance.
import type { KeyedMutex } from '../async/keyed-mutex';
import type { ClosedDoor, Door } from '../model/door';
import { Failure } from '../model/failure';
import type { Clock } from '../model/system';
import type { OpenConnection } from '../storage/open-connection';
import type { DoorPorts } from './door-objects';
import type { DoorTargets } from './door-targets';
import type { FoundTarget } from './rules/door-times';

/**
 * Nobody writes the door again from the first line on. `endsTarget`: what is behind it is ended too, now or by the maintenance, unless another door
 * leads there. Raises `door-not-found`, and once all of it was tried what ending and deleting raise.
 */
export type CloseDoor = (doorId: string, endsTarget?: boolean) => Promise<ClosedDoor>;

const keptOrGone = (target: FoundTarget): ClosedDoor['target'] =>
  typeof target === 'object' ? { became: 'kept', endsAtMs: target.untilMs } : { became: 'gone' };

export function createCloseDoor(
  ports: DoorPorts,
  targets: Pick<DoorTargets, 'find' | 'end'>,
  opened: <T>(door: Door, action: (open: OpenConnection) => Promise<T>) => Promise<T>,
  alone: KeyedMutex,
  now: Clock,
): CloseDoor {
  const { ledger } = ports;
  return async (doorId, endsTarget = false) => {
    const door = ledger.door(doorId);
    if (door === undefined) throw new Failure('door-not-found');
    const ends = endsTarget || door.endsTarget === true;
    ledger.saveDoor({ ...door, closedAtMs: door.closedAtMs ?? now(), ...(ends && { endsTarget: true }) });
    const isLast = ledger.doorsTo(door.targetId).length === 0;
    const [deleted, target] = await Promise.allSettled([
      alone(doorId, async () => {
        const { deleteDoor } = await import('./door-objects');
        return opened(door, (open) => deleteDoor(door, open, ports));
      }),
      ends && isLast ? targets.end(door) : Promise.resolve(keptOrGone(targets.find(door))),
    ]);
    const isOver = target.status === 'fulfilled' || typeof targets.find(door) !== 'object';
    if (deleted.status === 'fulfilled' && isOver) ledger.forgetDoor(doorId);
    if (target.status === 'rejected') throw target.reason;
    if (deleted.status === 'rejected') throw deleted.reason;
    return { door, ...deleted.value, target: target.value };
  };
}
