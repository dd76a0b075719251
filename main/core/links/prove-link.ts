// Proves a link by an anonymous request; a network failure proves nothing either way.
import { asFailure, failureRules } from '../model/failure';
import { judgeLink, type LinkVerdict } from './rules/link-verdict';
import type { LinkProbe, ProbeAnswer, Trusting } from '../ports/object-store';

export interface Proof {
  readonly verdict: LinkVerdict;
  /** Absent without an answer. */
  readonly answer?: ProbeAnswer;
}

/**
 * Asks a link anonymously and judges the answer; `sizeBytes` is that of the object it opens. A network that fails is the verdict
 * `unknown`; what is wrong with the server itself (`tls-untrusted`, `not-s3`) is raised.
 */
export async function proveLink(probe: LinkProbe, url: string, sizeBytes: number, of: Trusting): Promise<Proof> {
  try {
    const answer = await probe.ask(url, of);
    return { verdict: judgeLink(answer, sizeBytes), answer };
  } catch (error) {
    if (!provesNothing(error)) throw error;
    return { verdict: 'unknown' };
  }
}

/** Whether the request got no answer, which says nothing about the link. */
export function provesNothing(error: unknown): boolean {
  const { code } = asFailure(error);
  const { kind, retryable } = failureRules[code];
  // A proxy that blocks us does not block the link for others.
  return kind === 'network' && (retryable || code.startsWith('proxy-'));
}
