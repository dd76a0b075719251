// The SDK client of the requests without object bytes, configured so that every S3-compatible server accepts it.
import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import { Failure } from '../../core/model/failure';
import type { Connection, Credentials } from '../../core/model/connection';
import { failureOfAnswer, readErrorBody, type RequestFacts } from './wire/response-errors';
import { beginningOf, cappedBody, mostAnswerBytes, mostErrorBytes } from './wire/size-limited-body';
import type { TimeLimits } from '../network/http-client';
import type { SdkAgents } from '../network/sdk-agents';
import { tellRights } from './missing-permission';
import type { ServerClock } from './server-clock';

interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body?: unknown;
}

const isAnswer = (value: unknown): value is HttpAnswer =>
  typeof value === 'object' && value !== null && 'statusCode' in value && 'headers' in value;

/** An identity that has expired: the SDK keeps one until five minutes before its expiry, and so asks for the credentials with every request. */
const identityOf = ({ accessKeyId, secretAccessKey, sessionToken }: Credentials) => ({
  accessKeyId,
  secretAccessKey,
  expiration: new Date(0),
  ...(sessionToken !== undefined && { sessionToken }),
});

export interface ClientOptions {
  readonly clock: ServerClock;
  readonly localNow: () => number;
  readonly limits: TimeLimits;
  readonly facts: RequestFacts;
  readonly agents: SdkAgents;
}

/**
 * Checksums only where S3 requires them (other servers refuse the SDK's default ones: aws-sdk-js-v3#6810); time limits that
 * abort the request; a size limit for answers; a 2xx answer in HTML, but for that to
 * a creation, is `not-s3` or `captive-portal`.
 */
export function createClient(
  connection: Connection,
  credentials: () => Credentials,
  { clock, localNow, limits, facts, agents }: ClientOptions,
): S3Client {
  const client = new S3Client({
    endpoint: connection.endpoint,
    region: connection.region,
    forcePathStyle: connection.addressing === 'path',
    credentials: async () => identityOf(credentials()),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // No retries here: the callers retry (core/async/repeat, core/transfer/with-retries), and nested loops would multiply their delays.
    maxAttempts: 1,
    requestHandler: {
      httpAgent: agents.http,
      httpsAgent: agents.https,
      connectionTimeout: limits.connectMs,
      socketTimeout: limits.silenceMs,
      requestTimeout: limits.silenceMs,
      throwOnRequestTimeout: true,
    },
    // Nothing of the SDK's logger may reach a terminal or a file.
    logger: { debug() {}, info() {}, warn() {}, error() {}, trace() {} },
  });
  tellRights(client, facts);
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const sentAtMs = localNow();
        const result = await next(args);
        const answer = result.response;
        if (isAnswer(answer)) {
          if (answer.headers['age'] === undefined) clock.learn(answer.headers['date'], sentAtMs, localNow());
          const { statusCode: status, headers } = answer;
          // In an answer to HEAD the Content-Type is the stored object's; some servers send one with 204, which has no body (RFC 9110, 15.3.5).
          const typeOfAnswer = (args.request as { readonly method?: unknown }).method !== 'HEAD' && status !== 204;
          const contentType = headers['content-type'];
          // A creation is answered without a body, and OpenStack Swift calls that text/html; `createBucket` asks for the new bucket.
          const isJudged = typeOfAnswer && commandName !== 'CreateBucketCommand';
          if (isJudged && status < 300 && /^text\/html\b/i.test(contentType ?? '')) {
            throw failureOfAnswer({ status, contentType }, facts);
          }
          if (status >= 300) throw await failureIn(answer, typeOfAnswer ? contentType : undefined, facts, limits);
          if (answer.body instanceof Readable) {
            const notS3 = () => new Failure('not-s3', { ...facts.detail, status });
            answer.body = cappedBody(answer.body, {
              mostBytes: mostAnswerBytes,
              limitMs: limits.silenceMs,
              tooLong: notS3,
              tooSlow: () => new Failure('timed-out', facts.detail),
              trap: notS3,
            });
          }
        }
        return result;
      },
    { step: 'deserialize', name: 'mayflyReadAnswer', priority: 'low' },
  );
  return client;
}

/** Reads the body of an error itself: the SDK would parse all of it, for seconds. */
async function failureIn(
  { statusCode: status, headers, body }: HttpAnswer,
  contentType: string | undefined,
  facts: RequestFacts,
  { silenceMs }: TimeLimits,
): Promise<Failure> {
  const text = body instanceof Readable ? await inTime(body, silenceMs, facts) : '';
  const told = readErrorBody(text);
  return failureOfAnswer(
    {
      ...told,
      status,
      region: told.region ?? headers['x-amz-bucket-region'],
      location: headers['location'],
      contentType,
    },
    facts,
  );
}

/** Raises `timed-out`, and `connection-lost` for an incomplete body. */
async function inTime(body: Readable, limitMs: number, { detail }: RequestFacts): Promise<string> {
  const timer = setTimeout(() => body.destroy(new Failure('timed-out', detail)), limitMs);
  try {
    return await beginningOf(body, mostErrorBytes);
  } finally {
    clearTimeout(timer);
  }
}
