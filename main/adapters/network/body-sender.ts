// Sends request bodies to one server, from this thread or from another one.
import { asFailure, type FailureDetail } from '../../core/model/failure';
import { send, type Agents, type Answer, type Outgoing, type TimeLimits } from './http-client';
import type { To } from './network';
import { explained, failureOfSocket } from './socket-errors';

export interface BodySender {
  /** Raises failures only: `cancelled`, `timed-out`, `connection-lost`, `not-s3` and the codes of `socket-errors`. */
  send(outgoing: Outgoing): Promise<Answer>;
  /** Large bodies follow: opens connections to `origin` for them, where other threads will send them. */
  connect?(origin: string): void;
  /** Closes its sockets. */
  close(): void;
}

export interface SenderTo {
  /** With the route decided: a thread asks the system for none. */
  readonly to: To;
  readonly limits: TimeLimits;
  /** The facts of its failures. */
  readonly detail: FailureDetail;
}

/** Where bodies will go. */
export interface Ahead extends Pick<SenderTo, 'to' | 'limits'> {
  /** Of their requests. */
  readonly origin: string;
}

/** Sends from other threads; `here` does where they would not pay yet. */
export type OpenBodySender = (to: SenderTo, here: BodySender) => BodySender;

/** Sends over the sockets of `agents`, which others use too: closing it leaves them open. */
export const senderHere = (agents: Agents, limits: TimeLimits, detail: FailureDetail): BodySender => ({
  send: (outgoing) =>
    send(outgoing, agents, limits).catch(async (error: unknown) => {
      throw await explained(failureOfSocket(error, detail) ?? asFailure(error));
    }),
  close: () => undefined,
});
