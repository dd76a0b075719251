// The list of everything a network, a proxy or a server may do to an upload, and what must come of it.
import type { FailureCode } from '../../main/core/model/failure';
import type { Character } from './fault-bucket';
import type { Act, Fault, Operation } from './fault-plan';

export type Expected = FailureCode | 'done';

export interface NetworkFault {
  readonly name: string;
  readonly faults: readonly Fault[];
  readonly expected: Expected;
  /** Where a file that travels in parts ends otherwise. */
  readonly expectedInParts?: Expected;
  readonly character?: Character;
  /** Only files that travel in parts meet it. */
  readonly onlyParts?: boolean;
  /** Interrupted first after two parts; the fault meets what goes on. */
  readonly resumes?: boolean;
  readonly pageSize?: number;
  /** The endpoint is not the server itself. */
  readonly endpoint?: 'refused' | 'unknown-host' | 'stalled-connect' | 'stalled-tls' | 'plain-on-https';
}

const body: readonly Operation[] = ['put', 'part'];
const once = (operation: Fault['match']['operation'], act: Act): readonly Fault[] => [
  { match: { operation, nth: 1 }, act },
];
const always = (operation: Fault['match']['operation'], act: Act): readonly Fault[] => [{ match: { operation }, act }];
const refuse = (status: number, code?: string, more: Partial<Extract<Act, { readonly kind: 'refuse' }>> = {}): Act => ({
  kind: 'refuse',
  status,
  ...(code !== undefined && { code }),
  ...more,
});
const html = { contentType: 'text/html', body: '<html>Bad gateway</html>' };

/** Once: it goes on and ends well. Always: it gives up with the right words. */
const both = (name: string, act: Act, ends: FailureCode): readonly NetworkFault[] => [
  { name, faults: once(body, act), expected: 'done' },
  { name: `${name}, always`, faults: always(body, act), expected: ends },
];
const permanent = (name: string, act: Act, expected: FailureCode): NetworkFault => ({
  name,
  faults: once(body, act),
  expected,
});

