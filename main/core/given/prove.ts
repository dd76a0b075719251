// Proves a link by an anonymous request; a network failure proves nothing either way.
import type { Connection } from '../model/connection';
import { asFailure, failureRules, type Failure, type FailureCode } from '../model/failure';
import type { Ports } from '../ports/ports';
import { judgeLink, type LinkVerdict } from './rules/link-verdict';
import type { LinkProbe, ProbeAnswer, Trusting } from '../ports/object-store';

export interface Proof {
  readonly verdict: LinkVerdict;
  /** Absent without an answer. */
  readonly answer?: ProbeAnswer;
  /** Why there is none. */
  readonly silence?: Failure;
}

/**
 * Asks a link anonymously and judges the answer; `sizeBytes` is that of the object it opens, and no answer proves an unknown one. A network that
 * fails is the verdict `unknown`; what is wrong with the server itself (`tls-untrusted`, `not-s3`) is raised.
 */
export async function prove(
  probe: LinkProbe,
  url: string,
  { sizeBytes = Number.NaN }: { readonly sizeBytes: number | undefined },
  of: Trusting,
): Promise<Proof> {
  try {
    const answer = await probe.ask(url, of);
    return { verdict: judgeLink(answer, sizeBytes), answer };
  } catch (error) {
    if (!provesNothing(error)) throw error;
    return { verdict: 'unknown', silence: asFailure(error) };
  }
}

/** The kept connection, or the process that has it, was gone: that says nothing about the link. */
const senderGone: ReadonlySet<FailureCode> = new Set<FailureCode>(['connection-lost', 'engine-stopped']);

/** Asks over the connection that sent the object, where the link goes the same way, else over one of the probe's own. */
export const probeOfSender = (
  { engine, probe }: Pick<Ports, 'engine' | 'probe'>,
  connection: Connection,
): LinkProbe => ({
  async ask(url, of) {
    const answer = await engine.ask(url, connection).catch((error: unknown) => {
      if (!senderGone.has(asFailure(error).code)) throw error;
      return undefined;
    });
    return answer ?? probe.ask(url, of);
  },
});

/** Whether the request got no answer, which says nothing about the link. */
export function provesNothing(error: unknown): boolean {
  const { code } = asFailure(error);
  const { kind, retryable } = failureRules[code];
  // A proxy that blocks us does not block the link for others.
  return kind === 'network' && (retryable || code.startsWith('proxy-'));
}
