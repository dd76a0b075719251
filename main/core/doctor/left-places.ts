// The places that the doors of connections have left: noted with the connection until anonymous requests are refused there.
import type { Item, Work } from '../given/given';
import type { LeftDoors, LeftPlace } from '../model/door';
import type { Failure } from '../model/failure';
import { isSameFolder, rowOf, saveRow, type DoctorContext } from './doctor-context';

/** Notes that the doors of the connection are at this place and at no other. Gives what became of the former one. */
export async function moveDoors(
  context: DoctorContext,
  connectionId: string,
  from: LeftPlace | undefined,
  to: LeftPlace | undefined,
): Promise<LeftDoors | undefined> {
  if (to !== undefined) notePlace(context, connectionId, to, false);
  if (from === undefined || (to !== undefined && isSameFolder(from, to))) return undefined;
  notePlace(context, connectionId, from, true);
  return leavePlace(context, connectionId, from);
}

/** Leaves all places of a connection that is about to be forgotten, also after one that cannot be left. Gives what keeps the first of those public. */
export async function leaveAllPlaces(context: DoctorContext, connectionId: string): Promise<Failure | undefined> {
  let failure: Failure | undefined;
  for (const place of rowOf(context, connectionId).leftDoors ?? []) {
    const left = await leavePlace(context, connectionId, place);
    failure ??= left.failure;
  }
  return failure;
}

/** Places that are still public. */
export const leftPlaceWork = (context: DoctorContext): Work<Item & { readonly place: LeftPlace }> => ({
  name: 'left place',
  says: 'a place that short links have left is still public',
  atOnce: 1,
  candidates: (_nowMs, mayTry) =>
    context.ports.ledger
      .connections()
      .filter(({ id }) => !context.beingMade.has(id))
      .flatMap(({ id: connectionId, leftDoors = [] }) =>
        leftDoors.map((place) => ({ id: `${connectionId} ${place.bucket}/${place.prefix}`, connectionId, place })),
      )
      .filter(mayTry),
  run: async ({ connectionId, place }) =>
    (await leavePlace(context, connectionId, place)).became === 'unclear' ? 'later' : 'done',
});

/** A place that was noted is taken out of the public by the upkeep, also after a crash. */
export function notePlace(context: DoctorContext, connectionId: string, place: LeftPlace, isLeft: boolean): void {
  const { leftDoors = [], ...rest } = rowOf(context, connectionId);
  const others = leftDoors.filter((one) => !isSameFolder(one, place));
  const { bucket, prefix, address } = place;
  const left = isLeft ? [...others, { bucket, prefix, address }] : others;
  if (isLeft || others.length < leftDoors.length)
    saveRow(context, { ...rest, ...(left.length > 0 && { leftDoors: left }) });
}

/** It was noted before: a process that ends meanwhile leaves it to the next. */
export async function leavePlace(context: DoctorContext, connectionId: string, place: LeftPlace): Promise<LeftDoors> {
  const { isStillLeft, leaveDoors } = await import('./leave-doors');
  const left = await leaveDoors(rowOf(context, connectionId), place, context.ports, context.access.toEnd);
  if (!isStillLeft(left)) notePlace(context, connectionId, place, false);
  return left;
}
