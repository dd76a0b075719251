// Names: which hosts are ours, which bucket and key a path means, and what no path may be.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addressOf,
  bucketOfHost,
  bucketOfNetworkHost,
  canonicalIp,
  decodeUriText,
  isBucketName,
  parseQuery,
} from '../../../main/local-bucket/protocol/address';
import { type Fixture, bucketName, exchange, serve } from '../fixture';
import { signHeaders } from '../signing';

describe('Host', () => {
  test.each([
    ['127.0.0.1:4000', undefined],
    ['localhost:4000', undefined],
    ['LOCALHOST:4000', undefined],
    ['[::1]:4000', undefined],
    ['mayfly.localhost:4000', 'mayfly'],
    ['a.dotted.bucket.localhost:4000', 'a.dotted.bucket'],
  ])('%s is ours', (host, bucket) => {
    expect(bucketOfHost(host, 4000)).toBe(bucket);
  });

  test('port 80 may be left out', () => {
    expect(bucketOfHost('localhost', 80)).toBeUndefined();
    expect(() => bucketOfHost('localhost', 4000)).toThrow(/local names/);
  });

  test.each([
    '',
    '127.0.0.1',
    '127.0.0.1:4001',
    '127.0.0.2:4000',
    '127.1:4000',
    '2130706433:4000',
    '0.0.0.0:4000',
    '[::]:4000',
    '[::ffff:127.0.0.1]:4000',
    '192.168.0.10:4000',
    'evil.example:4000',
    'localhost.evil.example:4000',
    '127.0.0.1.evil.example:4000',
    'localhost.:4000',
    '.localhost:4000',
    'UPPER_case.localhost:4000',
    'ab.localhost:4000',
    'x..y.localhost:4000',
    'user@localhost:4000',
    'localhost:4000:4000',
    'localhost:4000 ',
    'localhost:04000x',
    'localhost\t:4000',
    'mayfly.localhost.evil.example:4000',
    'evil.example/localhost:4000',
  ])('%j is refused', (host) => {
    expect(() => bucketOfHost(host, 4000)).toThrow(/local names/);
  });
});

describe('Host on a network address', () => {
  test.each([
    ['10.77.0.1:4000', '10.77.0.1', 4000],
    ['10.77.0.1', '10.77.0.1', 80],
    ['[fd00::1]:4000', 'fd00::1', 4000],
    ['[FD00::1]:4000', 'fd00::1', 4000],
  ])('%s is that of a connection to %s', (host, address, port) => {
    expect(bucketOfNetworkHost(host, address, port)).toBeUndefined();
  });

  test.each([
    ['', '10.77.0.1'],
    ['127.0.0.1:4000', '10.77.0.1'],
    ['localhost:4000', '10.77.0.1'],
    ['[::1]:4000', 'fd00::1'],
    ['mayfly.localhost:4000', '10.77.0.1'],
    ['10.77.0.1', '10.77.0.1'],
    ['10.77.0.1:4001', '10.77.0.1'],
    ['10.77.0.2:4000', '10.77.0.1'],
    ['10.77.1:4000', '10.77.0.1'],
    ['10.77.0.1.evil.example:4000', '10.77.0.1'],
    ['mayfly.10.77.0.1:4000', '10.77.0.1'],
    ['evil.example:4000', '10.77.0.1'],
    ['[::ffff:10.77.0.1]:4000', '10.77.0.1'],
    ['fd00::1:4000', 'fd00::1'],
    ['[fd00:0::1]:4000', 'fd00::1'],
    ['[fd00::1%25eth0]:4000', 'fd00::1'],
    ['10.77.0.1:4000', 'fd00::1'],
  ])('%j is not that of a connection to %s', (host, address) => {
    expect(() => bucketOfNetworkHost(host, address, 4000)).toThrow(/address of the connection/);
  });
});

test.each([
  ['10.77.0.1', '10.77.0.1'],
  ['FD00:0:0::1', 'fd00::1'],
  ['::', '::'],
  ['010.77.0.1', undefined],
  ['fe80::1%eth0', undefined],
  ['[fd00::1]', undefined],
  ['localhost', undefined],
  ['', undefined],
])('%j as browsers write it is %j', (address, written) => {
  expect(canonicalIp(address)).toBe(written);
});

