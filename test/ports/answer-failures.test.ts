// What a server, a proxy or a network says is read once, into the code whose next step helps; the table is all of it.
import { describe, expect, test } from 'vitest';
import {
  requestFactsOf,
  failureOfAnswer,
  readErrorBody,
  type BadAnswer,
} from '../../main/adapters/s3/wire/response-errors';
import { failureOfSocket } from '../../main/adapters/network/socket-errors';
import type { FailureCode, FailureDetail } from '../../main/core/model/failure';
import { failureWords } from '../../main/core/wording/failure-words';
import { sampleConnection } from '../fakes/samples';
import { processorMs } from '../processor-time';

const overTls = requestFactsOf(sampleConnection);
const onOpenLine = requestFactsOf({ ...sampleConnection, endpoint: 'http://s3.example.com' });
const inHostName = requestFactsOf({ ...sampleConnection, addressing: 'virtual-host' });
const page = { contentType: 'text/html; charset=utf-8' };

describe('an answer', () => {
  test.each<[what: string, answer: BadAnswer, code: FailureCode, asked?: typeof overTls]>([
    ['a wrong key ID', { status: 403, code: 'InvalidAccessKeyId' }, 'access-key-unknown'],
    [
      'a wrong key ID, R2',
      { status: 400, code: 'InvalidArgument', message: 'Credential access key has length 20, should be 32' },
      'access-key-unknown',
    ],
    [
      'an empty key ID',
      { status: 400, code: 'AuthorizationHeaderMalformed', message: 'a non-empty Access Key (AKID) must be provided' },
      'access-key-unknown',
    ],
    ['a wrong secret', { status: 403, code: 'SignatureDoesNotMatch' }, 'signature-rejected'],
    ['no right', { status: 403, code: 'AccessDenied' }, 'access-denied'],
    ['no right, without a body', { status: 403 }, 'access-denied'],
    ['not known at all', { status: 401 }, 'access-denied'],
    ['an old token', { status: 400, code: 'ExpiredToken' }, 'token-expired'],
    ['a wrong token', { status: 400, code: 'InvalidToken' }, 'token-expired'],
    ['a wrong clock', { status: 403, code: 'RequestTimeTooSkewed' }, 'clock-skewed'],
    ['a link of another time', { status: 403, code: 'AccessDenied', message: 'Request has expired' }, 'clock-skewed'],
    ['a link of tomorrow', { status: 403, code: 'AccessDenied', message: 'Request is not yet valid' }, 'clock-skewed'],
    ['no bucket', { status: 404, code: 'NoSuchBucket', bucketName: 'files' }, 'bucket-missing'],
    [
      'no such bucket as the key begins with',
      { status: 404, code: 'NoSuchBucket', bucketName: 'ABAg' },
      'addressing-wrong',
      inHostName,
    ],
    [
      'a bucket that must stand in the host name',
      { status: 403, code: 'SecondLevelDomainForbidden' },
      'addressing-wrong',
    ],
    ['the same elsewhere', { status: 403, code: 'PathStyleDomainForbidden' }, 'addressing-wrong'],
    ['another region', { status: 400, code: 'AuthorizationHeaderMalformed', region: 'eu-west-9' }, 'region-wrong'],
    [
      'another region in the query',
      { status: 400, code: 'AuthorizationQueryParametersError', region: 'eu-west-9' },
      'region-wrong',
    ],
    ['a bad query', { status: 400, code: 'AuthorizationQueryParametersError' }, 'signature-rejected'],
    ['another region, by HEAD', { status: 400, region: 'eu-west-9' }, 'region-wrong'],
    ['another region, by a redirect', { status: 301, code: 'PermanentRedirect', region: 'eu-west-9' }, 'region-wrong'],
    [
      'another address in the same region',
      { status: 307, code: 'TemporaryRedirect', region: 'us-east-1', endpoint: 'files.s3.example.org' },
      'redirected',
    ],
    ['another address', { status: 301, location: 'https://other.example/files/k' }, 'redirected'],
    [
      'a sign-in page behind a redirect',
      { status: 302, location: 'http://login.example/', ...page },
      'captive-portal',
      onOpenLine,
    ],
    ['a sign-in page', { status: 200, ...page }, 'captive-portal', onOpenLine],
    ['a sign-in page that says so', { status: 511, ...page }, 'captive-portal'],
    ['a web page', { status: 200, ...page }, 'not-s3'],
    ['a web page with a status', { status: 404, ...page }, 'not-s3'],
    ['a gateway in trouble', { status: 502, ...page }, 'server-failed', onOpenLine],
    ['no S3', { status: 418 }, 'not-s3'],
    ['no such operation', { status: 405, code: 'MethodNotAllowed' }, 'not-s3'],
    [
      'only Signature Version 2',
      { status: 400, code: 'InvalidArgument', message: 'Unsupported Authorization Type' },
      'server-too-old',
    ],
    [
      'only Signature Version 2, said otherwise',
      { status: 403, code: 'AccessDenied', message: 'AWS authentication requires a valid Date or x-amz-date header' },
      'server-too-old',
    ],
    [
      'no such version of it',
      { status: 501, code: 'NotImplemented', message: 'AWS4-HMAC-SHA256 is not supported' },
      'server-too-old',
    ],
    ['a quota', { status: 403, code: 'QuotaExceeded' }, 'storage-full'],
    [
      'a quota in words',
      { status: 403, code: 'AccessDenied', message: 'Cannot upload files, storage cap exceeded.' },
      'storage-full',
    ],
    ['a full disk', { status: 507, code: 'XMinioStorageFull' }, 'storage-full'],
    ['too many requests', { status: 503, code: 'SlowDown' }, 'throttled'],
    ['too many requests, without a body', { status: 429 }, 'throttled'],
    [
      'a lock',
      { status: 403, code: 'AccessDenied', message: 'Access Denied because object protected by object lock.' },
      'object-locked',
    ],
    [
      'a lock, MinIO',
      { status: 400, code: 'InvalidRequest', message: 'Object is WORM protected and cannot be overwritten' },
      'object-locked',
    ],
    ['its own trouble', { status: 500, code: 'InternalError' }, 'server-failed'],
    ['a file that is too large', { status: 400, code: 'EntityTooLarge' }, 'file-too-large'],
    ['a code that is a trap', { status: 400, code: '__proto__' }, 'not-s3'],
    ['a code that is another', { status: 400, code: 'constructor' }, 'not-s3'],
  ])('that says %s', (_what, answer, code, asked = overTls) => {
    expect(failureOfAnswer(answer, asked).code).toBe(code);
  });

  test.each<[BadAnswer, FailureDetail]>([
    [{ status: 400, code: 'AuthorizationHeaderMalformed', region: 'eu-west-9' }, { region: 'eu-west-9' }],
    [{ status: 400, region: 'eu\u001B[31m' }, {}],
    [{ status: 301, endpoint: 'files.s3.example.org' }, { otherHost: 'files.s3.example.org' }],
    [
      { status: 301, location: 'https://key:secret@evil.example:81/p?X-Amz-Signature=1' },
      { otherHost: 'evil.example:81' },
    ],
    [{ status: 301, location: '/elsewhere' }, {}],
    [{ status: 301, location: `https://${'a'.repeat(3_000)}.example` }, {}],
    [{ status: 301, endpoint: '<script>' }, {}],
  ])('%j tells %j and nothing else of its text', (answer, told) => {
    const { region, otherHost } = failureOfAnswer(answer, overTls).detail;
    expect({ ...(region !== undefined && { region }), ...(otherHost !== undefined && { otherHost }) }).toEqual(told);
  });

  // Once it was told that no S3 answers there.
  test('an error of S3 that nobody knows is told by its code', () => {
    const failure = failureOfAnswer({ status: 400, code: 'KMS.DisabledException' }, overTls);
    expect([failure.code, failure.detail.serverCode]).toEqual(['not-s3', 'KMS.DisabledException']);
    expect(failureOfAnswer({ status: 400, code: '\u001B[2Jcanary' }, overTls).detail.serverCode).toBeUndefined();
  });

  test('its body is read without being believed', () => {
    const body = `<Error><Code>NoSuchBucket</Code><Message>words</Message><BucketName>b</BucketName><Endpoint>e:1</Endpoint></Error>`;
    expect(readErrorBody(body)).toEqual({ code: 'NoSuchBucket', message: 'words', bucketName: 'b', endpoint: 'e:1' });
    const hostile = [
      ...['<Code>', '<Message>', '<Endpoint> '].map((open) => open.repeat(8_000)),
      `<Code>${' '.repeat(65_000)}`,
    ];
    expect(processorMs(() => hostile.map(readErrorBody))).toBeLessThan(500);
  });
});

