// What a hostile or broken server may answer, as a table: the bytes, who asked, and what must come of it.
import { mostAnswerBytes } from '../../main/adapters/s3/wire/size-limited-body';
import type { FailureCode } from '../../main/core/model/failure';
import type { OperationName } from './store-operations';

/** Bytes of an answer: head, then the chunk so many times, then tail; afterwards it ends, unless something else is said. */
export interface Plan {
  readonly head: string;
  readonly chunk?: string;
  readonly times?: number;
  readonly tail?: string;
  readonly drip?: { readonly piece: string; readonly everyMs: number };
  readonly afterwards?: 'reset' | 'keep';
}

export interface HostileCase {
  readonly family: string;
  readonly name: string;
  readonly on: OperationName;
  readonly plan: Plan;
  readonly ends: FailureCode | 'done';
}

/** Stands for host:port of a server that nobody may ever ask, and is just as long: lengths are told. */
export const elsewhere = '{{some.where.}}';

const mebibyte = 1_048_576;
const line = (status: number | string) => `HTTP/1.1 ${status}${typeof status === 'number' ? ' Whatever' : ''}\r\n`;
const headerLines = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');

/** An answer whose end is the end of the connection. */
const open = (status: number | string, headers: Readonly<Record<string, string>> = {}) =>
  `${line(status)}${headerLines({ Connection: 'close', ...headers })}\r\n`;
const answer = (
  status: number,
  body = '',
  headers: Readonly<Record<string, string>> = { 'Content-Type': 'application/xml' },
): Plan => ({ head: `${open(status, { ...headers, 'Content-Length': String(Buffer.byteLength(body)) })}${body}` });
const xml = (body: string): Plan => answer(200, `<?xml version="1.0" encoding="UTF-8"?>${body}`);
/** As many bytes as that, in XML. */
const endless = (before: string, chunk: string, after: string, bytes = 64 * mebibyte, status = 200): Plan => ({
  head: `${open(status, { 'Content-Type': 'application/xml' })}<?xml version="1.0"?>${before}`,
  chunk,
  times: Math.ceil(bytes / chunk.length),
  tail: after,
});

const html = { 'Content-Type': 'text/html; charset=utf-8' };
const page = '<!DOCTYPE html><html><head><title>canary</title></head><body><form action="/login"></form></body></html>';
const listOf = (entries: string) =>
  `<ListBucketResult><Name>files</Name><Prefix>k</Prefix><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated>${entries}</ListBucketResult>`;
