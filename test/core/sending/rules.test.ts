// What a guest in a terminal is told, and what of a page it obeys.
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../main/core/model/failure';
import { guestsFailure, refusalFailure, type Refused } from '../../../main/core/sending/rules/guest-failure';
import { formEnds, writtenHeaders } from '../../../main/core/sending/rules/write-form';

const refused: Refused = {
  fileName: 'day/a.txt',
  limits: { files: 3, bytes: 20_000_000, types: 'pictures' },
  room: 2,
  host: 's3.example:9000',
  cause: undefined,
};
const lost = new Failure('connection-lost', { host: 's3.example:9000' });

test.each([
  ['large', {}, 'send-not-taken', { reason: 'it takes files of up to {{size}}', reasonValues: { size: '20 MB' } }],
  ['many', {}, 'send-not-taken', { reason: 'files that it still takes: {{count}}', reasonValues: { count: 2 } }],
  ['pictures', {}, 'send-not-taken', { reason: 'it takes pictures only' }],
  ['documents', {}, 'send-not-taken', { reason: 'it takes documents only' }],
  ['kind', {}, 'send-refused', { reason: 'it takes pictures only', host: 's3.example:9000' }],
  ['too-large', {}, 'send-refused', { host: 's3.example:9000' }],
  ['refused', {}, 'send-refused', { host: 's3.example:9000' }],
  ['full', {}, 'request-full', {}],
  ['over', {}, 'request-ended', {}],
  ['late', {}, 'request-ended', {}],
  ['unsure', {}, 'send-unsure', {}],
  ['storage-full', {}, 'storage-full', { host: 's3.example:9000' }],
  ['silent', {}, 'timed-out', { host: 's3.example:9000' }],
  ['silent', { cause: lost }, 'connection-lost', { host: 's3.example:9000' }],
  ['unreadable', {}, 'file-unreadable', {}],
  ['unreadable', { cause: new Failure('file-changed', { fileName: 'a.txt' }) }, 'file-changed', {}],
] as const)('%s %j is %s', (why, more, code, detail) => {
  const failure = refusalFailure(why, { ...refused, ...more });
  expect([failure.code, failure.detail]).toEqual([code, { fileName: 'day/a.txt', sending: true, ...detail }]);
});

test.each([
  ['link-over', 'request-ended'],
  ['link-waits', 'request-away'],
  ['tls-untrusted', 'tls-untrusted'],
] as const)('%s is %s to a guest', (code, told) => {
  expect(guestsFailure(new Failure(code, { host: 'h' }))).toMatchObject({
    code: told,
    detail: { host: 'h', sending: true },
  });
});

describe('what a page asks to be written', () => {
  test('headers that Mayfly signs are sent, others and second lines are not', () => {
    const asked = [
      ['Content-Type', 'application/octet-stream'],
      ['if-none-match', '*'],
      ['x-amz-acl', 'private'],
      ['host', 'intranet.example'],
      ['x-content-type', 'a/b'],
      ['content-types', 'a/b'],
      ['cookie', 'a=b'],
      ['authorization', 'Basic YTpi'],
      ['transfer-encoding', 'chunked'],
      ['x-amz-meta-a', 'b\r\nhost: intranet.example'],
    ] as const;
    expect(writtenHeaders(asked)).toEqual({
      'Content-Type': 'application/octet-stream',
      'if-none-match': '*',
      'x-amz-acl': 'private',
    });
  });

  test('a field cannot end its own name', async () => {
    const { headers, head, tail } = formEnds([['a"\r\nb', 'value']], 'mark');
    const body = new Blob([Uint8Array.from(head), 'bytes', Uint8Array.from(tail)]);
    const form = await new Response(body, { headers }).formData();
    expect([...form.keys()]).toHaveLength(2);
    const file = form.get('file');
    expect(file instanceof File && (await file.text())).toBe('bytes');
    expect(new TextDecoder().decode(head)).toContain('name="a%22%0D%0Ab"\r\n\r\nvalue');
  });
});
