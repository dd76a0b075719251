// Why this exists: a form and a command line give the same connection for the same words.
import { describe, expect, test } from 'vitest';
import { connectionFromDraft, regionOf, type ConnectionDraft } from '../../main/domain/connection-draft';
import { caught } from '../fakes/failing';

const draft: ConnectionDraft = {
  name: ' Work ',
  provider: 'other',
  endpoint: 'S3.example.com/',
  bucket: ' files ',
  region: '',
  addressing: 'automatic',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI',
  sessionToken: 'token-canary',
};

describe('the region', () => {
  test.each([
    ['https://s3.example.com', 'eu-west-9', 'eu-west-9'],
    ['https://s3.example.com', '  eu-west-9 ', 'eu-west-9'],
    ['https://s3.eu-central-1.amazonaws.com', 'us-west-2', 'us-west-2'],
    ['https://s3.amazonaws.com', '', 'us-east-1'],
    ['https://s3.eu-central-1.amazonaws.com', '', 'eu-central-1'],
    ['https://s3.eu-central-1.amazonaws.com', '  ', 'eu-central-1'],
    ['https://s3-us-west-2.amazonaws.com', '', 'us-west-2'],
    ['https://s3.dualstack.ap-northeast-2.amazonaws.com', '', 'ap-northeast-2'],
    ['https://s3.us-gov-west-1.amazonaws.com', '', 'us-gov-west-1'],
    ['https://s3.cn-north-1.amazonaws.com.cn', '', 'cn-north-1'],
    ['https://files.s3.eu-west-3.amazonaws.com', '', 'eu-west-3'],
    ['https://abc123.r2.cloudflarestorage.com', '', 'auto'],
    ['https://abc123.eu.r2.cloudflarestorage.com', '', 'auto'],
    ['https://s3.eu-west-3.amazonaws.com.evil.example', '', 'us-east-1'],
    ['https://evils3.eu-west-3.amazonaws.com', '', 'us-east-1'],
    ['https://s3.example.com', '', 'us-east-1'],
    ['http://127.0.0.1:9000', '', 'us-east-1'],
    ['http://[::1]:9000/base', '', 'us-east-1'],
  ])('of %s with %j typed is %s', (endpoint, typed, region) => {
    expect(regionOf(endpoint, typed)).toBe(region);
  });
});

describe('a draft', () => {
  test('becomes a connection without a secret', () => {
    const connection = connectionFromDraft({ ...draft, prefix: '/shared' }, 'c1');
    expect(connection).toEqual({
      id: 'c1',
      name: 'Work',
      kind: 's3',
      provider: 'other',
      endpoint: 'https://s3.example.com',
      region: 'us-east-1',
      bucket: 'files',
      addressing: 'path',
      prefix: 'shared/',
      whenExpired: 'delete',
    });
    expect(JSON.stringify(connection)).not.toMatch(/AKID|wJalr|token-canary/);
  });

  test('on AWS puts the bucket in the host name by itself', () => {
    const { region, addressing } = connectionFromDraft({ ...draft, endpoint: 's3.eu-west-3.amazonaws.com' }, 'c1');
    expect([region, addressing]).toEqual(['eu-west-3', 'virtual-host']);
  });

  test.each(['path', 'virtual-host'] as const)('keeps the chosen addressing %s', (addressing) => {
    expect(connectionFromDraft({ ...draft, addressing }, 'c1').addressing).toBe(addressing);
  });

  test.each([
    ['the endpoint', { endpoint: 'ftp://x' }, 'endpoint-invalid'],
    ['the bucket', { bucket: 'a/b' }, 'bucket-name-invalid'],
    ['an empty name', { name: '  ' }, 'bad-request'],
  ] as const)('is refused for %s', (_what, change, code) => {
    expect(caught(() => connectionFromDraft({ ...draft, ...change }, 'c1')).code).toBe(code);
  });

  test.each([
    ['http://127.0.0.1:9000', 'files'],
    ['https://192.168.1.10', 'files'],
    ['http://[::1]:9000', 'files'],
  ])('a bucket cannot stand before the address %s', (endpoint, bucket) => {
    const failure = caught(() => connectionFromDraft({ ...draft, endpoint, bucket, addressing: 'virtual-host' }, 'c1'));
    expect([failure.code, failure.detail.reason]).toEqual([
      'endpoint-invalid',
      'an IP address cannot have the bucket in front of it',
    ]);
  });

  test('a bucket with capital letters cannot stand in a host name, which has none', () => {
    const failure = caught(() => connectionFromDraft({ ...draft, bucket: 'Files', addressing: 'virtual-host' }, 'c1'));
    expect([failure.code, failure.detail.reason]).toEqual([
      'bucket-name-invalid',
      'capital letters cannot stand in a host name',
    ]);
  });
});