const entry = (key: string) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`;
const error = (code: string, more = '') => `<Error><Code>${code}</Code><Message>canary</Message>${more}</Error>`;

const family =
  (name: string) =>
  (cases: readonly (readonly [name: string, on: OperationName, plan: Plan, ends: HostileCase['ends']])[]) =>
    cases.map(([what, on, plan, ends]): HostileCase => ({ family: name, name: what, on, plan, ends }));

const pages = family('a web page')([
  ['to a PUT', 'put', answer(200, page, html), 'not-s3'],
  ['to a part', 'putPart', answer(200, page, html), 'not-s3'],
  ['to the begin of an upload', 'createUpload', answer(200, page, html), 'not-s3'],
  ['to its end', 'completeUpload', answer(200, page, html), 'not-s3'],
  ['to a list', 'list', answer(200, page, html), 'not-s3'],
  ['to a DELETE', 'remove', answer(200, page, html), 'not-s3'],
  ['that calls itself XML', 'list', answer(200, page), 'not-s3'],
  ['with 403', 'checkBucket', answer(403, page, html), 'not-s3'],
  ['with 404', 'checkBucket', answer(404, page, html), 'not-s3'],
  ['with 404 and without a type of document', 'list', answer(404, '<html><body>canary</body></html>', html), 'not-s3'],
  ['with an ETag', 'describe', answer(200, '', { ...html, 'Content-Length': '5' }), 'not-s3'],
]);

const cut = family('cut off')([
  ['a list in a name', 'list', xml('<ListBucketResult><Name>files</Na'), 'not-s3'],
  ['a list in a tag', 'listUploads', xml('<ListMultipartUploadsResult><Upload'), 'not-s3'],
  ['nothing', 'listParts', answer(200), 'not-s3'],
  ['a prolog alone', 'createUpload', xml('\n'), 'not-s3'],
  ['nothing, after Complete', 'completeUpload', answer(200), 'server-failed'],
  ['before the length it told', 'list', { head: `${open(200, { 'Content-Length': '900' })}<a>` }, 'connection-lost'],
  [
    'between chunks',
    'list',
    { head: `${open(200, { 'Transfer-Encoding': 'chunked' })}3\r\n<a>\r\n`, afterwards: 'reset' },
    'connection-lost',
  ],
  ['an error body', 'checkBucket', answer(500, '<Error><Code>Inter'), 'server-failed'],
]);

const large = family('too large')([
  [
    'a list of 64 MiB',
    'list',
    endless('<ListBucketResult><Name>files</Name>', entry('k'), '</ListBucketResult>'),
    'not-s3',
  ],
  [
    'a name of 64 MiB',
    'list',
    endless('<ListBucketResult><Name>', 'k'.repeat(1_024), '</Name></ListBucketResult>'),
    'not-s3',
  ],
  [
    'an error of 64 MiB',
    'checkBucket',
    endless('<Error><Code>', 'A'.repeat(1_024), '</Code></Error>', 64 * mebibyte, 500),
    'server-failed',
  ],
  ['64 MiB to a PUT', 'put', endless('', ' '.repeat(1_024), ''), 'not-s3'],
  ['64 MiB to a GET of ten bytes', 'readBack', endless('', ' '.repeat(1_024), ''), 'not-s3'],
  [
    '64 MiB of entities',
    'listParts',
    endless('<ListPartsResult><Key>', '&amp;'.repeat(200), '</Key></ListPartsResult>'),
    'not-s3',
  ],
  [
    'just as much as is read',
    'list',
    endless(
      listOf('').replace('</ListBucketResult>', ''),
      entry('k'.repeat(3_000)),
      '</ListBucketResult>',
      mostAnswerBytes - 4_096,
    ),
    'done',
  ],
]);

const traps = family('a trap for XML readers')([
  ['300,000 levels', 'list', endless('', '<a>', '', 900_000), 'not-s3'],
  ['2,000 levels that end', 'list', xml(`${'<a>'.repeat(2_000)}${'</a>'.repeat(2_000)}`), 'not-s3'],
  [
    'entities that grow',
    'list',
    xml('<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>'),
    'not-s3',
  ],
  ['a file inside', 'createUpload', xml('<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]><r>&f;</r>'), 'not-s3'],
  ['an address inside', 'list', xml(`<!DOCTYPE r SYSTEM "http://${elsewhere}/dtd"><r/>`), 'not-s3'],
  ['90,000 document types', 'list', endless('', '<!DOCTYPE>', '', 900_000), 'not-s3'],
  ['the same in an error', 'checkBucket', endless('', '<!doctype>', '', 900_000, 400), 'not-s3'],
  ['characters that are none', 'list', xml(listOf(entry('k&#0;&#xD800;&#1114111;&#9999999;'))), 'done'],
  ['200,000 attributes', 'list', endless('<ListBucketResult ', 'a="" ', '></ListBucketResult>', 900_000), 'not-s3'],
  ['70,000 comments', 'list', endless('<ListBucketResult>', '<!---->', '</ListBucketResult>', 500_000), 'not-s3'],
  ['`__proto__` as an element', 'list', xml('<__proto__><Name>files</Name></__proto__>'), 'done'],
  ['`__proto__` inside', 'list', xml(listOf('<__proto__><polluted>canary</polluted></__proto__>')), 'not-s3'],
  [
    '`__proto__` as an attribute',
    'list',
    xml('<ListBucketResult __proto__="canary"><Name>files</Name></ListBucketResult>'),
    'done',
  ],
  [
    '`constructor` and `toString`',
    'createUpload',
    xml(
      '<InitiateMultipartUploadResult><constructor>1</constructor><toString>1</toString></InitiateMultipartUploadResult>',
    ),
    'not-s3',
  ],
  ['UTF-16', 'list', answer(200, '\u0000<\u0000a\u0000/\u0000>'), 'not-s3'],
]);

const location = (to: string) => ({ Location: to, 'Content-Type': 'application/xml' });
const redirects = family('a redirect')([
  ...([301, 302, 303, 307, 308] as const).map(
    (status) =>
      [
        `${status} to another host`,
        'put',
        answer(status, '', location(`http://${elsewhere}/files/k`)),
        'redirected',
      ] as const,
  ),
  [
    '301 to another host, small request',
    'checkBucket',
    answer(301, '', location(`http://${elsewhere}/files`)),
    'redirected',
  ],
  ['307 of a DELETE', 'remove', answer(307, '', location(`http://${elsewhere}/files/k`)), 'redirected'],
  ['308 on the same host', 'list', answer(308, '', location('/elsewhere')), 'redirected'],
  ['to what is no web address', 'list', answer(302, '', location('file:///etc/passwd')), 'redirected'],
  ['without saying where', 'list', answer(301), 'redirected'],
  [
    'with an endpoint of its own',
    'list',
    answer(301, error('PermanentRedirect', `<Endpoint>${elsewhere}</Endpoint>`)),
    'redirected',
  ],
  [
    'to a region that is a host',
    'list',
    answer(400, error('AuthorizationHeaderMalformed', `<Region>${elsewhere}/</Region>`)),
    'region-wrong',
  ],
  [
    'by a header',
    'list',
    answer(301, '', { ...location(`http://${elsewhere}/`), 'x-amz-bucket-region': `@${elsewhere}/` }),
    'redirected',
  ],
  ['in a 200', 'list', answer(200, error('TemporaryRedirect', `<Endpoint>${elsewhere}</Endpoint>`)), 'redirected'],
  [
    'by Refresh and Alt-Svc',
    'list',
    answer(200, listOf(''), { Refresh: `0; url=http://${elsewhere}/`, 'Alt-Svc': `h2="${elsewhere}"` }),
    'done',
  ],
]);

