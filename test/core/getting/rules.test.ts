// Links, names and paths of other people, before anything is asked or written.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headerName } from '../../../main/core/getting/rules/header-name';
import { atOrigin, placeIn, readLink } from '../../../main/core/getting/rules/read-link';
import { savedPaths } from '../../../main/core/getting/rules/saved-path';
import { hostileNames } from '../../hostile-names';

const signature = 'a'.repeat(64);
const signed = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=K%2F1&X-Amz-Expires=60&X-Amz-Signature=${signature}`;
const page = `p/${'x'.repeat(22)}/index.html`;

describe('a link', () => {
  test.each<[string, string, string]>([
    ['a file', `https://s3.example.com/b/${'x'.repeat(22)}/a.txt?${signed}`, 'file'],
    ['a file with the name of a page', `https://s3.example.com/b/${'x'.repeat(22)}/index.html?${signed}`, 'file'],
    ['any key, as `mayfly link` has it', `http://127.0.0.1:9000/b/2026/report.pdf?${signed}`, 'file'],
    ['a page', `https://s3.example.com/b/pre/${page}?${signed}`, 'page'],
    ['a page in the host’s bucket', `https://b.s3.example.com/${page}?${signed}`, 'page'],
    ['a short link', 'https://go.example.com/AbCdEfGhIjKlMnOp', 'address'],
    ['a page without a signature', `https://s3.example.com/b/${page}`, 'address'],
    ['two signatures', `https://s3.example.com/b/a?${signed}&X-Amz-Signature=${signature}`, 'address'],
    ...[
      ['AWS4-HMAC-SHA256', 'AWS4'],
      ['K%2F1', ''],
      ['=60', '=x60'],
      ['=60', '=60x'],
      [signature, `a${signature}`],
    ].map(([part = '', other = '']): [string, string, string] => [
      `${other} for ${part}`,
      `https://s3.example.com/b/a?${signed.replace(part, other)}`,
      'address',
    ]),
    ['as many characters as a link can have', `https://a/${'x'.repeat(16_374)}`, 'address'],
  ])('%s', (_what, text, kind) => {
    expect(readLink(`\u00a0${text} `)).toEqual({ kind, url: text, secret: undefined });
  });

  test('carries the secret in its only form', () => {
    expect(readLink(`https://a/${page}?${signed}#${'A'.repeat(22)}`).secret).toBe('A'.repeat(22));
    for (const wrong of ['', 'A'.repeat(21), `${'A'.repeat(21)}B`, `${'A'.repeat(22)}x`, `x#${'A'.repeat(22)}`])
      expect(readLink(`https://a/${page}?${signed}#${wrong}`).secret).toBeUndefined();
  });

  test.each([
    ['', 'it is no web address'],
    ['a.txt', 'it is no web address'],
    ['file:///etc/passwd', 'it is no web address'],
    ['s3://b/k', 'it is no web address'],
    [`https://a/${'x'.repeat(16_375)}`, 'it is no web address'],
    ['https://me@example.com/a', 'it holds a user name'],
    ['https://:secret@example.com/a', 'it holds a user name'],
  ])('that is none: %#', (text, reason) => {
    expect(() => readLink(text)).toThrow(expect.objectContaining({ code: 'link-not-ours', detail: { reason } }));
  });

  test('a page refers to its own origin alone', () => {
    const from = `https://s3.example.com/b/${page}?${signed}`;
    expect(atOrigin('/b/f/x?y=1#z', from)).toBe('https://s3.example.com/b/f/x?y=1');
    expect(atOrigin('/.//key?y', from)).toBe('https://s3.example.com//key?y');
    for (const elsewhere of [
      '//evil.example.com/x',
      'https://s3.example.com:444/x',
      'http://s3.example.com/x',
      'file:///x',
      'https://[',
    ])
      expect(atOrigin(elsewhere, from)).toBeUndefined();
    expect(placeIn(from)).toBe(`https://s3.example.com/b/${page}`);
  });
});

test.each<[string | undefined, string]>([
  [undefined, 'a b.txt'],
  ['attachment', 'a b.txt'],
  ['attachment; filename="x.pdf"', 'x.pdf'],
  ['attachment; filename="a\\"b.pdf"', 'a"b.pdf'],
  ['inline; filename=x.pdf', 'x.pdf'],
  [`attachment; filename="-.txt"; filename*=UTF-8''%EC%82%AC%EC%A7%84.jpg`, '사진.jpg'],
  ...["UTF-8''%FF", "ISO-8859-1''y.txt", "xUTF-8''y.txt", "UTF-8''y z.txt"].map((extended): [string, string] => [
    `attachment; filename="x.txt"; filename*=${extended}`,
    'x.txt',
  ]),
  ["attachment;filename*=utf-8'ko'y.txt", 'y.txt'],
  ["attachment;  filename* = UTF-8''y.txt ; size=1", 'y.txt'],
  ['attachment;filename = "y.txt"', 'y.txt'],
  ['attachment;  filename=y.txt', 'y.txt'],
])('the name by %s', (disposition, name) => {
  expect(headerName(disposition, 'https://a/b/a%20b.txt?x')).toBe(name);
  expect(headerName(undefined, 'https://a/b/a%FF.txt')).toBe('a%FF.txt');
});

describe('where files are saved', () => {
  const flat = (paths: readonly string[]) => savedPaths(paths).map(({ folders, name }) => [...folders, name].join('/'));

  test.each<[readonly string[], readonly string[]]>([
    [
      ['a', 'b/c'],
      ['a', 'b/c'],
    ],
    [
      ['a.txt', 'A.TXT', 'a.txt'],
      ['a.txt', 'A (2).TXT', 'a (3).txt'],
    ],
    [
      ['d', 'd/e', 'd/e/x'],
      ['d (2)', 'd/e (2)', 'd/e/x'],
    ],
    [
      ['ab', 'a/b', 'a/b/c'],
      ['ab', 'a/b (2)', 'a/b/c'],
    ],
    [
      ['../../etc/passwd', '/etc/passwd'],
      ['file/file/etc/passwd', 'etc/passwd'],
    ],
    [
      ['.ssh/authorized_keys', '.profile'],
      ['ssh/authorized_keys', 'profile'],
    ],
    [
      ['a\\..\\b', 'desktop.ini', 'x.lnk', ''],
      ['b', '_desktop.ini', 'x.lnk.download', 'file'],
    ],
  ])('%j', (paths, saved) => {
    expect(flat(paths)).toEqual(saved);
  });

  test('none climbs out, is hidden, or has the path of another', () => {
    const names = fc.oneof(
      fc.string(),
      fc.constantFrom('.', '..', '', '...', 'CON', '.x', ...hostileNames.map(([, name]) => name)),
    );
    const paths = fc.array(names, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.array(paths, { maxLength: 8 }), (some) => {
        const saved = savedPaths(some);
        const parts = saved.flatMap(({ folders, name }) => [...folders, name]);
        for (const part of parts) {
          expect(part).not.toMatch(/^$|^[.\s]|[/\\\0]|[.\s]$/);
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(255);
        }
        const keys = saved.map(({ folders, name }) => [...folders, name].join('/').normalize('NFKC').toLowerCase());
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});
