// The places that the doors of connections have left: noted with the connection until anonymous requests are refused there.
import { keyStoreOf, type Connection } from '../model/connection';
import type { LeftDoors, LeftPlace } from '../model/door';
import type { Failure } from '../model/failure';
import type { ConnectionPool } from '../storage/connection-pool';
import type { LeavePorts } from './leave-doors';

export interface LeftPlaces {
  /** Notes that the doors of the connection are at this place and at no other. Gives what became of the former one. */
  move(connectionId: string, from: LeftPlace | undefined, to: LeftPlace | undefined): Promise<LeftDoors | undefined>;
  /** Leaves all places of a connection that is about to be forgotten. Gives what keeps one public. */
  leaveForGood(connectionId: string): Promise<Failure | undefined>;
  /** Looks after places that are still public. */
  tend(): Promise<void>;
}

/** After a question without an answer. */
const askLaterMs = 3_600_000;

const isSamePlace = (one: LeftPlace, other: LeftPlace): boolean =>
  one.bucket === other.bucket && one.prefix === other.prefix;

export function createLeftPlaces(
  ports: LeavePorts,
  access: ConnectionPool,
  /** Raises `connection-unknown`. */
  knownOf: (connectionId: string) => Connection,
  save: (connection: Connection) => void,
): LeftPlaces {
  const { ledger, clock } = ports;
  const latest = new Map<string, number>();

  const note = (connectionId: string, place: LeftPlace, isLeft: boolean): void => {
    const { leftDoors = [], ...rest } = knownOf(connectionId);
    const others = leftDoors.filter((one) => !isSamePlace(one, place));
    const { bucket, prefix, address } = place;
    const left = isLeft ? [...others, { bucket, prefix, address }] : others;
    if (isLeft || others.length < leftDoors.length) save({ ...rest, ...(left.length > 0 && { leftDoors: left }) });
  };
  /** It was noted before: a process that ends meanwhile leaves it to the next. */
  const leave = async (connectionId: string, place: LeftPlace): Promise<LeftDoors> => {
    const { isStillLeft, leaveDoors } = await import('./leave-doors');
    const left = await leaveDoors(knownOf(connectionId), place, ports, access);
    if (!isStillLeft(left)) note(connectionId, place, false);
    return left;
  };

  return {
    async move(connectionId, from, to) {
      if (to !== undefined) note(connectionId, to, false);
      if (from === undefined || (to !== undefined && isSamePlace(from, to))) return undefined;
      note(connectionId, from, true);
      return leave(connectionId, from);
    },

    async leaveForGood(connectionId) {
      let failure: Failure | undefined;
      for (const place of knownOf(connectionId).leftDoors ?? []) failure ??= (await leave(connectionId, place)).failure;
      return failure;
    },

    async tend() {
      for (const connection of ledger.connections()) {
        const { id, leftDoors = [] } = connection;
        // For keys in a file somebody would have to be asked for the passphrase.
        if (keyStoreOf(connection) !== 'keychain') continue;
        for (const place of leftDoors) {
          const at = `${id} ${place.bucket}/${place.prefix}`;
          if (clock() < (latest.get(at) ?? 0)) continue;
          const { became } = await leave(id, place);
          if (became === 'unclear') latest.set(at, clock() + askLaterMs);
        }
      }
    },
  };
}