const etag = (value: string) => ({ ETag: value });
const forged = family('forged')([
  ['no ETag', 'put', answer(200, '', {}), 'not-s3'],
  ['an empty ETag', 'putPart', answer(200, '', etag('')), 'not-s3'],
  ['an ETag of 60 KiB', 'put', answer(200, '', etag('a'.repeat(61_440))), 'not-s3'],
  ['a size that is none', 'describe', answer(200, '', { ...etag('"e"'), 'x-amz-x': '1' }), 'done'],
  ['two lengths', 'put', { head: `${line(200)}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab` }, 'not-s3'],
  ['a length below nothing', 'put', { head: `${line(200)}Content-Length: -1\r\n\r\n` }, 'not-s3'],
  ['a year that is none', 'checkBucket', answer(200, listOf(''), { Date: '+275760-09-13' }), 'done'],
  ['the year 1601', 'checkBucket', answer(200, listOf(''), { Date: 'Mon, 01 Jan 1601 00:00:00 GMT' }), 'done'],
  ['a code with a command for the terminal', 'checkBucket', answer(400, error('\u001B[2Jcanary')), 'not-s3'],
  ['a status of nothing', 'put', { head: 'HTTP/1.1 000 canary\r\n\r\n' }, 'not-s3'],
  ['a status of four digits', 'put', { head: 'HTTP/1.1 2000 canary\r\n\r\n' }, 'not-s3'],
]);

const protocol = family('no proper HTTP')([
  ['a greeting of SSH', 'list', { head: 'SSH-2.0-canary\r\n' }, 'not-s3'],
  ['HTTP/2', 'put', { head: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' }, 'not-s3'],
  [
    '40,000 headers',
    'list',
    { head: line(200), chunk: 'X-Canary: 1\r\n', times: 40_000, afterwards: 'keep' },
    'not-s3',
  ],
  [
    '40,000 headers to a PUT',
    'put',
    { head: line(200), chunk: 'X-Canary: 1\r\n', times: 40_000, afterwards: 'keep' },
    'not-s3',
  ],
  [
    'a header without an end',
    'put',
    { head: `${line(200)}X-Canary: `, chunk: 'a'.repeat(1_024), times: 4_096, afterwards: 'keep' },
    'not-s3',
  ],
  [
    'a chunk with a word of 1 MiB',
    'list',
    {
      head: `${open(200, { 'Transfer-Encoding': 'chunked' })}1;`,
      chunk: 'a'.repeat(1_024),
      times: 1_024,
      tail: '\r\nx\r\n',
    },
    'connection-lost',
  ],
]);

const upgrade = `${line(101)}Upgrade: canary\r\nConnection: Upgrade\r\n\r\n`;
const slow = family('slow')([
  ['another protocol instead', 'list', { head: upgrade, afterwards: 'keep' }, 'timed-out'],
  ['another protocol instead of a PUT', 'put', { head: upgrade, afterwards: 'keep' }, 'not-s3'],
  ['a header, byte by byte', 'put', { head: `${line(200)}X-Canary: `, drip: { piece: 'a', everyMs: 50 } }, 'timed-out'],
  [
    'a header of a list, byte by byte',
    'list',
    { head: `${line(200)}X-Canary: `, drip: { piece: 'a', everyMs: 50 } },
    'timed-out',
  ],
  ['a body, byte by byte', 'list', { head: open(200), drip: { piece: ' ', everyMs: 50 } }, 'timed-out'],
  [
    'a body to a PUT, byte by byte',
    'put',
    { head: open(200, etag('"e"')), drip: { piece: ' ', everyMs: 50 } },
    'timed-out',
  ],
  [
    'only that it goes on',
    'put',
    { head: `${line(100)}\r\n`, drip: { piece: 'HTTP/1.1 102 Processing\r\n\r\n', everyMs: 50 } },
    'timed-out',
  ],
  [
    'only hints',
    'list',
    { head: '', drip: { piece: 'HTTP/1.1 103 Early Hints\r\nLink: <canary>\r\n\r\n', everyMs: 50 } },
    'timed-out',
  ],
]);

export const hostileCases: readonly HostileCase[] = [
  ...pages,
  ...cut,
  ...large,
  ...traps,
  ...redirects,
  ...forged,
  ...protocol,
  ...slow,
];
