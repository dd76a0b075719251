// Where newer Mayflys come from, as the services see it.
import type { FeedAnswer } from '../model/update';

export interface UpdateSource {
  /**
   * What the feed tells of, after its signature was verified; it may be older than what runs, and signed long ago. Raises
   * `update-unavailable`, and `update-untrusted` for a feed that is not signed by Mayfly's key, or carries no date.
   */
  look(): Promise<FeedAnswer>;
  /**
   * Fetches the package of the last look and compares it with what the feed said. `onPercent` is told 0 to 100. Raises
   * `update-unavailable`, and `update-damaged` for a package that is another.
   */
  fetch(onPercent: (percent: number) => void): Promise<void>;
  /**
   * Ends Mayfly, installs what was fetched and starts it. Raises `update-damaged` when nothing was fetched, and `update-refused` when the
   * system does not let it be installed.
   */
  install(): void;
}
