// The door of a link that is given away: its row is made together with that of the share, its object when the link is proven.
import { placeOf, type Connection } from '../model/connection';
import { checkSharesPrivate, type Door, doorsAllowed, type DoorTargetKind, dueDoor } from '../model/door';
import { asFailure, Failure } from '../model/failure';
import type { FileRequest } from '../model/requests/file-request';
import type { Share } from '../model/share';
import type { Shared } from '../model/share-request';
import { givenLink } from '../links/links';
import { defaultAddressing } from '../providers/providers';
import type { Ports } from '../ports/ports';
import type { OpenConnection } from '../storage/storage';
import type { DoorPorts } from './door-objects';
import { checkDoorName, randomDoorName } from './rules/door-name';
import type { DoorLink } from './door-page';
import { isDoorDue } from './rules/door-times';
import { heldLink, shorterLink } from './shorter-link';
import { pointedDoorId } from './rules/door-wish';

/** The parts of a result that tell of the door. */
export interface GivenDoor {
  /** Its address; absent: the link is given as it is. */
  readonly door?: string;
  readonly doorId?: string;
  /** Why the door is not there, or not as new as the link. */
  readonly doorFailure?: Failure;
}

export interface DoorWish {
  readonly targetKind: DoorTargetKind;
  readonly targetId: string;
  /** Empty: 16 random characters. */
  readonly name: string;
}

/** Most links have no door. */
const doorObjects = () => import('./door-objects');

export type GivingPorts = DoorPorts & Pick<Ports, 'clock' | 'probe'>;

/**
 * Whether a new share or file request is to have a door; `wish` absent: the connection's rule. `planDoor` tells why a usual door cannot be made
 * now, which keeps nothing from being shared. Raises what `doorsAllowed` raises.
 */
