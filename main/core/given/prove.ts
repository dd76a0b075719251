// Proves a link by an anonymous request, and judges the proof: the one judgement for all that is given. A network failure proves nothing either way.
import { type Connection, endpointHost } from '../model/connection';
import { asFailure, failureRules, Failure, type FailureCode } from '../model/failure';
import { showsPage } from '../model/links/page-answer';
import type { LinkProbe, ProbeAnswer, Trusting } from '../ports/object-store';
import type { TransferEngine } from '../ports/transfer-engine';
import { judgeLink, type LinkVerdict } from './rules/link-verdict';
import type { GivenNow } from './rules/what-is-given';

/** `silence`: why there is no answer. */
export type Proof =
  | { readonly verdict: LinkVerdict; readonly answer: ProbeAnswer; readonly silence?: undefined }
  | { readonly verdict: 'unknown'; readonly answer?: undefined; readonly silence: Failure };

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
  { engine, probe }: { readonly engine: Pick<TransferEngine, 'ask'>; readonly probe: LinkProbe },
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

const unproven = ({ name: fileName }: Pick<GivenNow, 'name'>, answer: ProbeAnswer | undefined): Failure =>
  new Failure('link-unproven', { fileName, ...(answer && { status: answer.status }) });

function whenGone(given: Pick<GivenNow, 'name' | 'at' | 'ifGone'>, answer: ProbeAnswer | undefined): Failure {
  const { name: fileName, at, ifGone } = given;
  if (ifGone === 'missing') return new Failure('object-missing', { fileName });
  if (ifGone === 'not-found') return new Failure('object-not-found', { fileName, bucket: at.bucket });
  return unproven(given, answer);
}

/**
 * Whether the link is proven. `mayBeUnproven`: a server in trouble, or no network, is no failure. Raises `link-unproven`, `object-missing` or
 * `object-not-found` as `ifGone` says, `page-not-shown`, and without an answer why there is none.
 */
export function judged(
  given: GivenNow,
  { verdict, answer, silence }: Proof,
  mayBeUnproven: boolean,
): { readonly verified: boolean } {
  if (verdict === 'gone') throw whenGone(given, answer);
  if (verdict === 'unknown' && mayBeUnproven) return { verified: false };
  if (silence !== undefined) throw silence;
  if (verdict !== 'proven') throw unproven(given, answer);
  if (given.opens.shows === 'page' && !showsPage(answer)) {
    throw new Failure('page-not-shown', { host: endpointHost(given.at.endpoint), pageId: given.id });
  }
  return { verified: true };
}

/** A short link asks for no headers, so the object has to say them. Raises `link-unproven` without an answer, and `link-not-shorter`. */
export function checkShort(given: Pick<GivenNow, 'name' | 'opens'>, { verdict, answer }: Proof): void {
  if (verdict === 'unknown') throw unproven(given, answer);
  const { answers } = given.opens;
  const isSame =
    answer.contentType === answers?.responseContentType &&
    answer.contentDisposition === answers?.responseContentDisposition;
  if (answers === undefined || !isSame) throw new Failure('link-not-shorter', { fileName: given.name });
}
