// Where the doors of a connection are: proven before it is saved. Every verb raises `connection-unknown`, what opening the connection raises, and for
// a place that cannot be `bad-request` and `bucket-name-invalid`.
import { checkDoorPlace, checkNoOpenDoors } from '../connections/connections';
import { doorsPolicy } from '../providers/policies/doors-policy';
import { policyText } from '../providers/policies/least-privilege';
import { doorsAddressAt, doorsBucketFor, doorsFolderFor, mayHaveDoors } from './rules/proposed-doors';
import type { Connection } from '../model/connection';
import type { DoorPlace, DoorsDraft, LeftDoors } from '../model/door';
import type { DoorsSetUp, DoorsTest } from '../model/examination';
import { Failure } from '../model/failure';
import { checkOffersOf } from '../model/policy/organisation-rule';
import type { Written } from '../ports/desktop';
import { isSameFolder, rowOf, type DoctorContext } from './doctor-context';
import { placeDoors, testPlace } from './doors-upkeep';
import type { ProofOptions } from './prove-doors';
import { doorsAfter } from './rules/door-answers';
import { doorsPlace } from '../wording/finding-words';

/** Where doors may be, before there is an address. An empty bucket is the one that Mayfly would make. */
export type DoorsAt = Pick<DoorsDraft, 'bucket' | 'prefix'>;

export interface DoorsOptions extends Pick<ProofOptions, 'signal' | 'onProgress'> {
  readonly draft: DoorsDraft;
  /** The user knows that open doors stay at their old place until they end. */
  readonly isTold?: boolean;
}

/** What a set-up would do. */
export interface DoorsGuide {
  /** How the provider makes a public bucket for doors. */
  readonly where: string;
  /** Whether the provider has any. */
  readonly isPossible: boolean;
  readonly bucket: string;
  /** The server's own address of that place; empty where only the user knows it. */
  readonly address: string;
  /** Empty for a place that cannot be. */
  readonly policy: string;
  /** A place for keys that make no bucket. */
  readonly folder?: { readonly bucket: string; readonly prefix: string };
}

/**
 * Proves doors at a place that is public already, and saves it where they work. `left`: what became of the place where they were before. Raises
 * `doors-in-use` where doors are open at another place.
 */
export const saveDoors = (
  context: DoctorContext,
  connectionId: string,
  { draft, isTold, ...options }: DoorsOptions,
): Promise<DoorsTest & Pick<DoorsSetUp, 'left'>> =>
  context.access.withConnection({ kind: 'known', connectionId }, async (open) => {
    checkOffersOf(open.connection, 'shortLinks');
    const place = checkedPlace(context, open.connection, draft);
    checkMove(context, connectionId, place, isTold);
    return keep(context, connectionId, await testPlace(context, open, place, options));
  });

/**
 * Makes what doors need, as far as the keys and the provider let it: their bucket, a policy that lets everybody read exactly their place, and the
 * address of the server. Changes nothing where doors work already, and saves the place once they are proven. What was opened in vain is closed again.
 * Raises `doors-in-use`, and `bad-request` where other objects would be public.
 */
export async function setUpDoors(
  context: DoctorContext,
  connectionId: string,
  { draft, isTold, ...options }: DoorsOptions,
): Promise<DoorsSetUp> {
  const { makePlace } = await import('./make-place');
  return context.access.withConnection({ kind: 'known', connectionId }, async (open) => {
    checkOffersOf(open.connection, 'shortLinks');
    const place = checkedPlace(context, open.connection, proposed(open.connection, draft));
    checkMove(context, connectionId, place, isTold);
    context.beingMade.add(connectionId);
    try {
      const { examination, ...made } = await makePlace(context, open, place, options);
      const { connection: server } = open;
      if (examination === undefined) return { ...made, server };
      return {
        ...made,
        server,
        ...(await keep(context, connectionId, { place, examination, isProven: made.isProven })),
      };
    } finally {
      context.beingMade.delete(connectionId);
    }
  });
}

/** Saves a proven place. */
async function keep(
  context: DoctorContext,
  connectionId: string,
  tested: DoorsTest,
): Promise<DoorsTest & Pick<DoorsSetUp, 'left'>> {
  const { place, examination, isProven } = tested;
  if (!isProven) return tested;
  const left = await placeDoors(context, connectionId, doorsAfter(place, examination.findings, context.ports.clock()));
  return { ...tested, ...(left !== undefined && { left }) };
}

/** The draft with what Mayfly would take for what is empty in it. */
function proposed(connection: Connection, draft: DoorsDraft): DoorsDraft {
  const bucket = draft.bucket.trim() || doorsBucketFor(connection);
  const address = draft.address.trim() || doorsAddressAt(connection, { bucket, prefix: draft.prefix ?? '' });
  return { ...draft, bucket, address };
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

/** A policy needs none. */
const anyAddress = 'https://go.example.com';

/** What a set-up would do, and how the user does it by hand. */
export function doorsGuide(context: DoctorContext, connectionId: string, at: DoorsAt): DoorsGuide {
  const endpoint = context.access.lastEndpoint({ kind: 'known', connectionId });
  const connection = { ...rowOf(context, connectionId), endpoint };
  const { bucket, address } = proposed(connection, { ...at, address: '' });
  const folder = doorsFolderFor(connection);
  return {
    where: doorsPlace(connection),
    isPossible: mayHaveDoors(connection),
    bucket,
    address,
    policy: policyAt(context, connection, { ...at, bucket }),
    ...(folder !== undefined && policyAt(context, connection, folder) !== '' && { folder }),
  };
}

function policyAt(context: DoctorContext, connection: Connection, at: DoorsAt): string {
  try {
    return policyText(doorsPolicy(connection, checkedPlace(context, connection, { ...at, address: anyAddress })));
  } catch {
    return '';
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

const openDoorsOf = ({ ports }: DoctorContext, connectionId: string): number =>
  ports.ledger.doors().filter((door) => door.connectionId === connectionId && door.closedAtMs === undefined).length;

/** Refuses to leave open doors at another place, unless the user was told. Raises `doors-in-use`. */
function checkMove(context: DoctorContext, connectionId: string, place: DoorPlace, isTold = false): void {
  const connection = rowOf(context, connectionId);
  const { doors } = connection;
  const isElsewhere = doors !== undefined && !(isSameFolder(doors, place) && doors.address === place.address);
  if (isElsewhere) checkNoOpenDoors(connection, openDoorsOf(context, connectionId), isTold);
}

function checkedPlace({ ports }: DoctorContext, connection: Connection, draft: DoorsDraft): DoorPlace {
  const others = ports.ledger.connections().filter(({ id }) => id !== connection.id);
  return checkDoorPlace(draft, connection, others);
}
