// The commands of the terminal and their options, as they are once they were read.
import type { TypedEnd } from '../../core/model/expiry';
import type { LinkForm, PageHabit } from '../../core/model/settings';
import type { ToSign } from '../../core/model/requests/guest-request';
import type { ShareSort, ShareState } from '../../core/model/share';
import type { Addressing } from '../../core/model/place';
import type { ConnectionsCommand } from './connection-command';
import type { Common } from './every-command';
import type { DoorCommand } from './door-command';
import type { ConfigCommand } from '../scripts/config-keys';
import type { NearbyWork } from './nearby-command';
import type { AgentCommand } from '../agents/agent-command';
import type { FileRequestCommand } from './file-request-command';
import type { GetCommand } from '../getting/get-command';
import type { SendCommand } from '../sending/send-command';
import type { PolicyCommand } from '../policy/policy-command';

export type { Common };

/** A connection that lives for this command only; what is absent comes from the environment or a profile. */
export interface EphemeralOptions {
  readonly endpoint: string | undefined;
  readonly bucket: string;
  readonly region: string | undefined;
  readonly profile: string | undefined;
  readonly addressing: Addressing | 'automatic';
}

export interface ShareCommand extends Common, Partial<TypedEnd> {
  readonly kind: 'share';
  readonly paths: readonly string[];
  /** A day, as it was typed. */
  readonly keepUntil: string | undefined;
  readonly connectionName: string | undefined;
  readonly ephemeral: EphemeralOptions | undefined;
  readonly name: string | undefined;
  /** `undefined`: as it is set. */
  readonly page: PageHabit | undefined;
  readonly plainPage: boolean;
  /** Whether the link is given before the files; `undefined`: on a terminal, of a long upload. */
  readonly linkFirst: boolean | undefined;
  readonly tellWhenOpened: boolean;
  /** Keeps the page of the only path, a folder, in step with it while the command runs. */
  readonly follow: boolean;
  /** The same key gives the same share. */
  readonly idempotencyKey?: string;
  /** How often it is tried again after the network or the server failed. */
  readonly retries?: number;
  /** `undefined`: as the connection has it. */
  readonly encrypt: boolean | undefined;
  /** A line of standard input is the password. */
  readonly passwordFromInput: boolean;
  /** False: as the connection has it. */
  readonly door: boolean;
  readonly doorName: string | undefined;
  readonly title: string | undefined;
  readonly message: string | undefined;
  readonly inline: boolean;
  readonly copy: boolean;
  /** Draws the code of each link. */
  readonly qr: boolean;
  /** To the bucket on this computer, open in its network while the command runs. */
  readonly nearby: boolean;
  readonly quiet: boolean;
  /** Fails where this command would have to serve the bucket on this computer. */
  readonly noServe: boolean;
  readonly limits: LimitOptions;
}

export interface WatchCommand
  extends Common, Partial<TypedEnd>, Pick<ShareCommand, 'connectionName' | 'copy' | 'quiet' | 'limits'> {
  readonly kind: 'watch';
  readonly folder: string;
  /** Shares nothing that came since the folder was watched last. */
  readonly fromNow: boolean;
  /** A program that is run after each file. */
  readonly exec?: string;
}

/** For this command only; what is absent stays as it is set. */
export interface LimitOptions {
  readonly bytesPerSecond: number | undefined;
  readonly parallel: number | undefined;
}

export interface ListCommand extends Common {
  readonly kind: 'list';
  readonly states: readonly ShareState[] | undefined;
  readonly unverified: boolean;
  readonly search: string | undefined;
  readonly connectionName: string | undefined;
  readonly sort: ShareSort;
  /** All of them without it. */
  readonly limit: number | undefined;
}

/** The ID of a share, or how it begins. */
interface OfShare extends Common {
  readonly id: string;
}

export interface CopyCommand extends OfShare {
  readonly kind: 'copy';
  readonly form: LinkForm | undefined;
  readonly short: boolean;
  /** Gives the share a door that has none. */
  readonly door: boolean;
  /** On standard output and not on the clipboard. */
  readonly print: boolean;
}

