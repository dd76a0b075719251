// Authenticates a request: verifies Signature Version 4 in the Authorization header or in the query of a presigned URL.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html

import {
  type CredentialScope,
  canonicalRequest,
  equalInConstantTime,
  scopeText,
  sha256Hex,
  sign,
  signingKey,
} from './canonical';
import { S3Error } from '../protocol/errors';
import { type S3Request, headerOf } from '../protocol/request';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

/** The verified signature of a request, with the key that verifies the chunks of a signed body. */
export interface Identity {
  readonly presigned: boolean;
  /** The signed payload hash: hex SHA-256, `UNSIGNED-PAYLOAD` or one of the `STREAMING-` names. */
  readonly payloadHash: string;
  /** YYYYMMDDTHHMMSSZ */
  readonly date: string;
  readonly scope: string;
  readonly key: Buffer;
  readonly signature: string;
}

interface StatedSignature {
  readonly presigned: boolean;
  readonly scope: CredentialScope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly date: string;
  readonly payloadHash: string;
  readonly malformed: 'AuthorizationHeaderMalformed' | 'AuthorizationQueryParametersError';
}

const algorithm = 'AWS4-HMAC-SHA256';
const maximumSkewMs = 15 * 60 * 1000;
const maximumExpirySeconds = 604_800;

/** Unix ms of an ISO 8601 basic date (YYYYMMDDTHHMMSSZ), undefined for an invalid one. */
export function parseAmzDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const time = Date.parse(iso);
  return Number.isNaN(time) || new Date(time).toISOString() !== iso ? undefined : time;
}

/** Parses `ID/day/region/service/terminator`; undefined when a piece is missing. */
export function parseCredential(text: string): CredentialScope | undefined {
  const pieces = text.split('/');
  const [day, region, service, terminator] = pieces.slice(-4);
  const accessKeyId = pieces.slice(0, -4).join('/');
  if (accessKeyId === '' || !day || !region || !service || !terminator) return undefined;
  return { accessKeyId, day, region, service, terminator };
}

