// The feed and packages of updates.
import type { FeedAnswer } from '../model/update';

export interface UpdateSource {
  /**
   * Reads the feed and verifies its signature; its version may be older than the running one, and its date long ago. Raises
   * `update-unavailable`, and `update-untrusted` for a feed that is not signed by Mayfly's key, or carries no date.
   */
  look(): Promise<FeedAnswer>;
  /**
   * Fetches the package of the last look and compares it with what the feed said. `onPercent` is told 0 to 100. Raises
   * `update-unavailable`, and `update-damaged` for another package.
   */
  fetch(onPercent: (percent: number) => void): Promise<void>;
  /**
   * Ends Mayfly, installs the fetched package and starts it. Raises `update-damaged` without a fetched package, and `update-refused` when the
   * system forbids the installation.
   */
  install(): void;
}
