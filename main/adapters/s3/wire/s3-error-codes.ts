// What S3 and the servers like it call an error, and what that means for us.
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
  InvalidObjectState: 'access-denied',
  InvalidPathAccess: 'addressing-wrong',
  InvalidRegion: 'region-wrong',
  InvalidToken: 'token-expired',
  NoSuchBucket: 'bucket-missing',
  NoSuchKey: 'object-missing',
  NoSuchLifecycleConfiguration: 'object-missing',
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
  TooManyRequests: 'throttled',
  UserQuotaExceeded: 'storage-full',
  XMinioAdminBucketQuotaExceeded: 'storage-full',
  XMinioStorageFull: 'storage-full',
};

/**
 * Servers have one code for several things and tell them apart in the message only. It is read for that and never shown. The first that
 * matches counts.
 */
const byMessage: readonly (readonly [code: RegExp, message: RegExp, FailureCode])[] = [
  // Deleting, or writing over, what is under retention or legal hold.
  [/^(AccessDenied|InvalidRequest)$/, /object[ -]lock|\bWORM\b|under retention|legal hold/i, 'object-locked'],
  // A link that was signed for a wrong time.
  [/^(AccessDenied|Forbidden)$/, /request (has expired|is not (yet )?valid)|not yet valid/i, 'clock-skewed'],
  // Before Signature Version 4 there was another header.
  [
    /^(AccessDenied|Invalid(Argument|Request)|NotImplemented|MissingSecurityHeader)$/,
    /unsupported authorization|authorization (type|mechanism).*not supported|not support.*(AWS4|signature version 4)|AWS4-HMAC-SHA256.*not (supported|implemented)|requires a valid date/i,
    'server-too-old',
  ],
  [/^(Authorization(HeaderMalformed|QueryParametersError)|InvalidArgument)$/, /access key/i, 'access-key-unknown'],
  [/^(AccessDenied|InvalidRequest)$/, /quota|storage cap|cap exceeded|no space left/i, 'storage-full'],
];

/** What tells servers apart stands at the beginning; looking through a sentence of 500 KB would take minutes. */
const longestMessage = 512;

/** Our code for the `<Code>` and `<Message>` of an error body, where they are known. */
export function codeOfServer(serverCode: string, message: string): FailureCode | undefined {
  const begins = message.slice(0, longestMessage);
  const told = byMessage.find(([code, words]) => code.test(serverCode) && words.test(begins));
  return told?.[2] ?? (Object.hasOwn(byServerCode, serverCode) ? byServerCode[serverCode] : undefined);
}
