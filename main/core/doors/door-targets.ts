// What doors forward to, as the rooms of shares and file requests know it.
import type { DoorLink, FoundTarget } from '../given/given';
import type { ClosedDoor, Door, DoorTargetKind } from '../model/door';
import type { OpenConnection } from '../storage/open-connection';

type TargetId = Pick<Door, 'targetKind' | 'targetId'>;

export interface DoorTargets {
  kindOf(targetId: string): DoorTargetKind | undefined;
  connectionIdOf(target: TargetId): string | undefined;
  find(target: TargetId): FoundTarget;
  /** Raises `encryption-demanded` for a target that its connection would not make any more. */
  checkEncrypted(target: TargetId): void;
  /** The secret of an encrypted share; `undefined` for another target, and for one that is gone. Raises what opening secrets raises. */
  fragmentOf(target: TargetId): Promise<string | undefined>;
  /** Runs `action` with the present link, signed for the time that is left and proven. Raises what signing and proving raise. */
  withLink<T>(target: TargetId, action: (link: DoorLink, open: OpenConnection) => Promise<T>): Promise<T>;
  /** Revokes the share, closes the file request. Raises what those raise. */
  end(target: TargetId): Promise<ClosedDoor['target']>;
}