export interface ExtendCommand extends OfShare, TypedEnd {
  readonly kind: 'extend';
  readonly copy: boolean;
}

export interface ShareIntoCommand extends OfShare {
  readonly kind: 'share-into';
  readonly paths: readonly string[];
  /** A share of one file may become a page, which has a link of its own. */
  readonly newLink: boolean;
  readonly quiet: boolean;
  readonly limits: LimitOptions;
}

export interface ReplaceCommand extends OfShare {
  readonly kind: 'replace';
  /** As the page calls it, with its folders. */
  readonly name: string;
  readonly path: string;
  readonly quiet: boolean;
  readonly limits: LimitOptions;
}

export interface RemoveCommand extends OfShare {
  readonly kind: 'remove';
  readonly names: readonly string[];
}

/** Changes the files of a page share; its link stays. */
export type ChangeCommand = ShareIntoCommand | ReplaceCommand | RemoveCommand;

/** Without a password the link alone opens the share. */
export interface PasswordCommand extends OfShare {
  readonly kind: 'password';
  readonly fromInput: boolean;
  readonly copy: boolean;
}

export interface KeepCommand extends OfShare {
  readonly kind: 'keep';
  /** A day, as it was typed; `undefined` keeps it no longer. */
  readonly until: string | undefined;
}

/** What is in the bucket already. */
export interface LinkCommand extends Common, Partial<TypedEnd> {
  readonly kind: 'link';
  readonly address: string;
  readonly connectionName: string | undefined;
  readonly inline: boolean;
  readonly title: string | undefined;
  readonly message: string | undefined;
  readonly copy: boolean;
}

/** One signed request about one object. */
export interface SignCommand extends Common, Partial<TypedEnd> {
  readonly kind: 'sign';
  readonly bucket: string;
  readonly key: string;
  readonly toSign: ToSign;
  readonly connectionName: string | undefined;
  readonly ephemeral: EphemeralOptions | undefined;
  /** Signed even where no test has proven it safe. */
  readonly unproven: boolean;
}

/** What nothing is remembered of. */
export interface RevokeStoredCommand extends Common {
  readonly kind: 'revoke-stored';
  /** At least one, and each with its bucket. */
  readonly addresses: readonly string[];
  readonly place: Omit<EphemeralOptions, 'bucket'>;
  readonly dryRun: boolean;
}

export type HistoryCommand =
  | ListCommand
  | CopyCommand
  | ExtendCommand
  | KeepCommand
  | PasswordCommand
  | ({ readonly kind: 'show'; readonly qr: boolean } & OfShare)
  | ({ readonly kind: 'revoke'; readonly ids: readonly string[]; readonly dryRun: boolean } & Common)
  | ({ readonly kind: 'forget' } & OfShare);

export interface RemoveDataCommand extends Common {
  readonly kind: 'remove-my-data';
  /** Nobody is asked. */
  readonly yes: boolean;
}

/** What needs the services. */
export type Work =
  | ShareCommand
  | WatchCommand
  | LinkCommand
  | SignCommand
  | RevokeStoredCommand
  | ConnectionsCommand
  | HistoryCommand
  | FileRequestCommand
  | DoorCommand
  | NearbyWork
  | ConfigCommand
  | AgentCommand
  | ChangeCommand
  | ({ readonly kind: 'uploads' } & Common)
  | ({
      readonly kind: 'resume';
      readonly ids: readonly string[];
      readonly limits: LimitOptions;
      readonly quiet: boolean;
    } & Common)
  | ({ readonly kind: 'cancel'; readonly uploadId: string } & Common)
  | ({ readonly kind: 'sweep'; readonly yes: boolean } & Common)
  | ({ readonly kind: 'bucket-serve'; readonly port: number | undefined } & Common)
  | GetCommand
  | SendCommand
  | PolicyCommand
  | RemoveDataCommand;

export type Shell = 'bash' | 'zsh' | 'fish';

export type Command =
  | Work
  | { readonly kind: 'completion'; readonly shell: Shell }
  | { readonly kind: 'help'; readonly about: string }
  | { readonly kind: 'version'; readonly json: boolean };
