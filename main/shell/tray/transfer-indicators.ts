// What running uploads mean for the desktop around the window, as data: the bar on the taskbar, sleep, and quitting.
import type { AppState } from '../../core/state/rules/app-state';
import { secondsLeft } from '../../core/uploads/rules/progress';
import type { Upload } from '../../core/model/upload';

export interface TransferSigns {
  /** 0 to 1 for the taskbar; absent while nothing is under way. */
  readonly fraction?: number;
  /** How the taskbar shows it: `paused` when nothing moves because of the user or the network. */
  readonly mode: 'normal' | 'paused';
  /** How many are under way, for the number on the icon. */
  readonly count: number;
  /** Bytes are travelling: the system must not fall asleep. */
  readonly keepAwake: boolean;
}

const isMoving = ({ phase }: Upload) =>
  phase.kind === 'uploading' || phase.kind === 'verifying' || phase.kind === 'waiting';
const isUnfinished = ({ phase }: Upload) => phase.kind !== 'failed';

/** Sums over a list of uploads. */
export interface Totals {
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly bytesPerSecond: number;
  /** Absent while unknown. */
  readonly secondsLeft?: number;
}

export function totals(uploads: readonly Upload[]): Totals {
  const sum = (of: (upload: Upload) => number) => uploads.reduce((total, upload) => total + of(upload), 0);
  const sizeBytes = sum((upload) => upload.sizeBytes);
  const sentBytes = sum((upload) => upload.sentBytes);
  const bytesPerSecond = sum((upload) => upload.bytesPerSecond);
  const left = secondsLeft(sizeBytes, sentBytes, bytesPerSecond);
  return { sizeBytes, sentBytes, bytesPerSecond, ...(left !== undefined && { secondsLeft: left }) };
}

export function transferSigns({ uploads }: Pick<AppState, 'uploads'>): TransferSigns {
  const unfinished = uploads.filter(isUnfinished);
  const moving = unfinished.filter(isMoving);
  if (unfinished.length === 0) return { mode: 'normal', count: 0, keepAwake: false };
  const { sizeBytes, sentBytes } = totals(unfinished);
  return {
    fraction: sizeBytes === 0 ? 0 : sentBytes / sizeBytes,
    count: unfinished.length,
    mode: moving.length > 0 ? 'normal' : 'paused',
    keepAwake: moving.length > 0,
  };
}

/** How many uploads a quit would interrupt: those the user paused already wait anyway. */
export const interruptedByQuit = ({ uploads }: Pick<AppState, 'uploads'>): number =>
  uploads.filter((upload) => isMoving(upload) || ['offline', 'awaiting-credentials'].includes(upload.phase.kind))
    .length;
