// A place that doors have left is taken out of the public: what Mayfly wrote into its bucket's policy goes, and anonymous requests are refused. Otherwise the
// shares of a connection that is put there would open without their links' signatures and ends.
import { withoutDoorsCors } from './rules/doors-cors';
import { doorsPolicy, withDoorsPolicy, withoutDoorsPolicy } from '../providers/policies/doors-policy';
import { isBucketOf } from '../providers/providers';
import { endpointHost, type Connection } from '../model/connection';
import { usualDoorPatienceMs, type LeftDoors, type LeftPlace } from '../model/door';
import { asFailure, Failure } from '../model/failure';
import type { Ports } from '../ports/ports';
import type { ConnectionPool, OpenConnection } from '../storage/storage';
import { folderOf } from './examination-run';
import { settlePolicy } from './place-policy';

type LeavePorts = Pick<
  Ports,
  'ledger' | 'openObjectStore' | 'reader' | 'randomBytes' | 'clock' | 'newId' | 'doorPatienceMs'
>;

/** Never rejects. */
export async function leaveDoors(
  connection: Connection,
  place: LeftPlace,
  ports: LeavePorts,
  access: ConnectionPool,
): Promise<LeftDoors> {
  const { ledger, doorPatienceMs = usualDoorPatienceMs } = ports;
  const there = { endpoint: connection.endpoint, bucket: place.bucket };
  if (ledger.doors().some((door) => isBucketOf(there, door) && folderOf(door.key) === place.prefix))
    return { place, became: 'kept' };
  const inBucket = ledger
    .connections()
    .flatMap(({ endpoint, doors }) =>
      doors !== undefined && isBucketOf(there, { endpoint, bucket: doors.bucket }) ? [doors] : [],
    );
  if (inBucket.some(({ prefix }) => prefix === place.prefix)) return { place, became: 'used' };

  /** Places below the one that was left may have been public by its statement alone. */
  const change = (open: OpenConnection) => (present: string | undefined) =>
    inBucket
      .filter(({ prefix }) => prefix.startsWith(place.prefix))
      .reduce(
        (text, below) =>
          text === undefined ? text : (withDoorsPolicy(text, doorsPolicy(open.connection, below)) ?? text),
        withoutDoorsPolicy(present, doorsPolicy(open.connection, place)),
      );
  const takeBack = async (open: OpenConnection): Promise<LeftDoors> => {
    const { bucket } = place;
    const refused = await access
      .withPlace(open, { ...open.connection, bucket }, async ({ objects }) => {
        // A rule of the whole bucket, which opens nothing by itself.
        if (inBucket.length === 0) await objects.changeCors(withoutDoorsCors).catch(() => undefined);
        return settlePolicy(objects, bucket, change(open), doorPatienceMs);
      })
      .then(
        () => undefined,
        (error: unknown) => asFailure(error),
      );
    if (refused?.retryable === true) throw refused;
    const { createLeftTest } = await import('./doors-test');
    const url = await createLeftTest(ports)(open, place);
    if (url === undefined) return { place, became: 'private' };
    return { place, became: 'public', failure: new Failure('doors-stay-public', { bucket, host: endpointHost(url) }) };
  };

  try {
    return await access.withConnection({ kind: 'known', connectionId: connection.id }, takeBack);
  } catch (error) {
    const failure = asFailure(error);
    return failure.code === 'bucket-missing' ? { place, became: 'private' } : { place, became: 'unclear', failure };
  }
}

/** Whether the place is still to be taken out of the public. */
export const isStillLeft = ({ became }: LeftDoors): boolean => became === 'kept' || became === 'unclear';