function toAmzDate(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

const unsupportedMechanism = (): S3Error =>
  new S3Error(
    'InvalidRequest',
    `The authorization mechanism you have provided is not supported. Please use ${algorithm}.`,
  );

function signatureInHeader(request: S3Request, authorization: string): StatedSignature {
  const malformed = 'AuthorizationHeaderMalformed';
  if (!authorization.startsWith(`${algorithm} `)) throw unsupportedMechanism();
  const fields = new Map<string, string>();
  for (const piece of authorization.slice(algorithm.length).split(',')) {
    const [name = '', value] = piece.trim().split(/=(.*)/s, 2);
    if (value === undefined || fields.has(name)) throw new S3Error(malformed);
    fields.set(name, value);
  }
  const scope = parseCredential(fields.get('Credential') ?? '');
  const signedHeaders = fields.get('SignedHeaders');
  const signature = fields.get('Signature');
  if (scope === undefined || signedHeaders === undefined || signature === undefined || fields.size !== 3) {
    throw new S3Error(malformed);
  }
  const stated = headerOf(request, 'x-amz-date');
  const plainDate = Date.parse(headerOf(request, 'date') ?? '');
  const date = stated ?? (Number.isNaN(plainDate) ? '' : toAmzDate(plainDate));
  const payloadHash = headerOf(request, 'x-amz-content-sha256');
  if (payloadHash === undefined) {
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  return { presigned: false, scope, signedHeaders: signedHeaders.split(';'), signature, date, payloadHash, malformed };
}

function signatureInQuery(request: S3Request): StatedSignature {
  const malformed = 'AuthorizationQueryParametersError';
  const { query } = request;
  if (!isVersion4(request)) throw unsupportedMechanism();
  if (query.get('X-Amz-Algorithm') !== algorithm) {
    throw new S3Error(malformed, `X-Amz-Algorithm only supports "${algorithm}"`);
  }
  const credential = query.get('X-Amz-Credential');
  const signedHeaders = query.get('X-Amz-SignedHeaders');
  const signature = query.get('X-Amz-Signature');
  const date = query.get('X-Amz-Date');
  if (!credential || !signedHeaders || !signature || !date || !query.get('X-Amz-Expires')) {
    throw new S3Error(
      malformed,
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  }
  const scope = parseCredential(credential);
  if (scope === undefined) {
    throw new S3Error(malformed, 'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed.');
  }
  const payloadHash =
    query.get('X-Amz-Content-Sha256') ?? headerOf(request, 'x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD';
  return { presigned: true, scope, signedHeaders: signedHeaders.split(';'), signature, date, payloadHash, malformed };
}

const isVersion4 = ({ query }: S3Request): boolean =>
  [...query.keys()].some((name) => /^x-amz-(?:algorithm|signature|credential)$/i.test(name));

/** Also a link by Signature Version 2, as older programs still sign. */
const isInQuery = (request: S3Request): boolean =>
  isVersion4(request) || request.query.has('AWSAccessKeyId') || request.query.has('Signature');

/** Whether a request has a signature, good or not. */
export const isSigned = (request: S3Request): boolean =>
  headerOf(request, 'authorization') !== undefined || isInQuery(request);

function statedSignature(request: S3Request): StatedSignature {
  const authorization = headerOf(request, 'authorization');
  const inQuery = isInQuery(request);
  if (authorization !== undefined && inQuery) {
    throw new S3Error('InvalidArgument', 'Only one auth mechanism allowed');
  }
  if (authorization !== undefined) return signatureInHeader(request, authorization);
  if (inQuery) return signatureInQuery(request);
  throw new S3Error('AccessDenied');
}

function checkScope(stated: StatedSignature, credentials: Credentials): void {
  const { scope, malformed } = stated;
  if (scope.accessKeyId !== credentials.accessKeyId) throw new S3Error('InvalidAccessKeyId');
  if (scope.region !== credentials.region) {
    throw new S3Error(malformed, `The region '${scope.region}' is wrong; expecting '${credentials.region}'`, {
      Region: credentials.region,
    });
  }
  if (scope.service !== 's3') throw new S3Error(malformed, 'The service of the credential must be "s3".');
  if (scope.terminator !== 'aws4_request') throw new S3Error(malformed, 'The credential must end in "aws4_request".');
}

function checkSignedHeaders(request: S3Request, stated: StatedSignature): void {
  const { signedHeaders, malformed } = stated;
  const inOrder = signedHeaders.every((name, index) => {
    const before = signedHeaders[index - 1];
    return /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name) && (before === undefined || before < name);
  });
  if (!inOrder) throw new S3Error(malformed, 'SignedHeaders must be lower case, sorted and free of repetition.');
  if (!signedHeaders.includes('host')) throw new S3Error(malformed, 'SignedHeaders must contain the host.');
  const unsigned = [...request.headers.keys()].filter(
    (name) => name.startsWith('x-amz-') && !signedHeaders.includes(name),
  );
  if (unsigned.length > 0) {
    throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed', {
      HeadersNotSigned: unsigned.join(', '),
    });
  }
}

function checkTime(request: S3Request, stated: StatedSignature, nowMs: number): void {
  const dateMs = parseAmzDate(stated.date);
  if (dateMs === undefined) {
    if (stated.presigned) throw new S3Error(stated.malformed, 'X-Amz-Date must be in the ISO8601 Long Format.');
    throw new S3Error('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  }
  if (!stated.date.startsWith(stated.scope.day)) {
    throw new S3Error(stated.malformed, 'Invalid credential date. It is not the same as X-Amz-Date.');
  }
  if (!stated.presigned) {
    if (Math.abs(nowMs - dateMs) <= maximumSkewMs) return;
    throw new S3Error('RequestTimeTooSkewed', undefined, {
      RequestTime: stated.date,
      ServerTime: new Date(nowMs).toISOString(),
      MaxAllowedSkewMilliseconds: String(maximumSkewMs),
    });
  }
  const expires = request.query.get('X-Amz-Expires') ?? '';
  const lifetimeSeconds = /^\d{1,9}$/.test(expires) ? Number(expires) : Number.NaN;
  if (Number.isNaN(lifetimeSeconds)) throw new S3Error(stated.malformed, 'X-Amz-Expires should be a number');
  if (lifetimeSeconds < 1) throw new S3Error(stated.malformed, 'X-Amz-Expires must be positive');
  if (lifetimeSeconds > maximumExpirySeconds) {
    throw new S3Error(
      stated.malformed,
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  }
  if (dateMs > nowMs + maximumSkewMs) throw new S3Error('AccessDenied', 'Request is not yet valid');
  if (nowMs >= dateMs + lifetimeSeconds * 1000) {
    throw new S3Error('AccessDenied', 'Request has expired', {
      'X-Amz-Expires': expires,
      Expires: new Date(dateMs + lifetimeSeconds * 1000).toISOString(),
      ServerTime: new Date(nowMs).toISOString(),
    });
  }
}

/**
 * Verifies a request's credential scope, signed headers, date and signature; throws the `S3Error` that S3 would send.
 * A request without a signature is `AccessDenied`.
 */
export function authenticate(request: S3Request, credentials: Credentials, nowMs: number): Identity {
  const stated = statedSignature(request);
  if (request.query.has('X-Amz-Security-Token') || request.headers.has('x-amz-security-token')) {
    throw new S3Error('InvalidToken');
  }
  checkScope(stated, credentials);
  checkSignedHeaders(request, stated);
  checkTime(request, stated, nowMs);
  const key = signingKey(credentials.secretAccessKey, stated.scope);
  const scope = scopeText(stated.scope);
  const isSignedAs = (read: 'latin1' | 'utf8'): boolean => {
    const canonical = canonicalRequest(request, stated.signedHeaders, stated.payloadHash, read);
    const expected = sign(key, [algorithm, stated.date, scope, sha256Hex(canonical)].join('\n'));
    return equalInConstantTime(expected, stated.signature);
  };
  // Clients on node:http sign metadata in UTF-8 and send it in ISO-8859-1. Without such a byte both readings are one.
  if (!isSignedAs('latin1') && !isSignedAs('utf8')) throw new S3Error('SignatureDoesNotMatch');
  const { presigned, payloadHash, date, signature } = stated;
  return { presigned, payloadHash, date, scope, key, signature };
}
