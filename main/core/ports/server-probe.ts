// How the doctor asks a server: one request, one answer, nothing tried again behind its back.
import type { Connection, Credentials } from '../model/connection';
import type { ExamAnswer, ExamRequest } from '../model/probe';

export interface Examiner {
  /**
   * Sends exactly one request. What the server answers is never raised; raises what kept it from answering: `cancelled` when the signal
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
