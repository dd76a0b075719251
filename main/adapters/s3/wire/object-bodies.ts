// Object bodies travel on presigned URLs over our own sockets, with their CRC-32 where the server takes it.
import { asFailure, Failure } from '../../../core/model/failure';
import type { StoredAnswer } from '../../../core/model/stored-check';
import type { SendOptions } from '../../../core/ports/object-store';
import { failureOfAnswer, readErrorBody, type Asked } from './response-errors';
import { send, type Agents, type Answer, type TimeLimits } from '../../network/http-client';
import type { ServerClock } from '../server-clock';
import type { Sign } from '../signing/signer';
import { explained, failureOfSocket } from '../../network/socket-errors';
import type { Clock } from '../../../core/model/system';

/** An upload URL is used within moments of being signed; a slow part may take a while to begin. */
const uploadUrlSeconds = 3_600;
const readUrlSeconds = 60;
const longestReadBytes = 1_048_576;
/** A smaller difference makes no server refuse. */
const skewMs = 60_000;
const checksumHeader = 'x-amz-checksum-crc32';

export interface Place {
  readonly sign: Sign;
  readonly agents: Agents;
  readonly limits: TimeLimits;
  readonly serverClock: ServerClock;
  readonly now: Clock;
  readonly asked: Asked;
  /** Cleared for good once the server refused a checksum (some S3-compatible servers do: xen-orchestra#8358). */
  readonly checksums: { accepted: boolean };
}

export interface Put {
  readonly key: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends one body. A 2xx answer without an ETag did not come from S3 (`not-s3`). */
export async function putBytes(place: Place, put: Put, options: SendOptions): Promise<StoredAnswer> {
  const withChecksum = options.crc32 !== undefined && place.checksums.accepted;
  const offsetMs = place.serverClock.now() - place.now();
  let answer = await sendSigned(place, put, options, withChecksum);
  // An expired or not yet valid URL is refused as AccessDenied: signed on the time that the refusal told, it is right. Once: a clock that
  // swings with every answer is nothing to follow.
  const learnedMs = Math.abs(place.serverClock.now() - place.now() - offsetMs);
  if (answer.status === 403 && learnedMs > skewMs) answer = await sendSigned(place, put, options, withChecksum);
  if (withChecksum && (answer.status === 400 || answer.status === 501) && !isKnown(answer)) {
    answer = await sendSigned(place, put, options, false);
    // Only this proves that the checksum was the reason, and not a proxy's bad moment.
    if (answer.status === 200) place.checksums.accepted = false;
  }
  const { etag } = answer.headers;
  if (answer.status !== 200 || etag === undefined || etag === '') throw refused(answer, place.asked, 's3:PutObject');
  const crc32 = answer.headers[checksumHeader];
  return { etag, ...(typeof crc32 === 'string' && { crc32 }) };
}

async function sendSigned(place: Place, put: Put, options: SendOptions, withChecksum: boolean): Promise<Answer> {
  const headers = {
    ...put.headers,
    'content-length': String(put.body.length),
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
    send(
      {
        method: 'PUT',
        url,
        headers,
        body: put.body,
        signal,
        ...(onSent !== undefined && { onSent }),
        ...(pace !== undefined && { pace }),
      },
      place.agents,
      place.limits,
    ),
  );
}

/** GET of a few stored bytes. Raises `object-missing`; a shorter or longer answer is `not-s3`. */
export async function readBytes(
  place: Place,
  key: string,
  offsetBytes: number,
  lengthBytes: number,
): Promise<Uint8Array> {
  const url = await place.sign({
    method: 'GET',
    key,
    lifetimeSeconds: readUrlSeconds,
    signedAtMs: place.serverClock.now(),
  });
  const range = `bytes=${offsetBytes}-${offsetBytes + lengthBytes - 1}`;
  const answer = await timed(place, () =>
    send({ method: 'GET', url, headers: { range }, mostBytes: longestReadBytes }, place.agents, place.limits),
  );
  if (answer.status !== 206 && answer.status !== 200) throw refused(answer, place.asked, 's3:GetObject');
  if (answer.bytes.length !== lengthBytes) throw refused(answer, place.asked);
  return answer.bytes;
}

/** Learns the server's clock on the way. A clock that differed too much is known after the first refusal: then once more. */
async function timed(place: Place, request: () => Promise<Answer>): Promise<Answer> {
  const sentAtMs = place.now();
  const answer = await request().catch(async (error: unknown) => {
    throw await explained(failureOfSocket(error, place.asked.detail) ?? asFailure(error));
  });
  place.serverClock.learn(answer.headers.date, sentAtMs, place.now());
  return answer;
}

const isKnown = (answer: Answer): boolean => {
  const { code } = readErrorBody(answer.body());
  return (
    code !== undefined &&
    !['InvalidArgument', 'InvalidRequest', 'NotImplemented', 'MalformedXML', 'UnsupportedArgument'].includes(code)
  );
};

/** `right`: what the key has to be allowed for this request, as policies call it. */
export function refused(answer: Answer, { detail, ...asked }: Asked, right?: string): Failure {
  const { headers, status } = answer;
  // What came with a 2xx is no error of S3, whatever it calls itself.
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
    { ...asked, detail },
  );
  return failure.code === 'access-denied' && right !== undefined
    ? new Failure(failure.code, { ...failure.detail, right })
    : failure;
}