export const bodyFaults: readonly NetworkFault[] = [
  ...both('reset before the body', { kind: 'reset', at: 'before' }, 'connection-lost'),
  ...both('reset in the body', { kind: 'reset', at: 'mid' }, 'connection-lost'),
  ...both('reset after the body was stored', { kind: 'reset', at: 'stored' }, 'connection-lost'),
  ...both('hung up before the answer', { kind: 'hang-up', stored: false }, 'connection-lost'),
  ...both('hung up, stored', { kind: 'hang-up', stored: true }, 'connection-lost'),
  ...both('stall in the body', { kind: 'stall', in: 'body' }, 'timed-out'),
  ...both('stall before the answer', { kind: 'stall', in: 'answer' }, 'timed-out'),
  { name: 'stall inside the answer', faults: once(body, { kind: 'stall', in: 'answer-body' }), expected: 'done' },
  ...both('400 RequestTimeout', refuse(400, 'RequestTimeout'), 'timed-out'),
  ...both('429', refuse(429, 'TooManyRequests'), 'throttled'),
  ...both('500 InternalError', refuse(500, 'InternalError'), 'server-failed'),
  ...both('502 in HTML', refuse(502, undefined, html), 'server-failed'),
  ...both('503 SlowDown', refuse(503, 'SlowDown'), 'throttled'),
  ...both('504 without a body', refuse(504), 'server-failed'),
  ...both('BadDigest', refuse(400, 'BadDigest'), 'connection-lost'),
  {
    name: 'one clock an hour off',
    faults: once(body, refuse(403, 'RequestTimeTooSkewed', { dateOffsetMs: 3_600_000 })),
    expected: 'done',
  },
  { name: 'clock refused with 400, once', faults: once(body, refuse(400, 'RequestTimeTooSkewed')), expected: 'done' },
  { name: 'clock refused always', faults: always(body, refuse(403, 'RequestTimeTooSkewed')), expected: 'clock-skewed' },
  {
    name: 'clock that swings with every answer',
    faults: always(body, refuse(403, 'AccessDenied', { dateOffsetMs: 7_200_000, swings: true })),
    expected: 'access-denied',
  },
  permanent('403 ExpiredToken', refuse(403, 'ExpiredToken'), 'token-expired'),
  permanent('400 ExpiredToken', refuse(400, 'ExpiredToken'), 'token-expired'),
  permanent('403 AccessDenied', refuse(403, 'AccessDenied'), 'access-denied'),
  permanent('403 SignatureDoesNotMatch', refuse(403, 'SignatureDoesNotMatch'), 'signature-rejected'),
  permanent('403 InvalidAccessKeyId', refuse(403, 'InvalidAccessKeyId'), 'access-key-unknown'),
  permanent('403 before the body was read', refuse(403, 'AccessDenied', { early: true }), 'access-denied'),
  permanent('404 NoSuchBucket', refuse(404, 'NoSuchBucket'), 'bucket-missing'),
  permanent('507', refuse(507), 'storage-full'),
  permanent('400 EntityTooLarge', refuse(400, 'EntityTooLarge'), 'file-too-large'),
  permanent('403 QuotaExceeded', refuse(403, 'QuotaExceeded'), 'storage-full'),
  permanent('405', refuse(405, 'MethodNotAllowed'), 'not-s3'),
  permanent(
    'redirect 301',
    refuse(301, 'PermanentRedirect', { headers: { location: 'http://127.0.0.1:9/' } }),
    'redirected',
  ),
  permanent('redirect 302', refuse(302, undefined, { headers: { location: 'http://127.0.0.1:9/' } }), 'redirected'),
  permanent(
    'redirect 307',
    refuse(307, 'TemporaryRedirect', { headers: { location: 'http://127.0.0.1:9/' } }),
    'redirected',
  ),
  permanent('redirect 308', refuse(308, undefined, { headers: { location: 'http://127.0.0.1:9/' } }), 'redirected'),
  permanent('200 without ETag', { kind: 'etag', value: 'missing' }, 'not-s3'),
  permanent('200 in HTML (captive portal)', { kind: 'false-200', body: 'html', stored: false }, 'not-s3'),
  permanent('200 and nothing', { kind: 'false-200', body: 'empty', stored: false }, 'not-s3'),
  permanent('200 with an error body', { kind: 'false-200', body: 'error', stored: false }, 'not-s3'),
  permanent('200 with 4 MiB of body', { kind: 'false-200', body: 'huge', stored: false }, 'not-s3'),
  {
    name: '200 cut off',
    faults: once(body, { kind: 'false-200', body: 'truncated', stored: false }),
    expected: 'done',
  },
  permanent('no HTTP at all', { kind: 'garbage' }, 'not-s3'),
  permanent('65 KiB of headers', refuse(200, undefined, { headers: { 'x-flood': 'a'.repeat(65_000) } }), 'not-s3'),
  { name: '400 in HTML', faults: once(body, refuse(400, undefined, html)), expected: 'done' },
  {
    name: 'answer trickles for ever',
    faults: always(body, { kind: 'trickle', everyMs: 100, reads: false }),
    expected: 'timed-out',
  },
  { name: 'server reads slowly', faults: once(body, { kind: 'trickle', everyMs: 2, reads: true }), expected: 'done' },
  {
    name: 'wrong ETag, right checksum',
    faults: once(body, { kind: 'etag', value: 'wrong' }),
    expected: 'done',
    expectedInParts: 'not-s3',
  },
  {
    name: 'wrong ETag, no checksum',
    character: 'md5',
    faults: once(body, { kind: 'etag', value: 'wrong' }),
    expected: 'done',
  },
  {
    name: 'one bit flipped on the way, CRC server',
    faults: once(body, { kind: 'damage', how: 'flip' }),
    expected: 'done',
  },
  {
    name: 'one bit flipped on the way, MD5 server',
    character: 'md5',
    faults: once(body, { kind: 'damage', how: 'flip' }),
    expected: 'done',
  },
  {
    name: 'bits flipped always, CRC server',
    faults: always(body, { kind: 'damage', how: 'flip' }),
    expected: 'stored-differs',
  },
  { name: 'half stored, CRC server', faults: once(body, { kind: 'damage', how: 'cut' }), expected: 'done' },
  {
    name: 'half stored, opaque server',
    character: 'opaque',
    faults: always(body, { kind: 'damage', how: 'cut' }),
    expected: 'stored-differs',
  },
  {
    name: 'a byte too much, opaque server',
    character: 'opaque',
    faults: always(body, { kind: 'damage', how: 'longer' }),
    expected: 'stored-differs',
  },
  { name: 'wrong CRC in the answer', faults: once(body, { kind: 'wrong-crc' }), expected: 'done' },
  { name: 'server without checksums', character: 'refuses-checksums', faults: [], expected: 'done' },
  { name: 'server with MD5 ETags', character: 'md5', faults: [], expected: 'done' },
  { name: 'server with opaque ETags', character: 'opaque', faults: [], expected: 'done' },
  {
    name: 'reset in the re-read of an opaque server',
    character: 'opaque',
    faults: once('get', { kind: 'reset', at: 'before' }),
    expected: 'done',
  },
  {
    name: 'HTML in the re-read of an opaque server',
    character: 'opaque',
    faults: always('get', { kind: 'false-200', body: 'html', stored: false }),
    expected: 'not-s3',
  },
  { name: 'nothing listens', faults: [], endpoint: 'refused', expected: 'connection-refused' },
  { name: 'unknown host', faults: [], endpoint: 'unknown-host', expected: 'host-unknown' },
  { name: 'stall in connect', faults: [], endpoint: 'stalled-connect', expected: 'timed-out' },
  { name: 'stall in TLS', faults: [], endpoint: 'stalled-tls', expected: 'timed-out' },
  { name: 'no TLS on an https port', faults: [], endpoint: 'plain-on-https', expected: 'tls-not-spoken' },
];