describe('over HTTP', () => {
  let s3: Fixture;
  beforeAll(async () => {
    s3 = await serve();
  });
  afterAll(async () => s3.stop());

  test.each(['evil.example', 'evil.example:PORT', '192.168.1.2:PORT', '127.0.0.1:1', 'mayfly.localhost:1'])(
    'a request that is signed for %s does not get in',
    async (name) => {
      const host = name.replace('PORT', String(s3.bucket.port));
      for (const method of ['GET', 'PUT', 'OPTIONS']) {
        const answer = await s3.signed({ method, target: `/${bucketName}/key`, host });
        expect([answer.status, answer.code]).toEqual([403, 'AccessDenied']);
      }
    },
  );

  test('neither the owner proof nor a preflight answers under a foreign name', async () => {
    const headers = { Host: 'evil.example' };
    const target = `/-/owner?nonce=${'0'.repeat(32)}`;
    expect((await s3.raw({ target, headers })).status).toBe(403);
    const ours = { Host: s3.host };
    expect((await s3.raw({ target, headers: ours })).status).toBe(200);
    for (const spoiled of [
      '/-/owner',
      '/-/owner?nonce=',
      `${target}0`,
      `${target}&x=y`,
      target.replace('nonce', 'n'),
    ]) {
      expect((await s3.raw({ target: spoiled, headers: ours })).status).toBe(403);
    }
    expect((await s3.raw({ method: 'POST', target, headers: ours })).status).toBe(403);
  });

  test('a second Host, an absolute target and a target without a path are refused', async () => {
    const { headers } = signHeaders({ host: s3.host, target: `/${bucketName}` });
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const once = `GET /${bucketName} HTTP/1.1\r\n${lines.join('')}Connection: close\r\n\r\n`;
    const twice = once.replace('Connection', 'Host: evil.example\r\nConnection');
    expect(await exchange(s3.bucket.port, once)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await exchange(s3.bucket.port, twice)).toMatch(/^HTTP\/1\.1 400 /);
    expect((await s3.raw({ target: `http://evil.example/${bucketName}`, headers })).status).toBe(400);
    expect((await s3.raw({ method: 'OPTIONS', target: '*', headers })).status).toBe(400);
  });

  test.each([
    '/%',
    '/%zz/k',
    `/${bucketName}/%ff`,
    `/${bucketName}/%c0%af`,
    `/${bucketName}/%ed%a0%80`,
    `/${bucketName}/k?a=%ff`,
  ])('the target %s is no URI', async (target) => {
    const answer = await s3.raw({ target });
    expect([answer.status, answer.code]).toEqual([400, 'InvalidURI']);
  });
});

test.each([
  ['mayfly', true],
  ['abc', true],
  ['a-b.c-1', true],
  ['1.2.3', true],
  ['a'.repeat(63), true],
  ['a'.repeat(64), false],
  ['ab', false],
  ['', false],
  ['-', false],
  ['Abc', false],
  ['a_b', false],
  ['-abc', false],
  ['abc-', false],
  ['abc.', false],
  ['a..b', false],
  ['127.0.0.1', false],
  ['..', false],
  ['../..', false],
  ['a/b', false],
  ['bücket', false],
])('the bucket name %j: %j', (name, expected) => {
  expect(isBucketName(name)).toBe(expected);
});

test.each([
  [undefined, '/', undefined, undefined],
  [undefined, '/b', 'b', undefined],
  [undefined, '/b/', 'b', undefined],
  [undefined, '/b/k', 'b', 'k'],
  [undefined, '/b//', 'b', '/'],
  [undefined, '/b//a', 'b', '/a'],
  [undefined, '/b/../c', 'b', '../c'],
  [undefined, '/b/a/./b/', 'b', 'a/./b/'],
  ['v', '/', 'v', undefined],
  ['v', '/b/k', 'v', 'b/k'],
  ['v', '//', 'v', '/'],
])('host bucket %j and path %j mean %j and %j', (hostBucket, path, bucket, key) => {
  expect(addressOf(hostBucket, path)).toEqual({ bucket, key });
});

test('a key has at most 1,024 bytes, not characters', () => {
  expect(addressOf('v', `/${'é'.repeat(512)}`).key).toHaveLength(512);
  expect(() => addressOf('v', `/${'é'.repeat(512)}x`)).toThrow(/too long/);
  expect(() => addressOf(undefined, '//key')).toThrow(/bucket/);
});

test.each([
  ['a%20b+c', 'a b+c'],
  ['%E2%82%AC', '€'],
  ['\u00e2\u0082\u00ac', '€'],
  ['%00%0A', '\u0000\n'],
  ['%EF%BB%BFx', '\ufeffx'],
])('%j decodes to %j', (text, expected) => {
  expect(decodeUriText(text)).toBe(expected);
});

test('a query is read once and for all', () => {
  expect([...parseQuery('a=1&b&c=&d=x=y&e=a+b%2B&&f%3D=1')]).toEqual([
    ['a', '1'],
    ['b', ''],
    ['c', ''],
    ['d', 'x=y'],
    ['e', 'a b+'],
    ['f=', '1'],
  ]);
  expect(() => parseQuery('a=1&a=2')).toThrow(/repeated/);
  expect(() => parseQuery('a=1&%61=2')).toThrow(/repeated/);
});
