// Doors: tiny public objects that forward to the present link of a share or a file request, so that the link people have stays the same.
import { Failure } from './failure';
import type { Place } from './place';
import { checkOffersOf, type Organised } from './policy/organisation-rule';

/** As every door is stored: no cache keeps it, because it is rewritten and must be dead once it is deleted. */
export const doorHeaders = {
  contentType: 'text/html; charset=utf-8',
  contentDisposition: 'inline',
  cacheControl: 'no-store',
} as const;

/** How long an address may show what was there before, ms: a rewritten door is seen new within five seconds (issue 17). */
export const usualDoorPatienceMs = 5_000;

/** Where the doors of a connection are: a bucket of its own, or a prefix that a policy makes public. Its credentials are the connection's. */
export interface DoorPlace {
  readonly bucket: string;
  /** Empty or ending in `/`. */
  readonly prefix: string;
  /** Under which anybody reads the objects below `prefix`: `https://go.example.com`, with a path where it needs one, without a slash at its end. */
  readonly address: string;
  /** Every share of the connection has a door unless the user says otherwise. */
  readonly isUsual?: true;
  /** Unix ms: when the doctor saw doors work here and the shares private. Absent: no door is made. */
  readonly provenAtMs?: number;
  /** Unix ms: when the doctor last asked whether the shares are private. */
  readonly askedAtMs?: number;
  /** Unix ms: when an object of the shares was read without a signature. No door is made until the doctor sees them private again. */
  readonly publicAtMs?: number;
}

/** A place of doors as a form, a command line or a file gives it. */
export interface DoorsDraft {
  readonly bucket: string;
  readonly prefix?: string | undefined;
  readonly address: string;
  readonly isUsual?: boolean | undefined;
}

/** A place that the doors of a connection have left, and that is public until the last of them is gone. */
export type LeftPlace = Pick<DoorPlace, 'bucket' | 'prefix' | 'address'>;

/**
 * `private`: anonymous requests are refused there. `kept`: doors are still open there; the upkeep takes the place back once they are gone. `used`: another
 * connection has its doors there. `public`: everybody can still read it. `unclear`: nobody knows; the upkeep asks again.
 */
export interface LeftDoors {
  readonly place: LeftPlace;
  readonly became: 'private' | 'kept' | 'used' | 'public' | 'unclear';
  /** Of the last two. */
  readonly failure?: Failure;
}

/** A day: how often the doctor asks whether the shares are private. */
const askAgainMs = 86_400_000;

/** A connection that may have short links. */
type WithDoors = Organised & { readonly doors?: DoorPlace };

/** Before a short link is made or pointed elsewhere. Raises `shares-are-public`, `set-by-organisation`, `policy-unreadable`. */
export function checkSharesPrivate(connection: WithDoors): void {
  const { name, doors } = connection;
  checkOffersOf(connection, 'shortLinks');
  if (doors?.publicAtMs !== undefined) throw new Failure('shares-are-public', { connectionName: name });
}

/**
 * Where a new door of the connection goes. Raises `no-doors` where none is set up, `shares-are-public`, and `doors-unproven` where the doctor has
 * not seen doors work, and what `checkSharesPrivate` raises.
 */
export function doorsAllowed(connection: WithDoors): DoorPlace {
  const { name, doors } = connection;
  checkOffersOf(connection, 'shortLinks');
  if (doors === undefined) throw new Failure('no-doors', { connectionName: name });
  checkSharesPrivate(connection);
  if (doors.provenAtMs === undefined) throw new Failure('doors-unproven', { connectionName: name });
  return doors;
}

/** The place as the user chose it, without the doctor's findings. */
export const chosenDoors = ({ bucket, prefix, address, isUsual }: DoorPlace): DoorPlace => ({
  bucket,
  prefix,
  address,
  ...(isUsual === true && { isUsual }),
});

