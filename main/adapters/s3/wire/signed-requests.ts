// Requests about one object, signed in their headers as the SDK signs them, over our own sockets: the SDK takes longer to load than they take.
import { Failure } from '../../../core/model/failure';
import type { BodySender } from '../../network/body-sender';
import type { Answer } from '../../network/http-client';
import { targetsOf } from '../object-url';
import type { HeaderSigner } from '../signing/header-signer';
import type { Place as AddressedPlace } from '../../../core/model/place';
import { onItsClock, refused, timed, type Place } from './object-bodies';
import type { RequestFacts } from './response-errors';
import { readXml, type XmlElement } from './xml';

export interface ObjectRequest {
  readonly method: 'HEAD' | 'POST' | 'DELETE';
  readonly key: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** The permission for it, as IAM policies write it. */
  readonly right: string;
}

/** Resolves to a 2xx answer of S3; raises every other one as a failure. */
export type Ask = (request: ObjectRequest) => Promise<Answer>;

export interface AskOptions extends Pick<Place, 'serverClock' | 'now' | 'facts'> {
  readonly addressed: AddressedPlace;
  readonly signer: () => HeaderSigner;
  readonly sender: BodySender;
}

const nothing = new Uint8Array();

export function createAsk({ addressed, signer, sender, facts, ...clocks }: AskOptions): Ask {
  const targetOf = targetsOf(addressed);
  return async ({ method, key, query, headers, body = nothing, right }) => {
    const target = targetOf(key);
    const answer = await onItsClock(clocks, () => {
      const signed = signer().sign({ method, target, query, headers, body, signedAtMs: clocks.serverClock.now() });
      return timed(clocks, () => sender.send({ method, url: signed.url, headers: signed.headers, body }));
    });
    const { status } = answer;
    // In an answer to HEAD the Content-Type is the stored object's; some servers send one with 204, which has no body (RFC 9110, 15.3.5).
    const typed = method !== 'HEAD' && status !== 204;
    const isPage = typed && /^text\/html\b/i.test(answer.headers['content-type'] ?? '');
    if (status < 300 && !isPage) return answer;
    const { 'content-type': _type, ...untyped } = answer.headers;
    throw refused(typed ? answer : { ...answer, headers: untyped }, facts, right);
  };
}

/**
 * The root of a 2xx answer's document. S3 answers Complete with 200 before it is done, and may fail then: an error in the body counts as 503, as in
 * the SDK. Raises `not-s3` where the document is incomplete or a trap.
 */
export function rootOf(answer: Answer, facts: RequestFacts, right: string): XmlElement {
  const { root, whole, trap } = readXml(answer.body());
  if (root?.name === 'Error') throw refused({ ...answer, status: 503 }, facts, right);
  if (root === undefined || !whole || trap) throw new Failure('not-s3', { ...facts.detail, status: answer.status });
  return root;
}

/** A member that every answer of S3 has: a 2xx without it is `not-s3`. */
export function required(value: string | undefined, { detail }: RequestFacts): string {
  if (value === undefined || value === '') throw new Failure('not-s3', detail);
  return value;
}
