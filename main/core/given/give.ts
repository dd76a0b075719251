// Gives a link away: for how long, made and proven, saved, and then the short links that lead to it. Nobody gives one that skipped a step.
import { dueDoor, type Door } from '../model/door';
import type { Lifetime } from '../model/expiry';
import { asFailure } from '../model/failure';
import { checkUsable, lacks } from '../model/policy/organisation-rule';
import type { FileRequest } from '../model/requests/file-request';
import { addressNow } from '../model/nearby/network-reach';
import type { Share } from '../model/share';
import type { Shared } from '../model/share-request';
import { lifetimeIn, type OpenConnection } from '../storage/storage';
import type { DoorLink } from './door-page';
import { planDoor, requestedDoor, type PlannedDoor } from './door-rows';
import type { GivingPorts } from './given-context';
import type { MadeLink, Until } from './link-to-stored';
import { isDoorDue } from './rules/door-times';
import { heldLink, shorterLink } from './shorter-link';

/** What a link is given of. */
type Row = Share | FileRequest;

/** Until when a link is made, and what cut that. */
export type Limited = Until & Lifetime;

export interface Giving<Saved extends Row, Link extends MadeLink> {
  /** Unix ms on the server's clock. Default: as the store knows it. */
  readonly nowMs?: number | (() => number | Promise<number>);
  /** The requested lifetime, which may depend on that time (Unix ms): an integer, cut like every lifetime. */
  readonly seconds: number | ((nowMs: number) => number);
  /** The secret of an encrypted share. Read before anything is made or saved. */
  readonly fragment?: () => string | undefined | Promise<string | undefined>;
  /** Makes the link and proves it. `door`: the address of the requested short link. */
  readonly make: (until: Limited, door?: string) => Promise<Link>;
  /** Saves what the link is of, in one transaction, and in it calls `planDoor` for the row of that short link. */
  readonly save: (made: Link & Limited, planDoor: (row: Row) => void) => Saved | Promise<Saved>;
  /** The requested short link, as an upload keeps it (`rules/door-name`); absent: none is made. */
  readonly door?: string | undefined;
  /** The link is another one than before, so every short link gets it. Default: those that are due. */
  readonly isNew?: (made: Link & Limited) => boolean;
  /** The row is made for this link: only a short link that is planned with it leads there. */
  readonly isFirst?: boolean;
  /** The ID of a short link: only this one gets the link. */
  readonly doorId?: string;
}

export interface GivenAway<Saved extends Row = Row, Link extends MadeLink = MadeLink> {
  readonly row: Saved;
  readonly made: Link & Limited;
  readonly told: Pick<Shared, 'url' | 'endUntold' | 'doorId' | 'doorFailure' | 'pointedDoor' | 'connectionName'>;
}

/** Most links have no short link: a command without one loads none of it. */
export const doorObjects = () => import('./door-objects');

/**
 * Makes a link and gives it away: proof, then the row, then the short links. Raises `token-expired`, `set-by-organisation`, `policy-unreadable`, and what `seconds`, `fragment`, `make` and
 * `save` raise. A short link that fails is told in `doorFailure`: the link is worth more than it.
 */
export async function give<Saved extends Row, Link extends MadeLink>(
  ports: GivingPorts,
  open: OpenConnection,
  { nowMs, seconds, fragment, make, save, door: asked, isNew, isFirst, doorId }: Giving<Saved, Link>,
): Promise<GivenAway<Saved, Link>> {
  checkUsable(open.connection);
  await open.refreshCredentials();
  const signedAtMs = (typeof nowMs === 'function' ? await nowMs() : nowMs) ?? open.objects.serverNowMs();
  const wantedSeconds = typeof seconds === 'number' ? seconds : seconds(signedAtMs);
  const until = { signedAtMs, ...lifetimeIn(open, wantedSeconds, signedAtMs) };
  const secret = await fragment?.();
  const requested = asked === undefined || open.ephemeral ? undefined : requestedDoor(open, asked, ports);
  const made = Object.assign({}, await make(until, requested?.address), until);
  const isAnother = isNew?.(made) === true;
  let planned: PlannedDoor = {};
  const row = await save(made, (of) => {
    if (requested === undefined) return;
    planned = planDoor(open, { targetKind: 'origin' in of ? 'share' : 'request', targetId: of.id }, requested, ports);
    if (planned.door !== undefined) ports.ledger.saveDoor(planned.door);
  });
  const led = isFirst !== true || planned.door !== undefined;
  const { door, ...told } = led ? await followDoors(ports, open, row, made, isAnother, doorId) : {};
  const { doorFailure, isPointed } = planned;
  return {
    row,
    made,
    told: {
      // The fragment stays with the browser, and no server sees it (RFC 9110, section 7.1).
      url: `${door ?? made.url}${secret === undefined ? '' : `#${secret}`}`,
      ...(until.endUntold === true && { endUntold: true }),
      ...(doorFailure !== undefined && { doorFailure }),
      ...(isPointed && door !== undefined && told.doorFailure === undefined && { pointedDoor: door }),
      ...told,
      connectionName: open.connection.name,
    },
  };
}

