// The state of the desktop's transfer indicators, from the uploads: progress bar, badge, sleep block, quit question. Pure.
import type { AppState } from '../../core/state/rules/app-state';
import { secondsLeft } from '../../core/uploads/rules/progress';
import { exchangingWith } from '../../core/model/devices/nearby';
import { isMoving, type Upload } from '../../core/model/upload';
import { uploadLines } from '../../core/uploads/rules/upload-lines';

export interface TransferSigns {
  /** 0 to 1 for the taskbar; absent without uploads. */
  readonly fraction?: number;
  /** The taskbar's style: `paused` when all uploads wait for the user, the network or credentials. */
  readonly mode: 'normal' | 'paused';
  /** The number of unfinished uploads, for the icon's badge; a page is one. */
  readonly count: number;
  /** True while an upload runs, or files go to or come from a device nearby: the system must not sleep. */
  readonly keepAwake: boolean;
}

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

export function transferSigns({
  uploads,
  pages,
  nearby,
}: Pick<AppState, 'uploads' | 'pages' | 'nearby'>): TransferSigns {
  const unfinished = uploadLines(uploads, pages).filter(isUnfinished);
  const moving = unfinished.filter(({ phase }) => isMoving(phase));
  const exchanges = exchangingWith(nearby).length > 0;
  if (unfinished.length === 0) return { mode: 'normal', count: 0, keepAwake: exchanges };
  const { sizeBytes, sentBytes } = totals(unfinished);
  return {
    fraction: sizeBytes === 0 ? 0 : sentBytes / sizeBytes,
    count: unfinished.length,
    mode: moving.length > 0 ? 'normal' : 'paused',
    keepAwake: exchanges || moving.length > 0,
  };
}

/** The uploads that a quit would interrupt; paused ones are none, and a page is one. */
export const interruptedByQuit = ({ uploads, pages }: Pick<AppState, 'uploads' | 'pages'>): readonly Upload[] =>
  uploadLines(uploads, pages).filter(
    ({ phase }) => isMoving(phase) || ['offline', 'awaiting-credentials'].includes(phase.kind),
  );
