// A link is announced as proven only when an anonymous request opened it just now; a network that is away proves nothing.
import { asFailure, failureRules } from '../model/failure';
import { judgeLink, type LinkVerdict } from './rules/link-verdict';
import type { LinkProbe, ProbeAnswer, Trusting } from '../ports/object-store';

export interface Proof {
  readonly verdict: LinkVerdict;
  /** Absent when nobody answered. */
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

/** Whether nobody could be asked: that says nothing about a link. */
export function provesNothing(error: unknown): boolean {
  const { code } = asFailure(error);
  const { kind, retryable } = failureRules[code];
  // A proxy that keeps us from the link keeps nobody else from it.
  return kind === 'network' && (retryable || code.startsWith('proxy-'));
}
