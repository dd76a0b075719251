// Sets up where the doors of a connection are: proven before it is saved. Every verb raises `connection-unknown`, what opening the connection
// raises, and for a place that cannot be `bad-request` and `bucket-name-invalid`.
import { checkDoorPlace, checkNoOpenDoors, type DoorsDraft } from '../connections/rules/door-place';
import { doorsPolicy, withDoorsPolicy } from '../connections/rules/doors-policy';
import { policyText } from '../connections/rules/least-privilege';
import type { Connection } from '../model/connection';
import { usualDoorPatienceMs, type DoorPlace, type LeftDoors } from '../model/door';
import type { DoorsTest } from '../model/examination';
import { Failure } from '../model/failure';
import type { Written } from '../ports/desktop';
import type { OpenConnection } from '../storage/storage';
import { isSameFolder, rowOf, type DoctorContext } from './doctor-context';
import { placeDoors, testPlace } from './doors-upkeep';
import { settlePolicy } from './place-policy';
import type { ProofOptions } from './prove-doors';
import { doorsAfter } from './rules/door-answers';
import { doorsPlace } from './rules/finding-words';

/** Where doors may be, before there is an address. */
export type DoorsAt = Pick<DoorsDraft, 'bucket' | 'prefix'>;

export interface DoorsWish extends Pick<ProofOptions, 'signal' | 'onProgress'> {
  /** Where; absent for the bucket on this computer, which makes a bucket for them beside its own. */
  readonly draft?: DoorsDraft;
  /** The user knows that open doors stay at their old place until they end. */
  readonly isTold?: boolean;
}

/** Of the bucket on this computer. */
const ownBucket = 'mayfly-doors';
/** A policy needs none. */
const anyAddress = 'https://go.example.com';

/** Proves doors at a place and saves nothing. */
export const testDoors = (
  context: DoctorContext,
  connectionId: string,
  { draft, isTold: _told, ...options }: DoorsWish,
): Promise<DoorsTest> =>
  openKnown(context, connectionId, async (open) => {
    const isBare = draft === undefined || (draft.bucket === '' && draft.address === '');
    const place = isBare
      ? await makeOwnPlace(context, open, draft?.isUsual === true)
      : checked(context, open.connection, draft);
    return testPlace(context, open, place, options);
  });

/**
 * Proves doors, and saves the place where they work; `left`: what became of the place where they were before. Raises `doors-in-use` where doors
 * are open at another place.
 */
export async function saveDoors(
  context: DoctorContext,
  connectionId: string,
  wish: DoorsWish,
): Promise<DoorsTest & { readonly left?: LeftDoors }> {
  const before = rowOf(context, connectionId);
  const tested = await testDoors(context, connectionId, wish);
  const { place, examination, isProven } = tested;
  if (!isProven) return tested;
  const { doors } = before;
  const isElsewhere = doors !== undefined && !(isSameFolder(doors, place) && doors.address === place.address);
  if (isElsewhere) checkNoOpenDoors(before, openDoorsOf(context, connectionId), wish.isTold === true);
  const left = await placeDoors(context, connectionId, doorsAfter(place, examination.findings, context.ports.clock()));
  return { ...tested, ...(left !== undefined && { left }) };
}

/**
 * Ends the set-up; doors that are open stay until they end. The place is taken out of the public as soon as none is left there: what Mayfly wrote
 * into its bucket's policy goes, and anonymous requests must be refused. Gives what became of it. Raises `doors-in-use`.
 */
export async function dropDoors(
  context: DoctorContext,
  connectionId: string,
  isTold = false,
): Promise<LeftDoors | undefined> {
  checkNoOpenDoors(rowOf(context, connectionId), openDoorsOf(context, connectionId), isTold);
  return placeDoors(context, connectionId, undefined);
}

/**
 * Lets everybody read the doors' bucket or prefix by its policy, beside what the policy has, and reads it back; `there`: it did already. Raises
 * `policy-unsupported`, `access-denied`.
 */
export const publishDoors = (
  context: DoctorContext,
  connectionId: string,
  draft: DoorsDraft,
): Promise<'made' | 'there'> =>
  openKnown(context, connectionId, (open) => publish(context, open, checked(context, open.connection, draft)));

/** How the provider makes a public bucket for doors, and the policy for that place; empty for a place that cannot be. */
export function doorsGuide(
  context: DoctorContext,
  connectionId: string,
  at: DoorsAt,
): { readonly where: string; readonly policy: string } {
  const connection = rowOf(context, connectionId);
  try {
    const place = checked(context, connection, { ...at, address: anyAddress });
    return { where: doorsPlace(connection), policy: policyText(doorsPolicy(connection, place)) };
  } catch {
    return { where: doorsPlace(connection), policy: '' };
  }
}

/** Copies that policy. Raises `clipboard-unavailable`. */
export async function copyDoorsPolicy(context: DoctorContext, connectionId: string, at: DoorsAt): Promise<Written> {
  try {
    const { policy } = doorsGuide(context, connectionId, at);
    return await context.ports.clipboard.write({ text: policy }, { isAsked: true });
  } catch (error) {
    throw new Failure('clipboard-unavailable', {}, error);
  }
}

const openKnown = <T>(
  { access }: DoctorContext,
  connectionId: string,
  action: (open: OpenConnection) => Promise<T>,
): Promise<T> => access.withConnection({ kind: 'known', connectionId }, action);

const openDoorsOf = ({ ports }: DoctorContext, connectionId: string): number =>
  ports.ledger.doors().filter((door) => door.connectionId === connectionId && door.closedAtMs === undefined).length;

function checked({ ports }: DoctorContext, connection: Connection, draft: DoorsDraft): DoorPlace {
  const others = ports.ledger.connections().filter(({ id }) => id !== connection.id);
  return checkDoorPlace(draft, connection, others);
}

const publish = (
  { ports: { doorPatienceMs = usualDoorPatienceMs }, access }: DoctorContext,
  open: OpenConnection,
  place: DoorPlace,
): Promise<'made' | 'there'> =>
  access.withPlace(open, { ...open.connection, bucket: place.bucket }, async ({ objects }) => {
    const policy = doorsPolicy(open.connection, place);
    const change = (present: string | undefined) => withDoorsPolicy(present, policy);
    return (await settlePolicy(objects, place.bucket, change, doorPatienceMs)) ? 'made' : 'there';
  });

/** The bucket on this computer makes all of it by itself; its address is that of its server. */
async function makeOwnPlace(context: DoctorContext, open: OpenConnection, isUsual: boolean): Promise<DoorPlace> {
  const { connection } = open;
  if (connection.kind !== 'embedded')
    throw new Failure('bad-request', { reason: 'short links need a bucket and an address' });
  await context.access.withPlace(open, { ...connection, bucket: ownBucket }, ({ objects }) => objects.createBucket());
  const address = `${connection.endpoint}/${ownBucket}`;
  const place = checked(context, connection, { bucket: ownBucket, address, isUsual });
  await publish(context, open, place);
  return place;
}
