// The doors of shares and file requests, for the window and the command line.
import type { ClosedDoor, Door, FoundDoor } from '../model/door';

export interface Doors {
  /** Newest first, those that are being closed among them. */
  doors(): readonly FoundDoor[];
  /** Raises `door-not-found`. */
  door(doorId: string): FoundDoor;
  /** The door that the links of a share or a file request lead through. */
  doorTo(targetId: string): Door | undefined;
  /**
   * Gives a share or a file request a door, or the one that it has; `name`: its own name, else 16 random characters. Raises `no-doors`,
   * `bad-request`, `door-name-taken`, `door-unproven`, `share-not-found`, `request-not-found`, and what signing and storing raise.
   */
  openDoor(targetId: string, name?: string): Promise<FoundDoor>;
  /**
   * Forwards a door to another share or file request of this computer; the former one lives on by its own link until its end. Raises
   * `door-not-found`, `bad-request` for a target that is over, `share-not-found`, `door-unproven`, and what signing and storing raise.
   */
  pointDoor(doorId: string, targetId: string): Promise<FoundDoor>;
  /**
   * Deletes the door, revokes the share behind it (closes the file request) and asks both addresses past caches. Raises `door-not-found`, and once
   * all of it was tried `door-not-closed` where the door still opens, `revoke-unproven`, `versions-kept`, and what deleting raises; Mayfly
   * then goes on closing it while it runs.
   */
  closeDoor(doorId: string): Promise<ClosedDoor>;
}
