// The places that the doors of connections have left: noted with the connection until a stranger is refused there.
import { keyStoreOf } from '../model/connection';
import type { LeftDoors, LeftPlace } from '../model/door';
import type { Failure } from '../model/failure';
import { askLaterMs, isSameFolder, rowOf, saveRow, type DoctorContext } from './doctor-context';

/** Notes that the doors of the connection are at this place and at no other. Gives what became of the former one. */
export async function moveDoors(
  context: DoctorContext,
  connectionId: string,
  from: LeftPlace | undefined,
  to: LeftPlace | undefined,
): Promise<LeftDoors | undefined> {
  if (to !== undefined) note(context, connectionId, to, false);
  if (from === undefined || (to !== undefined && isSameFolder(from, to))) return undefined;
  note(context, connectionId, from, true);
  return leave(context, connectionId, from);
}

/** Leaves all places of a connection that is about to be forgotten. Gives what keeps one public. */
export async function leaveAllPlaces(context: DoctorContext, connectionId: string): Promise<Failure | undefined> {
  let failure: Failure | undefined;
  for (const place of rowOf(context, connectionId).leftDoors ?? [])
    failure ??= (await leave(context, connectionId, place)).failure;
  return failure;
}

/** Looks after places that are still public. */
export async function leavePlacesDue(context: DoctorContext): Promise<void> {
  const { ports, askAgainAtMs } = context;
  for (const connection of ports.ledger.connections()) {
    const { id, leftDoors = [] } = connection;
    // For keys in a file somebody would have to be asked for the passphrase.
    if (keyStoreOf(connection) !== 'keychain') continue;
    for (const place of leftDoors) {
      const at = `${id} ${place.bucket}/${place.prefix}`;
      if (ports.clock() < (askAgainAtMs.get(at) ?? 0)) continue;
      const { became } = await leave(context, id, place);
      if (became === 'unclear') askAgainAtMs.set(at, ports.clock() + askLaterMs);
    }
  }
}

function note(context: DoctorContext, connectionId: string, place: LeftPlace, isLeft: boolean): void {
  const { leftDoors = [], ...rest } = rowOf(context, connectionId);
  const others = leftDoors.filter((one) => !isSameFolder(one, place));
  const { bucket, prefix, address } = place;
  const left = isLeft ? [...others, { bucket, prefix, address }] : others;
  if (isLeft || others.length < leftDoors.length)
    saveRow(context, { ...rest, ...(left.length > 0 && { leftDoors: left }) });
}

/** It was noted before: a process that ends meanwhile leaves it to the next. */
async function leave(context: DoctorContext, connectionId: string, place: LeftPlace): Promise<LeftDoors> {
  const { isStillLeft, leaveDoors } = await import('./leave-doors');
  const left = await leaveDoors(rowOf(context, connectionId), place, context.ports, context.access);
  if (!isStillLeft(left)) note(context, connectionId, place, false);
  return left;
}
