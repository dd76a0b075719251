// The commands of file requests, as they are once they were read.
import type { TypedEnd } from '../../core/model/expiry';
import type { AskedKind } from '../../core/model/requests/file-request';
import type { Common } from './every-command';

export interface RequestCommand extends Common, Partial<TypedEnd> {
  readonly kind: 'request';
  readonly connectionName: string | undefined;
  readonly title: string | undefined;
  readonly message: string | undefined;
  readonly files: number | undefined;
  readonly bytes: number | undefined;
  readonly types: AskedKind | undefined;
  readonly once: boolean;
  /** `undefined`: as the connection has it. */
  readonly encrypt: boolean | undefined;
  readonly mostLeaseSeconds: number | undefined;
  readonly saveTo: string | undefined;
  /** False: as the connection has it. */
  readonly door: boolean;
  readonly doorName: string | undefined;
  /** The one without a near end: made where there is none. */
  readonly standing: boolean;
  /** Draws the code of its link. */
  readonly qr: boolean;
  /** As of `share`. */
  readonly nearby: boolean;
  /** Fails where this command would have to serve the bucket on this computer. */
  readonly noServe: boolean;
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