function wantsDoor(connection: Pick<Connection, 'doors' | 'name'>, wish?: boolean): boolean {
  if (wish === true) doorsAllowed(connection);
  return wish ?? connection.doors?.isUsual === true;
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

/** What is wished for a new share or file request, as an upload keeps it (`rules/door-wish`). Raises `bad-request`, and what `wantsDoor` raises. */
export function doorWish(
  connection: Pick<Connection, 'doors' | 'name'>,
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
  { targetKind, targetId, name }: DoorWish,
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

/** Removes a door that was never given away. What cannot be removed now is removed by the maintenance. */
async function discard(door: Door, open: OpenConnection, ports: GivingPorts): Promise<void> {
  const { ledger, clock } = ports;
  const discarded = { ...dueDoor(door), closedAtMs: clock() };
  ledger.saveDoor(discarded);
  const { endDoor } = await doorObjects();
  await endDoor(discarded, open, ports).then(
    () => ledger.forgetDoor(door.id),
    () => undefined,
  );
}

/** Raises `door-not-found` for one that was closed meanwhile, and `shares-are-public`. */
function pointed(
  doorId: string,
  connection: Connection,
  target: Pick<DoorWish, 'targetKind' | 'targetId'>,
  { ledger }: Pick<Ports, 'ledger'>,
): Door {
  const door = ledger.door(doorId);
  if (door === undefined || door.closedAtMs !== undefined) throw new Failure('door-not-found');
  checkSharesPrivate(connection);
  return pointedAt(door, target);
}

/** Until its object is written it forwards to the former target. */
export const pointedAt = (door: Door, target: Pick<DoorWish, 'targetKind' | 'targetId'>): Door => ({
  ...dueDoor(door),
  ...target,
});

/** What was wished for a share that is about to be saved: `door` is saved in the same transaction. */
export interface PlannedDoor {
  readonly door?: Door;
  /** It led elsewhere before. */
  readonly isPointed?: boolean;
  readonly doorFailure?: Failure;
}

/**
 * In the transaction that saves the share. `wish`: as an upload keeps it (`rules/door-wish`). Raises nothing: the share is worth more than its
 * door.
 */
export function planDoor(
  { connection, ephemeral }: Pick<OpenConnection, 'connection' | 'ephemeral'>,
  target: Pick<DoorWish, 'targetKind' | 'targetId'>,
  wish: string | undefined,
  ports: Pick<Ports, 'ledger' | 'newId' | 'randomBytes' | 'clock'>,
): PlannedDoor {
  if (wish === undefined || ephemeral) return {};
  try {
    const doorId = pointedDoorId(wish);
    if (doorId !== undefined) return { door: pointed(doorId, connection, target, ports), isPointed: true };
    const door = newDoor(connection, { ...target, name: wish }, ports);
    // The name was free when the upload began.
    const isTaken = ports.ledger.doors().some(({ bucket, key }) => bucket === door.bucket && key === door.key);
    return isTaken ? { doorFailure: new Failure('door-name-taken') } : { door };
  } catch (error) {
    return { doorFailure: asFailure(error) };
  }
}

/**
 * Brings the doors of a target up to this link, which was proven, and gives the newest. `isNew`: the link is another one than before. Raises
 * nothing but what the ledger raises: a door that cannot be written forwards to its former link until that ends, and the maintenance tries again;
 * one that was never written is removed.
 */
export async function giveDoor(
  targetId: string,
  link: DoorLink,
  open: OpenConnection,
  ports: GivingPorts,
  isNew = false,
): Promise<GivenDoor> {
  const { ledger } = ports;
  let given: GivenDoor = {};
  for (const door of ledger.doorsTo(targetId).toReversed()) {
    const isWritten = door.leaseEndsAtMs !== undefined && door.leaseEndsAtMs > link.signedAtMs;
    const told = { door: door.address, doorId: door.id };
    try {
      const isDue = isNew || !isWritten || isDoorDue(door, link, link.signedAtMs);
      const write = async () => (await doorObjects()).writeDoor(door, await heldLink(link), open, ports);
      const after = isDue ? await write() : door;
      if (after !== undefined) given = told;
    } catch (error) {
      const doorFailure = asFailure(error);
      if (door.leaseEndsAtMs === undefined) await discard(door, open, ports);
      given = isWritten ? { ...told, doorFailure } : { ...given, doorFailure };
    }
  }
  return given;
}

export interface ProvenLink {
  /** Presigned. */
  readonly url: string;
  /** The secret of an encrypted share. */
  readonly fragment?: string | undefined;
  /** Unix ms on the server's clock. */
  readonly signedAtMs: number;
  /** The end of this link, where it is not that of the share. */
  readonly endsAtMs?: number;
}

/** The link of a share as it is given away. `isNew`: as of `giveDoor`. */
export async function giveShare(
  share: Share,
  { url, fragment, signedAtMs, endsAtMs = share.expiresAtMs }: ProvenLink,
  open: OpenConnection,
  ports: GivingPorts,
  {
    isNew = false,
    isPointed = false,
    doorFailure: failed,
  }: Omit<PlannedDoor, 'door'> & { readonly isNew?: boolean } = {},
): Promise<Pick<Shared, 'url' | 'doorId' | 'doorFailure' | 'pointedDoor'>> {
  const untilMs = Math.max(share.expiresAtMs, share.keepUntilMs ?? 0);
  const times = { signedAtMs, linkEndsAtMs: endsAtMs };
  const shorter = () => shorterLink(share, times, open, ports);
  const { door, ...told } = await giveDoor(share.id, { url, ...times, untilMs, shorter }, open, ports, isNew);
  return {
    url: givenLink({ url, ...(door !== undefined && { door }), ...(fragment !== undefined && { fragment }) }),
    ...(failed !== undefined && { doorFailure: failed }),
    ...(isPointed && door !== undefined && told.doorFailure === undefined && { pointedDoor: door }),
    ...told,
  };
}

/** The link of a file request as it is given away. */
export async function giveRequest(
  { id, expiresAtMs: untilMs }: Pick<FileRequest, 'id' | 'expiresAtMs'>,
  { url, expiresAtMs: linkEndsAtMs }: { readonly url: string; readonly expiresAtMs: number },
  open: OpenConnection,
  ports: GivingPorts,
): Promise<Pick<Shared, 'url' | 'doorId' | 'doorFailure'>> {
  const link = { url, signedAtMs: open.objects.serverNowMs(), linkEndsAtMs, untilMs };
  const { door, ...told } = await giveDoor(id, link, open, ports);
  return { url: givenLink({ url, ...(door !== undefined && { door }) }), ...told };
}