test('a certificate that covers the host, and not the bucket in front of it, is about the addressing', () => {
  const error = Object.assign(new Error('canary'), {
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    cert: { subject: {}, subjectaltname: 'DNS:s3.example.com' },
  });
  const codeFor = (detail: FailureDetail) => failureOfSocket(error, detail)?.code;
  expect(codeFor({ host: 's3.example.com', addressing: 'virtual-host' })).toBe('addressing-wrong');
  expect(codeFor({ host: 's3.example.com', addressing: 'path' })).toBe('tls-wrong-host');
  expect(codeFor({ host: 'other.example.com', addressing: 'virtual-host' })).toBe('tls-wrong-host');
  // As the bytes' own requests raise it first: with the host alone.
  const raised = failureOfSocket(error, { host: 'files.s3.example.com' });
  expect(failureOfSocket(raised, { host: 's3.example.com', addressing: 'virtual-host' })?.code).toBe(
    'addressing-wrong',
  );
});

describe('a socket', () => {
  const failed = (code: string, more: object = {}) => Object.assign(new Error('canary'), { code, ...more });
  test.each<[what: string, error: Error, code: FailureCode, reason?: string]>([
    ['nobody listens', failed('ECONNREFUSED'), 'connection-refused'],
    [
      'nobody listens at any address',
      Object.assign(new AggregateError([failed('ECONNREFUSED')]), {}),
      'connection-refused',
    ],
    ['no such name', failed('ENOTFOUND'), 'host-unknown'],
    ['no resolver', failed('EAI_AGAIN'), 'endpoint-unreachable', 'its name cannot be looked up now'],
    ['no route', failed('EHOSTUNREACH'), 'endpoint-unreachable', 'no route leads there'],
    ['offline', failed('ENETUNREACH'), 'endpoint-unreachable', 'this computer is offline'],
    ['a reset', failed('ECONNRESET'), 'connection-lost'],
    ['silence', failed('ETIMEDOUT'), 'timed-out'],
    ['an old certificate', failed('CERT_HAS_EXPIRED'), 'tls-expired'],
    ['a certificate of tomorrow', failed('CERT_NOT_YET_VALID'), 'tls-expired', 'it is not valid yet'],
    ['a certificate of its own', failed('DEPTH_ZERO_SELF_SIGNED_CERT'), 'tls-untrusted', 'it is self-signed'],
    [
      'an unknown authority',
      failed('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
      'tls-untrusted',
      'it is signed by an unknown authority',
    ],
    ['another host', failed('ERR_TLS_CERT_ALTNAME_INVALID'), 'tls-wrong-host'],
    ['no TLS', failed('EPROTO', { message: 'ssl3_get_record:wrong version number' }), 'tls-not-spoken'],
    [
      'old TLS',
      failed('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'),
      'tls-untrusted',
      'it only knows an outdated encryption',
    ],
    ['no HTTP', failed('HPE_INVALID_CONSTANT'), 'not-s3'],
  ])('%s', (_what, error, code, reason) => {
    const failure = failureOfSocket(error, { host: 'h' });
    expect([failure?.code, failure?.detail.reason]).toEqual([code, reason]);
    expect(JSON.stringify(failure?.detail)).not.toContain('canary');
  });
});

test('a full bucket is told by the disk where it lies on this computer, in the window with what becomes of an upload', () => {
  const full = { status: 507, code: 'InsufficientStorage' };
  const here = failureOfAnswer(full, requestFactsOf({ ...sampleConnection, kind: 'embedded' }));
  expect(failureWords(here, 'window')).toMatchObject({
    message: 'The disk of this computer is full.',
    next: 'Free some space and try again: an upload goes on where it was.',
  });
  const elsewhere = failureWords(failureOfAnswer(full, overTls), 'terminal');
  expect(elsewhere.next).toBe('Free some space there or raise the quota, then try again.');
});
