// A page is read whole or not at all: one file, object or time that is not as Mayfly writes it makes it none.
import { describe, expect, test } from 'vitest';
import { readPage } from '../../../main/core/pages/rules/read-page';

const hash = 'ab'.repeat(32);
const signature = Buffer.from(hash, 'hex').toString('base64url');
const shortHash = Buffer.from(hash, 'hex').subarray(1).toString('base64url');

const script = (id: string, value: unknown) =>
  `<script id="${id}">\n${typeof value === 'string' ? value : JSON.stringify(value)}\n</script>`;
const times = { expires: 9 };
const pageOf = (data: unknown, manifest?: string) =>
  readPage(
    script('times', times) + script('data', data) + (manifest === undefined ? '' : script('manifest', manifest)),
  );
const read = { expiresAtMs: 9, status: undefined };

describe('a table of files', () => {
  const row: readonly unknown[] = ['a', 5, 0, 'x/a', signature, signature];
  const table = { folder: '/b/', query: 'q=1', types: ['text/plain'] };
  const file = { path: 'a', sizeBytes: 5, contentType: 'text/plain', href: `/b/x/a?q=1&X-Amz-Signature=${hash}` };

  test.each<[string, readonly unknown[], string | undefined]>([
    ['with its hash', row, hash],
    ['with an empty hash', row.with(5, ''), undefined],
    ['without a hash', row.slice(0, 5), undefined],
  ])('gives a file %s', (_what, given, sha256) => {
    expect(pageOf({ ...table, files: [given] })).toStrictEqual({
      kind: 'share',
      ...read,
      files: [{ ...file, sha256 }],
    });
  });

  test.each<[string, number, unknown]>([
    ['path', 0, 7],
    ['size', 1, -1],
    ['type', 2, 1],
    ['reference', 3, 7],
    ['signature', 4, 7],
    ['signature', 4, shortHash],
    ['signature', 4, `!${signature}`],
    ['signature', 4, `${signature}!`],
    ['hash', 5, 7],
    ['hash', 5, shortHash],
  ])('is none with the %s of one file as [%i] = %j', (_what, at, value) => {
    expect(pageOf({ ...table, files: [row, row.with(at, value)] })).toBeUndefined();
  });

  test.each([{ folder: 7 }, { query: 7 }, { types: {} }, { types: 7 }, { types: [7] }, { files: {} }, { files: [{}] }])(
    'is none with %j',
    (change) => {
      expect(pageOf({ ...table, files: [row], ...change })).toBeUndefined();
    },
  );
});

describe('a table of encrypted objects', () => {
  const table = { folder: '/b/', query: 'q=1', files: [[200, 'x/1', signature]] };

  test('gives each, and the manifest', () => {
    expect(pageOf(table, 'AQI=')).toStrictEqual({
      kind: 'encrypted',
      ...read,
      objects: [{ sizeBytes: 200, href: `/b/x/1?q=1&X-Amz-Signature=${hash}` }],
      manifest: Buffer.from([1, 2]),
      needsPassword: false,
    });
  });

  test.each<[string, unknown, string]>([
    ['no list', { ...table, files: {} }, 'AQI='],
    ['what is no row', { ...table, files: [...table.files, {}] }, 'AQI='],
    ['a size below nothing', { ...table, files: [[-1, 'x/1', signature]] }, 'AQI='],
    ['a signature that is none', { ...table, files: [[200, 'x/1', 'x']] }, 'AQI='],
    ['an empty manifest', table, ''],
    ['something before its manifest', table, '!AQI='],
    ['something after its manifest', table, 'AQI=!'],
  ])('is none with %s', (_what, data, manifest) => {
    expect(pageOf(data, manifest)).toBeUndefined();
  });
});

describe('a list of links', () => {
  const said = { href: 'x', 'data-size': '5', 'data-type': 't', 'data-sha256': signature };
  const listed = (change: Readonly<Record<string, string>>, text: string) => {
    const attributes = Object.entries({ ...said, ...change }).map(([name, value]) => ` ${name}="${value}"`);
    const list = `<ul id="plain"><a${attributes.join('')}>${text}</a></ul>`;
    return readPage(script('times', times) + script('data', 'null') + list);
  };

  test.each<[string, Readonly<Record<string, string>>, object]>([
    ['under its text', {}, {}],
    ['under its text where the name is the same', { download: '' }, {}],
    ['under the name beside it', { download: 'c' }, { path: 'a/c' }],
    ['without a hash', { 'data-sha256': '' }, { sha256: undefined }],
  ])('gives a file %s', (_what, change, different) => {
    const file = { path: 'a/b', sizeBytes: 5, contentType: 't', sha256: hash, href: 'x', ...different };
    expect(listed(change, 'a/b')).toStrictEqual({ kind: 'share', ...read, files: [file] });
  });

  test.each([
    { href: '' },
    { 'data-size': '' },
    { 'data-size': 'x5' },
    { 'data-size': '5x' },
    { 'data-size': '9'.repeat(16) },
    { 'data-size': '0'.repeat(17) },
    { 'data-sha256': shortHash },
  ])('is none with %j', (change) => {
    expect(listed(change, 'a')).toBeUndefined();
  });
});

test('a page that has nothing but its times is none', () => {
  expect(readPage(script('times', times))).toBeUndefined();
});

test.each<[object, string | undefined]>([
  [{ status: '/s' }, '/s'],
  [{ status: 7 }, undefined],
])('of its times %j its status is %j', (more, status) => {
  const page = script('times', { ...times, ...more }) + script('data', 'null');
  expect(readPage(page)).toStrictEqual({ kind: 'share', expiresAtMs: 9, status, files: [] });
});

test.each([{}, { expires: -1 }, { expires: '9' }, { expires: 0.5 }])('a page of the times %j is none', (wrong) => {
  expect(readPage(script('times', wrong) + script('data', 'null'))).toBeUndefined();
});

test.each([
  [{ way: 1, limits: 1 }, { kind: 'request' }],
  [{ way: 1 }, undefined],
  [{ limits: 1 }, undefined],
])('the data %j is of a request: %j', (data, page) => {
  expect(pageOf(data)).toEqual(page);
});

test.each([
  ['5', '9', { kind: 'door', url: 'u', linkEndsAtMs: 5, untilMs: 9 }],
  ['0'.repeat(15), '0'.repeat(15), { kind: 'door', url: 'u', linkEndsAtMs: 0, untilMs: 0 }],
  ['', '9', undefined],
  ['x5', '9', undefined],
  ['5x', '9', undefined],
  ['0'.repeat(16), '9', undefined],
  ['5', '', undefined],
  ['5', 'x9', undefined],
  ['5', '9x', undefined],
  ['5', '0'.repeat(16), undefined],
])('the page of a short link with the times %j and %j', (linkEnds, until, page) => {
  expect(readPage(`<a id="a" href="u" data-l="${linkEnds}" data-u="${until}"></a>`)).toEqual(page);
});
