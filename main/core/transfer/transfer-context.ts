// What every step of one transfer needs.
import type { Save, TransferJob } from '../ports/transfer-engine';
import type { RequestSlots } from './request-slots';
import type { MemoryBudget } from './memory-budget';
import type { ObjectStore } from '../ports/object-store';
import type { OpenFile } from '../ports/files';
import type { BodyWork } from '../ports/body-work';

export interface TransferContext {
  readonly job: TransferJob;
  readonly file: OpenFile;
  readonly objects: ObjectStore;
  readonly slots: RequestSlots;
  readonly memory: MemoryBudget;
  readonly bodies: BodyWork;
  /** 0 to 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly save: (fact: Save) => void | Promise<void>;
  /** As `TransferHooks.firstByte`. */
  readonly firstByte?: Promise<void> | undefined;
  readonly onProgress: (sentBytes: number) => void;
}