const parts = (fault: Omit<NetworkFault, 'onlyParts'>): NetworkFault => ({ ...fault, onlyParts: true });
const on = (operation: Operation, what: string, act: Act, expected: Expected): NetworkFault =>
  parts({ name: `${operation}: ${what}`, faults: once(operation, act), expected });
const onAlways = (operation: Operation, what: string, act: Act, expected: Expected): NetworkFault =>
  parts({ name: `${operation}: ${what}, always`, faults: always(operation, act), expected });
const goingOn = (
  what: string,
  faults: readonly Fault[],
  expected: Expected,
  more: Partial<NetworkFault> = {},
): NetworkFault => parts({ name: `going on: ${what}`, faults, expected, resumes: true, ...more });

export const partFaults: readonly NetworkFault[] = [
  on('create', 'answer lost', { kind: 'reset', at: 'stored' }, 'done'),
  onAlways('create', 'answer lost', { kind: 'reset', at: 'stored' }, 'connection-lost'),
  on('create', '503', refuse(503, 'SlowDown'), 'done'),
  on('create', '200 HTML', { kind: 'false-200', body: 'html', stored: false }, 'not-s3'),
  on('create', '200 empty', { kind: 'false-200', body: 'empty', stored: false }, 'not-s3'),
  on('create', '200 with __proto__', { kind: 'false-200', body: 'prototype', stored: false }, 'upload-lost'),
  on('create', 'stall', { kind: 'stall', in: 'answer' }, 'done'),
  on('create', '403', refuse(403, 'AccessDenied'), 'access-denied'),
  on('complete', 'answer lost', { kind: 'reset', at: 'stored' }, 'done'),
  onAlways('complete', 'answer lost', { kind: 'reset', at: 'stored' }, 'done'),
  on('complete', 'stall, stored', { kind: 'stall', in: 'answer' }, 'done'),
  on('complete', '200 with an error', { kind: 'false-200', body: 'error', stored: false }, 'done'),
  onAlways('complete', '200 with an error', { kind: 'false-200', body: 'error', stored: false }, 'server-failed'),
  on('complete', '200 empty, stored', { kind: 'false-200', body: 'empty', stored: true }, 'done'),
  on('complete', '200 HTML, not stored', { kind: 'false-200', body: 'html', stored: false }, 'not-s3'),
  on('complete', '200 cut off, stored', { kind: 'false-200', body: 'truncated', stored: true }, 'done'),
  on('complete', '200 with a prolog only, stored', { kind: 'false-200', body: 'prolog', stored: true }, 'done'),
  on('complete', '500', refuse(500, 'InternalError'), 'done'),
  on('complete', '404 NoSuchUpload', { kind: 'forget' }, 'upload-lost'),
  on('complete', '400 InvalidPart', refuse(400, 'InvalidPart'), 'not-s3'),
  on('head', 'reset', { kind: 'reset', at: 'before' }, 'done'),
  onAlways('head', '404', refuse(404), 'stored-differs'),
  on('head', '403', refuse(403), 'access-denied'),
  parts({
    name: 'part: upload forgotten',
    faults: [{ match: { operation: 'part', nth: 3 }, act: { kind: 'forget' } }],
    expected: 'upload-lost',
  }),
  parts({
    name: 'complete: answer lost, opaque server',
    character: 'opaque',
    faults: always('complete', { kind: 'reset', at: 'stored' }),
    expected: 'done',
  }),
  parts({
    name: 'damage after the answers: HEAD tells',
    faults: [{ match: { operation: 'part', nth: 2 }, act: { kind: 'damage', how: 'cut', lies: true } }],
    expected: 'stored-differs',
  }),
  goingOn('parts listed page by page', [], 'done', { pageSize: 1 }),
  goingOn('list without end', always('list-parts', { kind: 'endless-list' }), 'done'),
  goingOn('list resets', once('list-parts', { kind: 'reset', at: 'before' }), 'done'),
  goingOn('list in HTML', once('list-parts', { kind: 'false-200', body: 'html', stored: false }), 'not-s3'),
  goingOn('list empty 200', once('list-parts', { kind: 'false-200', body: 'empty', stored: false }), 'not-s3'),
  goingOn('list trickles', always('list-parts', { kind: 'trickle', everyMs: 100, reads: false }), 'timed-out'),
  goingOn('upload lost', once('list-parts', { kind: 'forget' }), 'done'),
  goingOn('refused', once('list-parts', refuse(403, 'AccessDenied')), 'access-denied'),
];
