// An address names one object or one folder, the way S3 programs mean it, or is refused with the reason.
import { describe, expect, test } from 'vitest';
import { parseObjectAddress } from '../../../../main/core/model/keys/object-address';
import { caught } from '../../../fakes/failing';

describe('an address', () => {
  test.each([
    ['s3://files/a.txt', { kind: 'object', bucket: 'files', key: 'a.txt' }],
    ['s3://files/a/b c/ü%20.txt', { kind: 'object', bucket: 'files', key: 'a/b c/ü%20.txt' }],
    ['s3://files/line\nfeed', { kind: 'object', bucket: 'files', key: 'line\nfeed' }],
    ['s3://files//a', { kind: 'object', bucket: 'files', key: '/a' }],
    ['s3://files/what?is#this', { kind: 'object', bucket: 'files', key: 'what?is#this' }],
    ['s3://files/folder/', { kind: 'folder', bucket: 'files', prefix: 'folder/' }],
    ['s3://files/a/b/', { kind: 'folder', bucket: 'files', prefix: 'a/b/' }],
  ])('%s', (text, address) => {
    expect(parseObjectAddress(text)).toEqual(address);
  });

  test.each([
    ['', 'bad-request', 'an object is named like s3://bucket/key'],
    ['files/a.txt', 'bad-request', 'an object is named like s3://bucket/key'],
    ['https://files/a.txt', 'bad-request', 'an object is named like s3://bucket/key'],
    ['at s3://files/a.txt', 'bad-request', 'an object is named like s3://bucket/key'],
    ['S3://files/a.txt', 'bad-request', 'an object is named like s3://bucket/key'],
    ['s3://files', 'bad-request', 'the address names a bucket and nothing in it'],
    ['s3://files/', 'bad-request', 'the address names a bucket and nothing in it'],
    ['s3://files/a.', 'key-unlinkable', 'its key ends in a dot'],
  ])('that names nothing is refused with the reason: %j', (text, code, reason) => {
    const failure = caught(() => parseObjectAddress(text));
    expect([failure.code, failure.detail.reason]).toEqual([code, reason]);
  });

  test.each([
    ['s3:///a', 'bucket-name-invalid'],
    ['s3://a b/c', 'bucket-name-invalid'],
    ['s3://files/a/../b', 'key-unlinkable'],
    ['s3://files/../', 'key-unlinkable'],
    ['s3://files/\ud800', 'key-unlinkable'],
    [`s3://files/${'k'.repeat(1_025)}`, 'key-unlinkable'],
  ])('that no link can name is refused: %j', (text, code) => {
    expect(caught(() => parseObjectAddress(text)).code).toBe(code);
  });
});
