// What the first file of the terminal hands to the command behind it.
import type { ThreadStarts } from '../adapters/body-threads/thread-starts';

export interface Built {
  /** Absolute; holds all that was built, e.g. the share page. */
  readonly folder: string;
  readonly threads: ThreadStarts;
}
