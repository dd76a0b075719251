// What the following of one folder works with, and what it remembers.
import type { Failure } from '../model/failure';
import type { Clock } from '../model/system';
import type { FollowedChange, FollowedFolder } from '../model/watched-folder';
import type { Ports } from '../ports/ports';
import type { ShareSteps } from '../sharing/sharing';
import type { Store } from '../state/state';
import type { Uploads } from '../uploads/uploads';
import type { RefusedFiles } from './refused-files';
import type { StepMemory, StepTimes } from './rules/folder-steps';

export interface FollowTimes extends StepTimes {
  /** Between two looks of which nothing told, ms. */
  readonly everyMs: number;
}

export interface FollowNeeds {
  readonly ports: Pick<Ports, 'files' | 'folders' | 'ledger' | 'clock' | 'log' | 'pid' | 'isAlive'>;
  readonly store: Store;
  readonly uploads: Pick<Uploads, 'resume'>;
  readonly shareSteps: ShareSteps;
  /** The server's clock. */
  readonly now: Clock;
}

export interface FollowedBy {
  readonly shareId: string;
  readonly isWanted: (folder: FollowedFolder) => boolean;
  /** It ended by itself: the share has ended, or nobody wants it followed any more. */
  readonly onEnd: () => void;
  readonly onChange: (change: FollowedChange) => void;
  /** The row was saved anew. */
  readonly onNoted: () => void;
  /** `undefined`: nothing is amiss. */
  readonly onFailure: (failure: Failure | undefined) => void;
  /** Another process follows it; false: this one does. */
  readonly onOther: (isOther: boolean) => void;
}

export interface Follow {
  readonly needs: FollowNeeds;
  readonly times: FollowTimes;
  readonly by: FollowedBy;
  readonly refused: RefusedFiles;
  /** Unix ms, of the last hour. */
  changesAtMs: readonly number[];
  memory: StepMemory;
  /** It could not be looked at since the last look that succeeded. */
  wasAway: boolean;
  restUntilMs: number;
  /** A change is being made. */
  isChanging: boolean;
  isLooking: boolean;
  lookAgain: boolean;
  ended: boolean;
  timer: NodeJS.Timeout | undefined;
  looking: Promise<void>;
  readonly told: Map<string, () => void>;
}
