// Proves a link by an anonymous request, and judges the proof: the one judgement for all that is given. A network failure proves nothing either way.
import { type Connection, endpointHost } from '../model/connection';
import { asFailure, failureRules, Failure, type FailureCode } from '../model/failure';
import { showsPage } from '../model/links/page-answer';
import type { LinkProbe, ProbeAnswer, Trusting } from '../ports/object-store';
import type { TransferEngine } from '../ports/transfer-engine';
import { answersAs, type GivenNow } from './rules/what-is-given';

export interface LinkAnswer {
  readonly status: number;
  readonly sizeBytes?: number;
  readonly contentType?: string;
}

/**
 * True when the answer can only come from the object: 206 (or 200 from a server without ranges) with its exact size. An empty object
 * has no first byte: S3 answers 416 and says size 0. A sign-in page answers 200 with another size.
 */
export function provesLink(answer: LinkAnswer, sizeBytes: number): boolean {
  if (sizeBytes === 0) {
    // A sign-in page in chunks tells no size either: only the 416 may keep silent about it.
    return answer.status === 416 ? (answer.sizeBytes ?? 0) === 0 : answer.status === 200 && answer.sizeBytes === 0;
  }
  return (answer.status === 206 || answer.status === 200) && answer.sizeBytes === sizeBytes;
}

/** True when the answer says that the link no longer opens. */
export const provesEnd = (answer: LinkAnswer): boolean => answer.status === 403 || answer.status === 404;

/**
 * `proven`: the link opens. `gone`: the object is missing. `unknown`: the server is in trouble, which says nothing about the link. `wrong`: the
 * link does not open, or opens something else.
 */
export type LinkVerdict = 'proven' | 'gone' | 'unknown' | 'wrong';

/** Judges the answer to an anonymous request. Sources: RFC 9110 sections 15.5.9, 15.6; RFC 6585 section 4. */
export function judgeLink(answer: LinkAnswer, sizeBytes: number): LinkVerdict {
  if (provesLink(answer, sizeBytes)) return 'proven';
  // S3 says it in XML; a proxy or a web server that knows nothing of the object says it in a page.
  if (answer.status === 404) return /html|json|plain/i.test(answer.contentType ?? '') ? 'wrong' : 'gone';
  return answer.status >= 500 || answer.status === 429 || answer.status === 408 ? 'unknown' : 'wrong';
}

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
  if (answers === undefined || !answersAs(answers, answer)) {
    throw new Failure('link-not-shorter', { fileName: given.name });
  }
}
