// Why this exists: what every step of one transfer needs.
import type { Save, TransferJob } from './engine';
import type { Lanes } from './lanes';
import type { MemoryBudget } from './memory-budget';
import type { ObjectStore } from './object-store';
import type { Checksum, OpenFile } from './ports';

export interface TransferContext {
  readonly job: TransferJob;
  readonly file: OpenFile;
  readonly objects: ObjectStore;
  readonly lanes: Lanes;
  readonly memory: MemoryBudget;
  readonly checksum: Checksum;
  /** 0 to 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly save: (fact: Save) => void | Promise<void>;
  readonly onProgress: (sentBytes: number) => void;
}
