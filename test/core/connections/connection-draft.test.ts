// A form and a command line give the same connection for the same words.
import { describe, expect, test } from 'vitest';
import {
  connectionFromDraft,
  freeName,
  type ConnectionDraft,
} from '../../../main/core/connections/rules/connection-draft';
import { caught } from '../../fakes/failing';

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

  test('keeps what it may have of its own', () => {
    const own = {
      defaultExpirySeconds: 3_600,
      bandwidthBytesPerSecond: 500_000,
      colour: 'teal',
      keyTemplate: '{date}/{random}/{name}',
      shareEndpoint: 'https://files.example.com',
      caFile: '/etc/ssl/own.pem',
    } as const;
    const typed = { ...own, shareEndpoint: ' files.example.com/ ', caFile: ' /etc/ssl/own.pem ' };
    expect(connectionFromDraft({ ...draft, ...typed }, 'c1')).toMatchObject(own);
  });

  test('has nothing of its own for fields that were left empty', () => {
    const connection = connectionFromDraft({ ...draft, keyTemplate: ' ', shareEndpoint: '', caFile: '' }, 'c1');
    expect(connection).toEqual(connectionFromDraft(draft, 'c1'));
  });

  test.each([['C:\\certs\\own.pem'], ['\\\\server\\certs\\own.pem']])('takes authorities from %s', (caFile) => {
    expect(connectionFromDraft({ ...draft, caFile }, 'c1').caFile).toBe(caFile);
  });

  test.each([
    ['s3.example.com', 'other', 's3.example.com files'],
    ['https://abc.r2.cloudflarestorage.com', 'other', 'Cloudflare R2 files'],
    ['http://192.168.1.4:7480', 'ceph', 'Ceph RGW files'],
  ])('without a name at %s (%s) is called %s', (endpoint, provider, name) => {
    expect(connectionFromDraft({ ...draft, name: ' ', endpoint, provider }, 'c1').name).toBe(name);
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
    ['a lifetime of its own', { defaultExpirySeconds: 604_801 }, 'expiry-out-of-range'],
    ['a longest lifetime', { maxExpirySeconds: 0 }, 'expiry-out-of-range'],
    [
      'a lifetime beyond that of a provider whose name another server has',
      { provider: 'tigris', defaultExpirySeconds: 7_776_000 },
      'expiry-out-of-range',
    ],
    [
      'more than the ninety days of Tigris',
      { endpoint: 'https://t3.storage.dev', defaultExpirySeconds: 7_776_001 },
      'expiry-out-of-range',
    ],
    ['a speed limit of nothing', { bandwidthBytesPerSecond: 0 }, 'bad-request'],
    ['half a byte a second', { bandwidthBytesPerSecond: 0.5 }, 'bad-request'],
    ['the address of its links', { shareEndpoint: 'ftp://x' }, 'bad-request'],
    ['authorities in a file that is anywhere', { caFile: 'ca.pem' }, 'bad-request'],
    ['authorities in a file with no name', { caFile: '/etc/\0' }, 'bad-request'],
  ] as const)('is refused for %s', (_what, change, code) => {
    expect(caught(() => connectionFromDraft({ ...draft, ...change }, 'c1')).code).toBe(code);
  });

  test('at Tigris may give links of ninety days by default', () => {
    const own = { endpoint: 'https://t3.storage.dev', defaultExpirySeconds: 7_776_000 };
    expect(connectionFromDraft({ ...draft, ...own }, 'c1')).toMatchObject(own);
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

describe('a name nobody has', () => {
  test.each([
    ['Work', [], 'Work'],
    ['Work', ['work', 'Home'], 'Work'],
    ['Work', ['Work'], 'Work 2'],
    ['Work', ['Work', 'Work 2', 'Work 4'], 'Work 3'],
    ['Work 2', ['Work 2'], 'Work 2 2'],
  ] as const)('%s beside %j: %s', (name, taken, free) => {
    expect(freeName(name, taken)).toBe(free);
  });

  test('stays one that a form takes', () => {
    expect(freeName('x'.repeat(100), ['x'.repeat(100)]).length).toBeLessThanOrEqual(100);
  });
});
