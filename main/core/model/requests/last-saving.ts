// A process that ends with its bucket saves what guests sent before.
import type { Failure } from '../failure';

/** How long a process that is told why waits for room, ms. */
export const longestStuckMs = 300_000;

/**
 * The process waits for it before it ends. Called with `looking` when there may be something to save, with `saving` each time that a file of a guest gets
 * on, and with what keeps it from being saved, each time that it is tried. Gives whether to try once more then.
 */
export type OnLast = (now: 'looking' | 'saving' | Failure) => boolean;
