// What the proof of a link means for whoever gives it away: the one judgement for all that is given.
import { endpointHost } from '../model/connection';
import { Failure } from '../model/failure';
import { showsPage } from '../model/links/page-answer';
import type { ProbeAnswer } from '../ports/object-store';
import type { Proof } from './prove';
import type { GivenNow } from './rules/what-is-given';

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
  if (given.opens.shows === 'page' && !showsPage(answer ?? {})) {
    throw new Failure('page-not-shown', { host: endpointHost(given.at.endpoint), pageId: given.id });
  }
  return { verified: true };
}

/** A short link asks for no headers, so the object has to say them. Raises `link-unproven` without an answer, and `link-not-shorter`. */
export function checkShort(given: Pick<GivenNow, 'name' | 'opens'>, { verdict, answer }: Proof): void {
  if (verdict === 'unknown' || answer === undefined) throw unproven(given, answer);
  const { answers } = given.opens;
  const isSame =
    answer.contentType === answers?.responseContentType &&
    answer.contentDisposition === answers?.responseContentDisposition;
  if (answers === undefined || !isSame) throw new Failure('link-not-shorter', { fileName: given.name });
}
