// Sends the doctor's probes: one request, one answer, no retry.
import type { Connection, Credentials } from '../model/connection';
import type { ExamAnswer, ExamRequest } from '../model/probe';

export interface Examiner {
  /**
   * Sends exactly one request. Gives every answer, refusals too; raises what kept the server from answering: `cancelled` when the signal
   * fires, `endpoint-unreachable`, `timed-out`, `connection-lost`, `tls-untrusted`, `not-s3` and their like.
   */
  ask(request: ExamRequest, signal: AbortSignal): Promise<ExamAnswer>;
  close(): void;
}

/** `offsetMs`: how far the server's clock is known to be ahead. */
export type OpenExaminer = (
  connection: Connection,
  credentials: Credentials,
  offsetMs: number,
) => Examiner | Promise<Examiner>;
