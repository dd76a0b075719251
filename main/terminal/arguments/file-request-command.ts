// The commands of file requests, as they are once they were read.
import type { AskedKind } from '../../core/model/requests/file-request';
import type { ShareCommand } from './command';
import type { Common } from './every-command';

export interface RequestCommand extends Pick<
  ShareCommand,
  | keyof Common
  | 'lifetimeSeconds'
  | 'connectionName'
  | 'title'
  | 'message'
  | 'encrypt'
  | 'door'
  | 'doorName'
  | 'qr'
  | 'nearby'
  | 'noServe'
> {
  readonly kind: 'request';
  readonly files: number | undefined;
  readonly bytes: number | undefined;
  readonly types: AskedKind | undefined;
  readonly once: boolean;
  readonly mostLeaseSeconds: number | undefined;
  readonly saveTo: string | undefined;
  /** The one without a near end: made where there is none. */
  readonly standing: boolean;
}

export interface ReceiveCommand extends Common {
  readonly kind: 'receive';
  /** The ID of a request, or how it begins. */
  readonly id: string;
  readonly folder: string;
  readonly wait: boolean;
  /** A program that is run after each file. */
  readonly exec?: string;
}

export type FileRequestCommand =
  | RequestCommand
  | ReceiveCommand
  | ({ readonly kind: 'requests'; readonly id: string | undefined } & Common)
  | ({ readonly kind: 'close'; readonly id: string } & Common);
