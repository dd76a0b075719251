// The commands of connections, as they are once they were read.
import type { LinksChoice } from '../../core/model/share';
import type { ConnectionChange } from './connection-options';
import type { DoorsSetUpCommand } from './doors-set-up-arguments';
import type { Common } from './every-command';

/** Where the keys of a connection come from. */
export type AddedKeys =
  | {
      readonly kind: 'typed';
      /** Of an edited connection absent when it stays. */
      readonly accessKeyId: string | undefined;
      readonly withSessionToken: boolean;
      /** Unix ms. */
      readonly sessionExpiresAtMs: number | undefined;
    }
  | { readonly kind: 'pasted' }
  | { readonly kind: 'profile'; readonly profile: string };

export interface AddCommand extends Common {
  readonly kind: 'connections-add';
  /** Empty: called after its provider and bucket. */
  readonly name: string;
  /** What is absent is as it was pasted, as the profile has it, or as usual. */
  readonly change: ConnectionChange;
  readonly keys: AddedKeys;
  /** Before it is saved. */
  readonly createBucket?: boolean;
  /** Tests the connection once it is saved. */
  readonly test: boolean;
}

export interface EditCommand extends Common {
  readonly kind: 'connections-edit';
  readonly name: string;
  readonly change: ConnectionChange;
  /** Absent: the connection keeps its keys. */
  readonly keys: AddedKeys | undefined;
  readonly test: boolean;
}

export interface TestCommand extends Common {
  readonly kind: 'connections-test';
  readonly name: string;
  /** As a text that may be shown to everybody. */
  readonly report: boolean;
}

export type ConnectionsCommand =
  | AddCommand
  | EditCommand
  | LifecycleCommand
  | DoorsSetUpCommand
  | ({ readonly kind: 'connections-list'; readonly names: boolean } & Common)
  | ({ readonly kind: 'connections-providers' } & Common)
  | ({ readonly kind: 'connections-passphrase' } & Common)
  | TestCommand
  | ({ readonly kind: 'connections-default'; readonly name: string } & Common)
  /** `intake`: that of the intake key. */
  | ({ readonly kind: 'connections-policy'; readonly name: string; readonly intake: boolean } & Common)
  | ({
      readonly kind: 'connections-rename' | 'connections-duplicate';
      readonly name: string;
      /** Always there for a new name. */
      readonly newName: string | undefined;
    } & Common)
  | ({ readonly kind: 'connections-order' | 'connections-export'; readonly names: readonly string[] } & Common)
  | ({ readonly kind: 'connections-import'; readonly path: string } & Common)
  | ({ readonly kind: 'connections-remove'; readonly name: string; readonly links: LinksChoice } & Common);

export interface LifecycleCommand extends Common {
  readonly kind: 'connections-lifecycle';
  readonly name: string;
  readonly days: number | undefined;
  /** Write it, and not only show it. */
  readonly yes: boolean;
}