/** Whether the doctor should ask again. */
export const isPrivacyDue = ({ askedAtMs, provenAtMs }: DoorPlace, nowMs: number): boolean =>
  provenAtMs !== undefined && (askedAtMs === undefined || Math.abs(nowMs - askedAtMs) >= askAgainMs);
/** What a door forwards to. */
export type DoorTargetKind = 'share' | 'request';

/** The ledger's row of one door: saved before its object is stored. Its place is that of its object. The present link is in the object alone. */
export interface Door extends Place {
  readonly id: string;
  readonly connectionId: string;
  readonly key: string;
  /** What people are given, without a fragment. */
  readonly address: string;
  readonly targetKind: DoorTargetKind;
  /** Of a share or a file request. */
  readonly targetId: string;
  /** Unix ms. */
  readonly createdAtMs: number;
  /** Unix ms on the server's clock: the end of the link in the object; absent until the object was stored and opened by its address. */
  readonly leaseEndsAtMs?: number;
  /** Unix ms on the server's clock: when the link in the object was signed. */
  readonly writtenAtMs?: number;
  /** Unix ms: the end that the object tells, which may lie beyond the lease. Of a closed one: until when its object says that it was closed. */
  readonly untilMs?: number;
  /** Unix ms: when it was closed; the row goes with the object. */
  readonly closedAtMs?: number;
  /** Of a closed one: the user closed what is behind it too, so the row goes no sooner than that has ended. */
  readonly endsTarget?: true;
}

/** The row of a door whose object no longer says what is true: it is due until it is written again. */
export function dueDoor({ untilMs: _written, ...door }: Door): Door {
  return door;
}

/** Whether the object of a closed door holds no link any more and says so: for people it is gone. */
export const saysClosed = ({ closedAtMs, leaseEndsAtMs, untilMs }: Door): boolean =>
  closedAtMs !== undefined && leaseEndsAtMs === undefined && untilMs !== undefined;

/**
 * `open`: it forwards. `waiting`: its link has ended before its time, or it is not stored yet; Mayfly renews it when it runs. `ended`: its target
 * has ended. `closed`: it is being deleted.
 */
export type DoorState = 'open' | 'waiting' | 'ended' | 'closed';

/** A door as lists show it. */
export interface FoundDoor {
  readonly door: Door;
  readonly state: DoorState;
  /** Unix ms: the end of its target; absent where the target is gone. */
  readonly untilMs?: number;
  /** Unix ms: Mayfly must run once before then, or the door waits; absent where no renewal is due before `untilMs`. */
  readonly renewByMs?: number;
}

/** What the address of a closed door answers. */
export interface DoorAnswers {
  /** HTTP status of the address, asked past caches. */
  readonly status: number;
  /** Unix ms: until then the address answers with a page that says that the link was closed; absent: it refuses. */
  readonly closedUntilMs?: number;
  /** HTTP status of the address as everybody asks for it. */
  readonly cachedStatus: number;
  /** A cache still has the door. */
  readonly isCached: boolean;
}

/** What a door and its target answered after the door was closed. */
export interface ClosedDoor extends DoorAnswers {
  readonly door: Door;
  /**
   * `dead`: the link behind it was revoked and answers `status`. `closed`: the page of the file request says that it is closed. `kept`: it opens
   * until its end, because its object is not ours or another door forwards to it. `gone`: there was none any more.
   */
  readonly target:
    | { readonly became: 'dead'; readonly status: number }
    | { readonly became: 'closed' | 'kept'; readonly endsAtMs: number }
    | { readonly became: 'gone' };
}

/** `unproven`: the doctor has not seen doors work. `shares-public`: the shares beside them can be read without a signature. */
export type DoorsState = 'none' | 'unproven' | 'proven' | 'shares-public';

export function doorsStateOf(doors: DoorPlace | undefined): DoorsState {
  if (doors === undefined) return 'none';
  if (doors.publicAtMs !== undefined) return 'shares-public';
  return doors.provenAtMs === undefined ? 'unproven' : 'proven';
}