/** The parts of a result that tell of the short link. */
interface Followed extends Pick<Shared, 'doorId' | 'doorFailure'> {
  /** Its address; absent: the link is given as it is. */
  readonly door?: string;
}

/**
 * Brings the short links of a row up to this link, and gives the newest. Raises nothing but what the ledger raises: one that cannot be written
 * forwards to its former link until that ends, and the maintenance tries again; one that was never written is removed.
 */
async function followDoors(
  ports: GivingPorts,
  open: OpenConnection,
  row: Row,
  { url, signedAtMs, expiresAtMs: linkEndsAtMs }: MadeLink & Limited,
  isNew: boolean,
  only: string | undefined,
): Promise<Followed> {
  // One that was there before the rule forwards until its link ends.
  if (lacks(open.connection, 'shortLinks')) return {};
  const times = { signedAtMs, linkEndsAtMs };
  const untilMs = Math.max(row.expiresAtMs, 'origin' in row ? (row.keepUntilMs ?? 0) : 0);
  const link: DoorLink = {
    url,
    ...times,
    untilMs,
    ...('origin' in row && { shorter: () => shorterLink(row, times, open, ports) }),
  };
  let followed: Followed = {};
  for (const { id } of ports.ledger.doorsTo(row.id).toReversed()) {
    if (only !== undefined && id !== only) continue;
    const found = whereItIs(id, row.id, open.connection, ports);
    if (found === undefined) continue;
    const { door, isMoved } = found;
    // One that was pointed here and is not written yet leads elsewhere.
    const isWritten = door.untilMs !== undefined && (door.leaseEndsAtMs ?? 0) > signedAtMs;
    const told = { door: door.address, doorId: door.id };
    try {
      const isDue = isNew || isMoved || !isWritten || isDoorDue(door, link, signedAtMs);
      const write = async () => (await doorObjects()).writeDoor(door, await heldLink(link), open, ports);
      const after = isDue ? await write() : door;
      if (after !== undefined) followed = told;
    } catch (error) {
      const doorFailure = asFailure(error);
      await discardNew(door, open, ports);
      followed = isWritten ? { ...told, doorFailure } : { ...followed, doorFailure };
    }
  }
  return followed;
}

/**
 * A short link of the bucket on this computer is at the address that this has now. `undefined` for one that was closed or pointed elsewhere while
 * another one was written.
 */
function whereItIs(
  doorId: string,
  targetId: string,
  { kind, endpoint, shareEndpoint = endpoint }: OpenConnection['connection'],
  { ledger }: Pick<GivingPorts, 'ledger'>,
): { readonly door: Door; readonly isMoved: boolean } | undefined {
  return ledger.together(() => {
    const before = ledger.door(doorId);
    if (before === undefined || before.closedAtMs !== undefined || before.targetId !== targetId) return undefined;
    const address = kind === 'embedded' ? addressNow(before.address, shareEndpoint) : before.address;
    const door = { ...before, address };
    const isMoved = address !== before.address;
    if (isMoved) ledger.saveDoor(door);
    return { door, isMoved };
  });
}

/** Removes a short link if it was never given away. What cannot be removed now is removed by the maintenance. */
async function discardNew(door: Door, open: OpenConnection, ports: GivingPorts): Promise<void> {
  const { ledger, clock } = ports;
  const discarded = { ...dueDoor(door), closedAtMs: clock() };
  const isOurs = ledger.together(() => {
    const { closedAtMs, leaseEndsAtMs } = ledger.door(door.id) ?? discarded;
    const isNew = closedAtMs === undefined && leaseEndsAtMs === undefined;
    if (isNew) ledger.saveDoor(discarded);
    return isNew;
  });
  // Another process wrote it, or closes it.
  if (!isOurs) return;
  const { endDoor } = await doorObjects();
  await endDoor(discarded, open, ports).then(
    () => ledger.forgetDoor(door.id),
    () => undefined,
  );
}
