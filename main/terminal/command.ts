// Why this exists: the commands of the terminal and their options, as they are once they were read.
import type { Addressing, WhenExpired } from '../domain/connection';

export interface Common {
  readonly json: boolean;
  readonly profileDir: string | undefined;
}

/** A connection that lives for this command only; its credentials come from the environment. */
export interface EphemeralOptions {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly addressing: Addressing | 'automatic';
}

export interface ShareCommand extends Common {
  readonly kind: 'share';
  readonly paths: readonly string[];
  readonly lifetimeSeconds: number | undefined;
  readonly connectionName: string | undefined;
  readonly ephemeral: EphemeralOptions | undefined;
  readonly name: string | undefined;
  readonly inline: boolean;
  readonly copy: boolean;
  readonly quiet: boolean;
  readonly limits: LimitOptions;
}

/** For this command only; what is absent stays as it is set. */
export interface LimitOptions {
  readonly bytesPerSecond: number | undefined;
  readonly parallel: number | undefined;
}

export interface AddCommand extends Common {
  readonly kind: 'connections-add';
  readonly name: string;
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly addressing: Addressing | 'automatic';
  readonly accessKeyId: string;
  readonly withSessionToken: boolean;
  readonly prefix: string | undefined;
  readonly maxExpirySeconds: number | undefined;
  readonly whenExpired: WhenExpired | undefined;
}

export interface LifecycleCommand extends Common {
  readonly kind: 'connections-lifecycle';
  readonly name: string;
  readonly days: number | undefined;
  /** Write it, and not only show it. */
  readonly yes: boolean;
}

export type Command =
  | ShareCommand
  | AddCommand
  | LifecycleCommand
  | ({ readonly kind: 'list' | 'connections-list' | 'uploads' } & Common)
  | ({
      readonly kind: 'resume';
      readonly ids: readonly string[];
      readonly limits: LimitOptions;
      readonly quiet: boolean;
    } & Common)
  | ({ readonly kind: 'cancel'; readonly uploadId: string } & Common)
  | ({ readonly kind: 'sweep'; readonly yes: boolean } & Common)
  | ({ readonly kind: 'revoke'; readonly shareId: string } & Common)
  | ({ readonly kind: 'connections-test' | 'connections-remove'; readonly name: string } & Common)
  | ({ readonly kind: 'bucket-serve'; readonly port: number | undefined } & Common)
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };
