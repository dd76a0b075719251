// Sends the doctor's probes: one request, one answer, no retry.
import type { Connection, Credentials } from '../model/connection';
import type { ProbeResponse, ProbeRequest } from '../model/probe';

export interface ServerProbe {
  /**
   * Sends exactly one request. Gives every answer, refusals too; raises what kept the server from answering: `cancelled` when the signal
   * fires, `endpoint-unreachable`, `timed-out`, `connection-lost`, `tls-untrusted`, `not-s3` and their like.
   */
  ask(request: ProbeRequest, signal: AbortSignal): Promise<ProbeResponse>;
  close(): void;
}

/** `offsetMs`: how far the server's clock is known to be ahead. */
export type OpenServerProbe = (
  connection: Connection,
  credentials: Credentials,
  offsetMs: number,
) => ServerProbe | Promise<ServerProbe>;
