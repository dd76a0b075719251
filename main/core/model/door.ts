// Doors: tiny public objects that forward to the present link of a share or a file request, so that the link people have stays the same.
import { Failure } from './failure';

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

/** A day: how often the doctor asks whether the shares are private. */
export const askAgainMs = 86_400_000;

/**
 * Where a new door of the connection goes. Raises `no-doors` where none is set up, `shares-are-public`, and `doors-unproven` where the doctor has
 * not seen doors work.
 */
export function doorsAllowed({ name, doors }: { readonly name: string; readonly doors?: DoorPlace }): DoorPlace {
  if (doors === undefined) throw new Failure('no-doors', { connectionName: name });
  if (doors.publicAtMs !== undefined) throw new Failure('shares-are-public', { connectionName: name });
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
