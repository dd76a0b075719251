// Why this exists: what servers, sockets and the SDK throw becomes one of our codes here, and nothing of the original text survives:
// SDK errors quote the canonical request, the signature and the access key.
import { Failure, type FailureCode, type FailureDetail } from '../../domain/failure';

/** S3 error codes (Amazon S3 API Reference, "Error responses") and those of S3-compatible servers. */
const byServerCode: Readonly<Record<string, FailureCode>> = {
  AccessDenied: 'access-denied',
  AccountProblem: 'access-denied',
  AllAccessDisabled: 'access-denied',
  AuthorizationHeaderMalformed: 'region-wrong',
  AuthorizationQueryParametersError: 'signature-rejected',
  BucketRegionError: 'region-wrong',
  BadDigest: 'connection-lost',
  EntityTooLarge: 'file-too-large',
  ExpiredToken: 'token-expired',
  IllegalLocationConstraintException: 'region-wrong',
  InsufficientStorage: 'storage-full',
  InternalError: 'server-failed',
  InvalidAccessKeyId: 'access-key-unknown',
  InvalidBucketName: 'bucket-missing',
  InvalidObjectState: 'access-denied',
  InvalidToken: 'token-expired',
  NoSuchBucket: 'bucket-missing',
  NoSuchKey: 'object-missing',
  NoSuchLifecycleConfiguration: 'object-missing',
  NoSuchUpload: 'upload-lost',
  NotFound: 'object-missing',
  NotSignedUp: 'access-denied',
  PermanentRedirect: 'region-wrong',
  QuotaExceeded: 'storage-full',
  RequestTimeTooSkewed: 'clock-skewed',
  RequestTimeout: 'timed-out',
  ServiceUnavailable: 'throttled',
  SignatureDoesNotMatch: 'signature-rejected',
  SlowDown: 'throttled',
  TemporaryRedirect: 'region-wrong',
  TokenRefreshRequired: 'token-expired',
  TooManyRequests: 'throttled',
  XMinioStorageFull: 'storage-full',
};

const certificateReasons: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'it is signed by an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'it is signed by an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT: 'it is signed by an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'it is signed by an unknown authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it belongs to another host',
  EPROTO: 'the server does not speak TLS on this port',
};

const unreachableReasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'its name is unknown',
  EAI_AGAIN: 'its name cannot be looked up now',
  EHOSTUNREACH: 'no route leads there',
  ENETUNREACH: 'this computer is offline',
  EADDRNOTAVAIL: 'this computer is offline',
};

const brokenOff: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);

/** Turns an HTTP answer that is not 2xx into a failure. `serverCode` is the `<Code>` of its body, where there was one. */
export function failureOfAnswer(status: number, serverCode: string | undefined, detail: FailureDetail): Failure {
  const known = serverCode === undefined ? undefined : byServerCode[serverCode];
  // For presigned URLs S3 has one code for everything wrong in the query; only a wrong region comes with the right one.
  const misplaced = serverCode === 'AuthorizationQueryParametersError' && detail.region !== undefined;
  const code = misplaced ? 'region-wrong' : (known ?? codeOfStatus(status));
  return new Failure(code, {
    ...detail,
    status,
    ...(serverCode !== undefined && known !== undefined && { serverCode }),
  });
}

function codeOfStatus(status: number): FailureCode {
  if (status === 301 || status === 307) return 'region-wrong';
  if (status === 401 || status === 403) return 'access-denied';
  if (status === 404) return 'object-missing';
  if (status === 429 || status === 503) return 'throttled';
  if (status === 507) return 'storage-full';
  if (status >= 500) return 'server-failed';
  return 'not-s3';
}

/** Whether a server says that it has no such operation: 501, 405, or a 400 for no reason that is known. */
export function saysUnsupported(error: unknown): boolean {
  if (!(error instanceof Failure)) return false;
  const { status } = error.detail;
  return status === 501 || (error.code === 'not-s3' && (status === 400 || status === 405));
}

const property = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? (error as Readonly<Record<string, unknown>>)[name] : undefined;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A socket's or the operating system's error as a failure, or `undefined` when it is none of those. */
export function failureOfSocket(error: unknown, detail: FailureDetail): Failure | undefined {
  const nested = property(error, 'errors');
  const code = text(property(error, 'code')) ?? (Array.isArray(nested) ? text(property(nested[0], 'code')) : undefined);
  // The SDK calls a reset a `TimeoutError` as well: the system's own code is the truth.
  if (code !== undefined && brokenOff.has(code)) return new Failure('connection-lost', detail);
  const name = text(property(error, 'name'));
  if (name === 'TimeoutError' || code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT') {
    return new Failure('timed-out', detail);
  }
  if (code === undefined) return undefined;
  const certificate = certificateReasons[code];
  if (certificate !== undefined) return new Failure('tls-untrusted', { ...detail, reason: certificate });
  if (code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL')) return new Failure('tls-untrusted', detail);
  const unreachable = unreachableReasons[code];
  if (unreachable !== undefined) return new Failure('endpoint-unreachable', { ...detail, reason: unreachable });
  if (code.startsWith('HPE_')) return new Failure('not-s3', detail);
  return undefined;
}

/** Whatever the SDK threw, as a failure. */
export function failureOfSdk(error: unknown, detail: FailureDetail): Failure {
  if (error instanceof Failure) return error;
  if (text(property(error, 'name')) === 'AbortError') return new Failure('cancelled');
  const socket = failureOfSocket(error, detail);
  if (socket !== undefined) return socket;
  const metadata = property(error, '$metadata');
  const status = property(metadata, 'httpStatusCode');
  const serverCode = text(property(error, 'Code')) ?? text(property(error, 'name'));
  if (typeof status === 'number' && status >= 300) {
    const region = text(property(error, 'Region')) ?? regionOfResponse(error);
    return failureOfAnswer(status, serverCode, { ...detail, ...(region !== undefined && { region }) });
  }
  // Left over: a body that is no XML, or XML that is not what S3 answers.
  if (typeof status === 'number' || property(error, '$response') !== undefined) return new Failure('not-s3', detail);
  return new Failure('unexpected', {}, error);
}

function regionOfResponse(error: unknown): string | undefined {
  return text(property(property(property(error, '$response'), 'headers'), 'x-amz-bucket-region'));
}
