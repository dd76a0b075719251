// Gives a link away, through the short links that lead to it.
import { type Door, dueDoor } from '../model/door';
import { asFailure, type Failure } from '../model/failure';
import type { FileRequest } from '../model/requests/file-request';
import type { Share } from '../model/share';
import type { Shared } from '../model/share-request';
import type { OpenConnection } from '../storage/open-connection';
import type { DoorLink } from './door-page';
import type { PlannedDoor } from './door-rows';
import type { GivingPorts } from './given-context';
import { isDoorDue } from './rules/door-times';
import { heldLink, shorterLink } from './shorter-link';

/** The parts of a result that tell of the door. */
export interface GivenDoor {
  /** Its address; absent: the link is given as it is. */
  readonly door?: string;
  readonly doorId?: string;
  /** Why the door is not there, or not as new as the link. */
  readonly doorFailure?: Failure;
}

/** Most links have no short link: a command without one loads none of it. */
export const doorObjects = () => import('./door-objects');

/** A door carries the fragment along: it stays with the browser, and no server sees it (RFC 9110, section 7.1). */
const givenLink = (url: string, door: string | undefined, fragment?: string): string =>
  `${door ?? url}${fragment === undefined ? '' : `#${fragment}`}`;

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
    url: givenLink(url, door, fragment),
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
  return { url: givenLink(url, door), ...told };
}
