// Maps error codes of S3 and S3-compatible servers to failure codes.
import type { FailureCode } from '../../../core/model/failure';

/** S3 error codes (Amazon S3 API Reference, "Error responses") and those of S3-compatible servers. */
const byServerCode: Readonly<Record<string, FailureCode>> = {
  AccessDenied: 'access-denied',
  AccountProblem: 'access-denied',
  AllAccessDisabled: 'access-denied',
  AuthorizationHeaderMalformed: 'region-wrong',
  AuthorizationQueryParametersError: 'signature-rejected',
  BadDigest: 'connection-lost',
  BandwidthLimitExceeded: 'throttled',
  BucketAlreadyExists: 'bucket-name-taken',
  BucketAlreadyOwnedByYou: 'bucket-name-taken',
  BucketQuotaExceeded: 'storage-full',
  BucketRegionError: 'region-wrong',
  EntityTooLarge: 'file-too-large',
  ExpiredToken: 'token-expired',
  ExpiredTokenException: 'token-expired',
  IllegalLocationConstraintException: 'region-wrong',
  IncorrectEndpoint: 'redirected',
  InsufficientCapacity: 'storage-full',
  InsufficientStorage: 'storage-full',
  InternalError: 'server-failed',
  InvalidAccessKey: 'access-key-unknown',
  InvalidAccessKeyId: 'access-key-unknown',
  InvalidBucketName: 'bucket-missing',
  InvalidClientTokenId: 'access-key-unknown',
  InvalidLocationConstraint: 'region-wrong',
  InvalidObjectState: 'access-denied',
  InvalidPathAccess: 'addressing-wrong',
  InvalidRegion: 'region-wrong',
  InvalidToken: 'token-expired',
  NoSuchBucket: 'bucket-missing',
  NoSuchBucketPolicy: 'object-missing',
  NoSuchKey: 'object-missing',
  NoSuchLifecycleConfiguration: 'object-missing',
  NoSuchCORSConfiguration: 'object-missing',
  NoSuchUpload: 'upload-lost',
  NotFound: 'object-missing',
  NotSignedUp: 'access-denied',
  ObjectLocked: 'object-locked',
  PathStyleDomainForbidden: 'addressing-wrong',
  PermanentRedirect: 'redirected',
  QuotaExceeded: 'storage-full',
  Redirect: 'redirected',
  RequestLimitExceeded: 'throttled',
  RequestTimeTooSkewed: 'clock-skewed',
  RequestTimeout: 'timed-out',
  SecondLevelDomainForbidden: 'addressing-wrong',
  ServiceUnavailable: 'throttled',
  SignatureDoesNotMatch: 'signature-rejected',
  SlowDown: 'throttled',
  SlowDownRead: 'throttled',
  SlowDownWrite: 'throttled',
  StorageQuotaExceeded: 'storage-full',
  TemporaryRedirect: 'redirected',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  TokenRefreshRequired: 'token-expired',
  TooManyBuckets: 'storage-full',
  TooManyRequests: 'throttled',
  UserQuotaExceeded: 'storage-full',
  XMinioAdminBucketQuotaExceeded: 'storage-full',
  XMinioStorageFull: 'storage-full',
};

/**
 * Servers use one code for several errors and tell them apart only in the message, which is matched here and never shown. The first that
 * matches counts.
 */
const byMessage: readonly (readonly [code: RegExp, message: RegExp, FailureCode])[] = [
  // An object under retention or legal hold cannot be deleted or overwritten.
  [/^(AccessDenied|InvalidRequest)$/, /object[ -]lock|\bWORM\b|under retention|legal hold/i, 'object-locked'],
  // The signature has expired or is not yet valid.
  [/^(AccessDenied|Forbidden)$/, /request (has expired|is not (yet )?valid)|not yet valid/i, 'clock-skewed'],
  // A server that supports only Signature Version 2.
  [
    /^(AccessDenied|Invalid(Argument|Request)|NotImplemented|MissingSecurityHeader)$/,
    /unsupported authorization|authorization (type|mechanism).*not supported|not support.*(AWS4|signature version 4)|AWS4-HMAC-SHA256.*not (supported|implemented)|requires a valid date/i,
    'server-too-old',
  ],
  [/^(Authorization(HeaderMalformed|QueryParametersError)|InvalidArgument)$/, /access key/i, 'access-key-unknown'],
  [/^(AccessDenied|InvalidRequest)$/, /quota|storage cap|cap exceeded|no space left/i, 'storage-full'],
];

/** Matches only the beginning of a message; a regular expression over 500 KB would take minutes. */
const longestMessage = 512;

/** The failure code for the `<Code>` and `<Message>` of an error body; undefined for unknown ones. */
export function codeOfServer(serverCode: string, message: string): FailureCode | undefined {
  const begins = message.slice(0, longestMessage);
  const told = byMessage.find(([code, words]) => code.test(serverCode) && words.test(begins));
  return told?.[2] ?? (Object.hasOwn(byServerCode, serverCode) ? byServerCode[serverCode] : undefined);
}
