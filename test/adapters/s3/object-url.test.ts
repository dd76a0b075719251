// What is signed must be what every client sends, byte for byte, or a link opens nothing, or something else.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../main/core/model/connection';
import { encodeComponent, formatQuery, objectTarget, targetHost } from '../../../main/adapters/s3/object-url';
import { caught } from '../../fakes/failing';
import { sampleConnection as connection } from '../../fakes/samples';
import { volume } from '../../volume';

const urlOf = (change: Partial<Connection>, key = 'k/a.txt') => {
  const target = objectTarget({ ...connection, ...change }, key);
  return `${target.protocol}//${targetHost(target)}${target.path}`;
};

describe('the place of an object', () => {
  test.each([
    ['path style', {}, 'https://s3.example.com/files/k/a.txt'],
    ['virtual host', { addressing: 'virtual-host' }, 'https://files.s3.example.com/k/a.txt'],
    ['a port', { endpoint: 'http://127.0.0.1:9000' }, 'http://127.0.0.1:9000/files/k/a.txt'],
    [
      'a port, virtual host',
      { endpoint: 'http://localhost:9000', addressing: 'virtual-host' },
      'http://files.localhost:9000/k/a.txt',
    ],
    ['a base path', { endpoint: 'https://example.com/s3/api' }, 'https://example.com/s3/api/files/k/a.txt'],
    [
      'a base path, virtual host',
      { endpoint: 'https://example.com/s3', addressing: 'virtual-host' },
      'https://files.example.com/s3/k/a.txt',
    ],
    ['IPv6', { endpoint: 'http://[::1]:9000' }, 'http://[::1]:9000/files/k/a.txt'],
    ['a dotted bucket', { bucket: 'my.files' }, 'https://s3.example.com/my.files/k/a.txt'],
    ['an old bucket', { bucket: 'My_Files' }, 'https://s3.example.com/My_Files/k/a.txt'],
  ] as const)('%s', (_what, change, url) => {
    expect(urlOf(change)).toBe(url);
  });

  test.each([
    ['a b', 'a%20b'],
    ['a+b', 'a%2Bb'],
    ['a=b&c', 'a%3Db%26c'],
    ['a?b#c', 'a%3Fb%23c'],
    ['100%', '100%25'],
    ['a%2fb', 'a%252fb'],
    ["it's (1)*!", 'it%27s%20%281%29%2A%21'],
    ['~tilde_-.', '~tilde_-.'],
    ['a//b', 'a//b'],
    ['/lead', '/lead'],
    ['trail/', 'trail/'],
    ['ümlaut', '%C3%BCmlaut'],
    ['u\u0308', 'u%CC%88'],
    ['🎉', '%F0%9F%8E%89'],
    ['a\\b', 'a%5Cb'],
    ['a\nb', 'a%0Ab'],
    ['a:b@c,d;e$f', 'a%3Ab%40c%2Cd%3Be%24f'],
    ['...', '...'],
    ['.hidden', '.hidden'],
  ])('the key %j is sent as %j', (key, path) => {
    expect(objectTarget(connection, key).path).toBe(`/files/${path}`);
  });

  test.each([
    '',
    '.',
    '..',
    'a/./b',
    'a/../b',
    '../a',
    'a/..',
    './a',
    'a\ud800',
    '\udc00',
    'k'.repeat(1_025),
    '😀'.repeat(257),
  ])('the key %j cannot be linked', (key) => {
    expect(caught(() => objectTarget(connection, key)).code).toBe('bad-request');
  });

  test('1,024 bytes are the most, counted as UTF-8', () => {
    expect(objectTarget(connection, 'k'.repeat(1_024)).path).toHaveLength(1_024 + '/files/'.length);
    expect(objectTarget(connection, '😀'.repeat(256)).path).toContain('%F0%9F%98%80');
  });

  test('every key that is accepted passes through a URL parser unchanged and comes back whole', () => {
    const key = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      fc.string({ unit: fc.constantFrom('.', '/', '%', '2', 'e', '\\', '?', '#', 'a', ' ', '\t'), minLength: 1 }),
    );
    fc.assert(
      fc.property(key, (text) => {
        fc.pre(text.isWellFormed() && !text.split('/').some((segment) => segment === '.' || segment === '..'));
        const url = urlOf({}, text);
        expect(new URL(url).href).toBe(url);
        expect(decodeURIComponent(new URL(url).pathname.slice('/files/'.length))).toBe(text);
      }),
      { numRuns: volume(1_000) },
    );
  });
});

test('only unreserved characters stay as they are (RFC 3986 section 2.3)', () => {
  const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
  const unchanged = ascii.filter((character) => encodeComponent(character) === character).join('');
  expect(unchanged).toBe('-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~');
});

describe('a query', () => {
  test.each([
    [{}, ''],
    [{ b: '2', a: '1' }, 'a=1&b=2'],
    [{ 'X-Amz-Date': '1', 'response-content-type': 'a/b' }, 'X-Amz-Date=1&response-content-type=a%2Fb'],
    [{ name: 'a b+c&d=e' }, 'name=a%20b%2Bc%26d%3De'],
    [{ uploads: '' }, 'uploads='],
    [
      { disposition: `attachment; filename*=UTF-8''%C3%A9` },
      'disposition=attachment%3B%20filename%2A%3DUTF-8%27%27%25C3%25A9',
    ],
  ])('%j is written as %s', (query, text) => {
    expect(formatQuery(query)).toBe(text);
  });

  test('is in order of its encoded names and read back by a URL parser', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: 'grapheme' })), (query) => {
        const text = formatQuery(query);
        const names = text.split('&').map((pair) => pair.split('=')[0] ?? '');
        expect(names).toEqual(names.toSorted());
        expect(Object.fromEntries(new URL(`https://h/?${text}`).searchParams)).toEqual({ ...query });
      }),
    );
  });
});
