// The row of a short link: made together with that of the share or file request that it leads to, where one is requested.
import { placeOf, type Connection } from '../model/connection';
import { lacks, type Organised } from '../model/policy/organisation-rule';
import { checkSharesPrivate, type Door, doorsAllowed, type DoorTargetKind, dueDoor } from '../model/door';
import { asFailure, Failure } from '../model/failure';
import { defaultAddressing } from '../providers/providers';
import type { Ledger } from '../ports/ledger';
import type { Ports } from '../ports/ports';
import type { OpenConnection } from '../storage/storage';
import { checkDoorName, pointedDoorId, randomDoorName } from './rules/door-name';
import { targetOfRequest, targetOfShare, type FoundTarget } from './rules/door-times';

export interface DoorOptions {
  readonly targetKind: DoorTargetKind;
  readonly targetId: string;
  /** Empty: 16 random characters. */
  readonly name: string;
}

/**
 * Whether a new share or file request is to have a door; `asked` absent: the connection's rule. `planDoor` tells why a usual door cannot be made
 * now, which keeps nothing from being shared. Raises what `doorsAllowed` raises.
 */
function wantsDoor(connection: Organised & Pick<Connection, 'doors'>, asked?: boolean): boolean {
  if (asked === true) doorsAllowed(connection);
  return asked ?? (connection.doors?.isUsual === true && !lacks(connection, 'shortLinks'));
}

/** More than enough: 31 of 32 bytes are fair. */
const randomLength = 32;

function nameOf(name: string, { randomBytes }: Pick<Ports, 'randomBytes'>): string {
  if (name !== '') return checkDoorName(name);
  for (;;) {
    const made = randomDoorName(randomBytes(randomLength));
    if (made !== undefined) return made;
  }
}

/** What is asked for a new share or file request, as an upload keeps it (`rules/door-name`). Raises `bad-request`, and what `wantsDoor` raises. */
export function askedDoor(
  connection: Organised & Pick<Connection, 'doors'>,
  { door, doorName }: { readonly door?: boolean; readonly doorName?: string },
): string | undefined {
  if (!wantsDoor(connection, doorName === undefined ? door : true)) return undefined;
  return doorName === undefined ? '' : checkDoorName(doorName);
}

/** Path-style where the name of the doors' bucket cannot be in a host name. */
function placeOfDoors(connection: Connection, bucket: string) {
  const dotted = connection.addressing === 'virtual-host' && defaultAddressing(connection.endpoint, bucket) === 'path';
  return { ...placeOf(connection), bucket, ...(dotted && { addressing: 'path' as const }) };
}

/** The row of a new door; its caller saves it in the transaction that saves what it forwards to. Raises `bad-request`, and what `doorsAllowed` raises. */
export function newDoor(
  connection: Connection,
  { targetKind, targetId, name }: DoorOptions,
  ports: Pick<Ports, 'newId' | 'randomBytes' | 'clock'>,
): Door {
  const doors = doorsAllowed(connection);
  const chosen = nameOf(name, ports);
  return {
    id: ports.newId(),
    connectionId: connection.id,
    ...placeOfDoors(connection, doors.bucket),
    key: `${doors.prefix}${chosen}`,
    address: `${doors.address}/${chosen}`,
    targetKind,
    targetId,
    createdAtMs: ports.clock(),
  };
}

/** Raises `door-not-found` for one that was closed meanwhile, and `shares-are-public`. */
function pointed(
  doorId: string,
  connection: Connection,
  target: Pick<DoorOptions, 'targetKind' | 'targetId'>,
  { ledger }: Pick<Ports, 'ledger'>,
): Door {
  const door = ledger.door(doorId);
  if (door === undefined || door.closedAtMs !== undefined) throw new Failure('door-not-found');
  checkSharesPrivate(connection);
  return pointedAt(door, target);
}

/** Until its object is written it forwards to the former target. */
export const pointedAt = (door: Door, target: Pick<DoorOptions, 'targetKind' | 'targetId'>): Door => ({
  ...dueDoor(door),
  ...target,
});

/** The short link of a share that is about to be saved: `door` is saved in the same transaction. */
export interface PlannedDoor {
  readonly door?: Door;
  /** It led elsewhere before. */
  readonly isPointed?: boolean;
  readonly doorFailure?: Failure;
}

/** A requested short link before it has a target. */
export interface RequestedDoor {
  readonly address?: string;
  /** Leads nowhere yet. */
  readonly door?: Door;
  /** One that is there, and is to lead to the target. */
  readonly pointedId?: string;
  readonly doorFailure?: Failure;
}

/** A page is written with the address of its short link. `asked`: as an upload keeps it (`rules/door-name`). Raises nothing, as `planDoor`. */
export function requestedDoor(
  { connection }: Pick<OpenConnection, 'connection'>,
  asked: string,
  ports: Pick<Ports, 'ledger' | 'newId' | 'randomBytes' | 'clock'>,
): RequestedDoor {
  try {
    const pointedId = pointedDoorId(asked);
    const there = pointedId === undefined ? undefined : ports.ledger.door(pointedId);
    if (pointedId !== undefined) return { pointedId, ...(there && { address: there.address }) };
    const door = newDoor(connection, { targetKind: 'share', targetId: '', name: asked }, ports);
    return { door, address: door.address };
  } catch (error) {
    return { doorFailure: asFailure(error) };
  }
}

/** In the transaction that saves the share. Raises nothing: the share is worth more than its door. */
export function planDoor(
  { connection }: Pick<OpenConnection, 'connection'>,
  target: Pick<DoorOptions, 'targetKind' | 'targetId'>,
  { door, pointedId, doorFailure }: RequestedDoor,
  ports: Pick<Ports, 'ledger'>,
): PlannedDoor {
  try {
    if (pointedId !== undefined) return { door: pointed(pointedId, connection, target, ports), isPointed: true };
    if (door === undefined) return doorFailure === undefined ? {} : { doorFailure };
    // The name was free when the upload began.
    const isTaken = ports.ledger.doors().some(({ bucket, key }) => bucket === door.bucket && key === door.key);
    return isTaken ? { doorFailure: new Failure('door-name-taken') } : { door: { ...door, ...target } };
  } catch (error) {
    return { doorFailure: asFailure(error) };
  }
}

/** What a short link leads to, as the ledger has it. */
export const findTarget = (
  { share, fileRequest }: Pick<Ledger, 'share' | 'fileRequest'>,
  { targetKind, targetId }: Pick<Door, 'targetKind' | 'targetId'>,
): FoundTarget => (targetKind === 'share' ? targetOfShare(share(targetId)) : targetOfRequest(fileRequest(targetId)));
