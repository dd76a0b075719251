// Sends and reads object bodies on presigned URLs over our own sockets, with a CRC-32 where the server supports it.
import { Failure } from '../../../core/model/failure';
import { unquotedEtag, type StoredAnswer } from '../../../core/model/stored-check';
import type { SendOptions } from '../../../core/ports/object-store';
import { failureOfAnswer, readErrorBody, type RequestFacts } from './response-errors';
import type { Answer } from '../../network/http-client';
import type { BodySender } from '../../network/body-sender';
import type { ServerClock } from '../server-clock';
import type { Sign } from '../signing/signer';
import type { Clock } from '../../../core/model/system';

/** The lifetime of an upload URL, which is used at once; a slow part may take a while to begin. */
const uploadUrlSeconds = 3_600;
const readUrlSeconds = 60;
const longestReadBytes = 1_048_576;
/** No server refuses for a smaller difference. */
const skewMs = 60_000;
const checksumHeader = 'x-amz-checksum-crc32';

export interface Place {
  readonly sign: Sign;
  /** Of bodies that are sent. */
  readonly sender: BodySender;
  /** Of those that are read. */
  readonly reader: BodySender;
  readonly serverClock: ServerClock;
  readonly now: Clock;
  readonly facts: RequestFacts;
  /** Cleared for good once the server has refused a checksum (some S3-compatible servers do: xen-orchestra#8358). */
  readonly checksums: { accepted: boolean };
}

export interface Put {
  readonly key: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends one body. A 2xx answer without an ETag is `not-s3`, and an `if-match` among the headers that does not hold `page-changed`. */
export async function putBytes(place: Place, put: Put, options: SendOptions): Promise<StoredAnswer> {
  const withChecksum = options.crc32 !== undefined && place.checksums.accepted;
  let answer = await onItsClock(place, () => sendSigned(place, put, options, withChecksum));
  if (withChecksum && (answer.status === 400 || answer.status === 501) && !isKnown(answer)) {
    answer = await sendSigned(place, put, options, false);
    // Success without the checksum proves that the checksum was the reason, not a failing proxy.
    if (answer.status === 200) place.checksums.accepted = false;
  }
  // RFC 9110 section 13.1.1; S3 answers 409 where another write of this key is under way ("Conditional writes").
  if (put.headers['if-match'] !== undefined && (answer.status === 412 || answer.status === 409)) {
    throw new Failure('page-changed', { ...place.facts.detail, status: answer.status });
  }
  const { etag } = answer.headers;
  if (answer.status !== 200 || etag === undefined || etag === '') throw refused(answer, place.facts, 's3:PutObject');
  options.onSent?.(put.body.length);
  const crc32 = answer.headers[checksumHeader];
  return { etag, ...(typeof crc32 === 'string' && { crc32 }) };
}

async function sendSigned(place: Place, put: Put, options: SendOptions, withChecksum: boolean): Promise<Answer> {
  const headers = {
    'content-length': String(put.body.length),
    ...put.headers,
    ...(withChecksum && options.crc32 !== undefined && { [checksumHeader]: options.crc32 }),
  };
  const url = await place.sign({
    method: 'PUT',
    key: put.key,
    query: put.query,
    headers,
    lifetimeSeconds: uploadUrlSeconds,
    signedAtMs: place.serverClock.now(),
  });
  const { signal, onSent, pace } = options;
  return timed(place, () =>
    place.sender.send({
      method: 'PUT',
      url,
      headers,
      body: put.body,
      signal,
      ...(onSent !== undefined && { onSent }),
      ...(pace !== undefined && { pace }),
    }),
  );
}

/**
 * GET of a few stored bytes. Raises `object-missing`, also for an object whose ETag is another than `etag`; a shorter or longer answer is
 * `not-s3`.
 */
export async function readBytes(
  place: Place,
  key: string,
  offsetBytes: number,
  lengthBytes: number,
  etag?: string,
): Promise<Uint8Array> {
  const url = await place.sign({
    method: 'GET',
    key,
    lifetimeSeconds: readUrlSeconds,
    signedAtMs: place.serverClock.now(),
  });
  const range = `bytes=${offsetBytes}-${offsetBytes + lengthBytes - 1}`;
  const answer = await timed(place, () =>
    place.reader.send({
      method: 'GET',
      url,
      headers: { range, ...(etag !== undefined && { 'if-match': `"${unquotedEtag(etag)}"` }) },
      mostBytes: longestReadBytes,
    }),
  );
  // RFC 9110 section 13.1.1: the condition did not hold.
  if (etag !== undefined && answer.status === 412) {
    throw new Failure('object-missing', { ...place.facts.detail, status: answer.status });
  }
  if (answer.status !== 206 && answer.status !== 200) throw refused(answer, place.facts, 's3:GetObject');
  if (answer.bytes.length !== lengthBytes) throw refused(answer, place.facts);
  // A server that ignores the condition tells what it read, and pieces of two objects must never become one file.
  if (etag !== undefined && isOther(answer.headers.etag, etag)) throw new Failure('object-missing', place.facts.detail);
  return answer.bytes;
}

/** A proxy that encodes bodies makes ETags weak. */
const isOther = (told: string | undefined, wanted: string): boolean =>
  told !== undefined && unquotedEtag(told.replace(/^W\//, '')) !== unquotedEtag(wanted);

/** Learns the server's clock from each answer that no cache has kept. */
export async function timed(
  { now, serverClock }: Pick<Place, 'now' | 'serverClock'>,
  request: () => Promise<Answer>,
): Promise<Answer> {
  const sentAtMs = now();
  const answer = await request();
  if (answer.headers.age === undefined) serverClock.learn(answer.headers.date, sentAtMs, now());
  return answer;
}

/**
 * Makes a signed request, and once more after a refusal by whose Date the signature's time was wrong: S3 refuses an expired or not yet valid
 * one as AccessDenied. Once only: a clock that jumps with every answer cannot be followed.
 */
export async function onItsClock(
  { now, serverClock }: Pick<Place, 'now' | 'serverClock'>,
  request: () => Promise<Answer>,
): Promise<Answer> {
  const offsetMs = serverClock.now() - now();
  const answer = await request();
  const learnedMs = Math.abs(serverClock.now() - now() - offsetMs);
  return answer.status === 403 && learnedMs > skewMs ? request() : answer;
}

const isKnown = (answer: Answer): boolean => {
  const { code } = readErrorBody(answer.body());
  return (
    code !== undefined &&
    !['InvalidArgument', 'InvalidRequest', 'NotImplemented', 'MalformedXML', 'UnsupportedArgument'].includes(code)
  );
};

/** `right`: the permission for this request, as IAM policies write it. */
export function refused(
  answer: Pick<Answer, 'status' | 'headers' | 'body'>,
  { detail, ...facts }: RequestFacts,
  right?: string,
): Failure {
  const { headers, status } = answer;
  // A 2xx is no error of S3, whatever its body says.
  const body: Partial<ReturnType<typeof readErrorBody>> = status < 300 ? {} : readErrorBody(answer.body());
  const inHeader = headers['x-amz-bucket-region'];
  const failure = failureOfAnswer(
    {
      ...body,
      status,
      region: body.region ?? (typeof inHeader === 'string' ? inHeader : undefined),
      location: headers.location,
      contentType: headers['content-type'],
    },
    { ...facts, detail },
  );
  return failure.code === 'access-denied' && right !== undefined
    ? new Failure(failure.code, { ...failure.detail, right })
    : failure;
}
