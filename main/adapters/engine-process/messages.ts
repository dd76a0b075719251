// What crosses between the app and the process of the transfer engine; plain data only.
import type { Connection, Credentials } from '../../core/model/connection';
import { Failure, type FailureCode, type FailureDetail } from '../../core/model/failure';
import type { Route } from '../../core/model/proxy-route';
import type { ProbeAnswer } from '../../core/ports/object-store';
import type {
  Destination,
  EngineLimits,
  Save,
  StopReason,
  TransferDone,
  TransferJob,
} from '../../core/ports/transfer-engine';

export interface FailureMessage {
  readonly code: FailureCode;
  readonly detail: FailureDetail;
}

/** The credentials travel in here and nowhere else: not in arguments, not in the environment. */
export type ToEngine =
  /** `isHeld`: no byte of its file leaves before `go`. */
  | { readonly type: 'run'; readonly job: TransferJob; readonly isHeld?: boolean }
  | { readonly type: 'go'; readonly id: string }
  | { readonly type: 'stop'; readonly id: string; readonly reason: StopReason }
  | { readonly type: 'limits'; readonly limits: EngineLimits }
  | { readonly type: 'renew'; readonly connectionId: string; readonly credentials: Credentials }
  /** `route`: that to the server, and to the link. */
  | {
      readonly type: 'ask';
      readonly askId: number;
      readonly url: string;
      readonly connection: Connection;
      readonly route: Route;
    }
  | { readonly type: 'warm-up'; readonly destination: Destination }
  | { readonly type: 'cool-down' }
  /** From now on it tells of each request that it made. */
  | { readonly type: 'tell-requests' }
  | { readonly type: 'saved'; readonly saveId: number; readonly failure?: FailureMessage }
  | { readonly type: 'close' };

export type FromEngine =
  | { readonly type: 'progress'; readonly id: string; readonly sentBytes: number }
  | { readonly type: 'save'; readonly id: string; readonly saveId: number; readonly fact: Save }
  | { readonly type: 'done'; readonly id: string; readonly done: TransferDone }
  | { readonly type: 'failed'; readonly id: string; readonly failure: FailureMessage }
  | { readonly type: 'asked'; readonly askId: number; readonly answer?: ProbeAnswer; readonly failure?: FailureMessage }
  /** A line for the log. */
  | { readonly type: 'request'; readonly line: string }
  | { readonly type: 'closed' };

/** Two ends of a pair of processes. Messages cross in their order, several in one piece. */
export interface Channel<Out, In> {
  send(messages: readonly Out[]): void;
  onMessages(listener: (messages: readonly In[]) => void): void;
}

/** With more transfers and questions at once, messages wait for others. */
export const fewTransfers = 4;

export const toMessage = ({ code, detail }: Failure): FailureMessage => ({ code, detail });
export const fromMessage = ({ code, detail }: FailureMessage): Failure => new Failure(code, detail);
