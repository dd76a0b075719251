// The commands of devices nearby, as they are once they were read.
import type { Common } from './every-command';

export interface NearbyCommand extends Common {
  readonly kind: 'nearby';
  readonly pin: string | undefined;
  readonly pinFromInput: boolean;
  /** Takes everything without asking. */
  readonly accept: boolean;
  /** Shows who is near, and ends. */
  readonly list: boolean;
  /** Shows what devices sent, and ends. */
  readonly received: boolean;
  readonly folder: string | undefined;
  readonly alias: string | undefined;
  /** `undefined`: those that are chosen in the settings. */
  readonly addresses: readonly string[] | undefined;
}

export interface ShareToCommand extends Common {
  readonly kind: 'share-to';
  readonly paths: readonly string[];
  /** A name or an address. */
  readonly to: string;
  readonly pinFromInput: boolean;
  readonly addresses: readonly string[] | undefined;
  readonly quiet: boolean;
}

export type NearbyWork = NearbyCommand | ShareToCommand;
