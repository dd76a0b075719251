// Looks after the doors that connections have: proves them in an examination, and asks every day whether the shares beside them are private.
import type { Item, Work } from '../given/given';
import type { Connection } from '../model/connection';
import { isPrivacyDue, type DoorPlace, type LeftDoors } from '../model/door';
import type { DoorsTest, Finding } from '../model/examination';
import { Failure } from '../model/failure';
import type { OpenConnection } from '../storage/storage';
import { failureWords } from '../wording/failure-words';
import { isSameFolder, rowOf, saveRow, type DoctorContext } from './doctor-context';
import { leaveAllPlaces, moveDoors } from './left-places';
import type { ProofOptions } from './prove-doors';
import { doorsAfter, showsShares } from './rules/door-answers';

/** Proves doors at a place of an open connection, and saves nothing but the orphans of a killed process. */
export const testPlace = async (
  { ports }: DoctorContext,
  open: OpenConnection,
  place: DoorPlace,
  options: ProofOptions,
): Promise<DoorsTest> => (await import('./doors-test')).createDoorsTest(ports)(open, place, options);

/** Proves the doors of an open connection and keeps the result; no findings where it has none. */
export async function examineDoors(
  context: DoctorContext,
  open: OpenConnection,
  options: ProofOptions,
): Promise<readonly Finding[]> {
  const { id, doors } = open.connection;
  if (doors === undefined) return [];
  const tested = await testPlace(context, open, doors, options);
  record(context, id, tested);
  return tested.examination.findings;
}

/** The daily question whether the shares beside doors are private. */
export const privacyWork = (context: DoctorContext): Work => ({
  name: 'privacy',
  says: 'whether shares are private could not be asked',
  atOnce: 1,
  candidates: () =>
    context.store
      .get()
      .connections.flatMap((one): Item[] => (isAskDue(context, one) ? [{ id: one.id, connectionId: one.id }] : [])),
  run: ({ connectionId }) =>
    context.access.withConnection({ kind: 'known', connectionId }, async (open) => {
      const { doors = rowOf(context, connectionId).doors } = open.connection;
      if (doors === undefined || !isPrivacyDue(doors, context.ports.clock())) return 'done';
      record(context, connectionId, await testPlace(context, open, doors, { privacyAlone: true }));
      // Nobody answered.
      return isAskDue(context, rowOf(context, connectionId)) ? 'later' : 'done';
    }),
});

const isAskDue = ({ ports }: DoctorContext, { doors }: Connection): boolean =>
  doors !== undefined && isPrivacyDue(doors, ports.clock());

/** Before a connection is forgotten with its doors. Never rejects; gives what keeps the place public. */
export async function leaveForGood(context: DoctorContext, connectionId: string): Promise<Failure | undefined> {
  const left = await placeDoors(context, connectionId, undefined);
  const others = await leaveAllPlaces(context, connectionId);
  return left?.failure ?? others;
}

/** Saves where the doors are now, and leaves where they were. */
export async function placeDoors(
  context: DoctorContext,
  connectionId: string,
  now: DoorPlace | undefined,
): Promise<LeftDoors | undefined> {
  const { doors: before } = rowOf(context, connectionId);
  saveDoorsOf(context, connectionId, now);
  const left = await moveDoors(context, connectionId, before, now);
  if (left?.failure !== undefined) context.tell({ kind: 'failure', failure: left.failure });
  return left;
}

function saveDoorsOf(context: DoctorContext, connectionId: string, doors: DoorPlace | undefined): void {
  const { doors: _before, ...rest } = rowOf(context, connectionId);
  saveRow(context, { ...rest, ...(doors !== undefined && { doors }) });
}

/** Takes the doctor's findings into the connection, unless its doors were changed meanwhile; says it where shares became public. */
function record(context: DoctorContext, connectionId: string, { place, examination }: DoorsTest): void {
  const { ports, tell } = context;
  const { doors, name } = rowOf(context, connectionId);
  if (doors === undefined || !isSameFolder(doors, place)) return;
  saveDoorsOf(context, connectionId, doorsAfter(doors, examination.findings, ports.clock()));
  if (!showsShares(examination.findings) || doors.publicAtMs !== undefined) return;
  const failure = new Failure('shares-are-public', { connectionName: name });
  tell({ kind: 'failure', failure });
  const { message, next } = failureWords(failure, 'window');
  ports.notifier.show(message, next);
}
