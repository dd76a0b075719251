// The rules of the connection form, without the form.
import { describe, expect, test } from 'vitest';
import { connectionDraft } from '../../../preload/connection-draft';
import {
  changeRegion,
  checkValues,
  chooseProvider,
  draftOf,
  emptyValues,
  isInsecure,
  settleEndpoint,
  suggestedName,
  valuesOf,
} from '../../../renderer/app/connections/connection-form';
import { providerViews } from '../../../main/ipc/connection-view';
import { suggestedEndpoint, withoutBucket } from '../../../renderer/app/connections/providers';
import { connection } from '../views';

const providers = providerViews();
const fresh = emptyValues(providers);
const choose = (values: typeof fresh, id: string) => chooseProvider(values, providers, id);

describe('choosing a provider', () => {
  test.each(providers.map((provider) => [provider.id, suggestedEndpoint(provider, '')] as const))(
    '%s suggests %s',
    (id, endpoint) => {
      expect(choose(fresh, id)).toMatchObject({ provider: id, endpoint, region: '' });
    },
  );

  test('keeps what a person wrote', () => {
    const typed = { ...fresh, endpoint: 'https://s3.my.company', region: 'moon-1' };
    expect(choose(typed, 'b2')).toMatchObject({ endpoint: 'https://s3.my.company', region: 'moon-1' });
  });

  test('does not keep another provider’s address', () => {
    const typed = { ...fresh, provider: 'r2', endpoint: 'https://0a1b.r2.cloudflarestorage.com' };
    expect(choose(typed, 'wasabi').endpoint).toBe('https://s3.REGION.wasabisys.com');
    expect(choose(typed, 'r2').endpoint).toBe('https://0a1b.r2.cloudflarestorage.com');
  });

  test('a region of one’s own goes into the next suggestion', () => {
    const there = changeRegion(fresh, providers, 'eu-central-1');
    expect(there.endpoint).toBe('https://s3.eu-central-1.amazonaws.com');
    expect(choose(there, 'wasabi').endpoint).toBe('https://s3.eu-central-1.wasabisys.com');
    expect(changeRegion(choose(there, 'wasabi'), providers, '').endpoint).toBe('https://s3.REGION.wasabisys.com');
  });

  test('an endpoint of one’s own does not follow the region', () => {
    const typed = { ...fresh, endpoint: 'https://s3.my.company' };
    expect(changeRegion(typed, providers, 'eu-west-1')).toMatchObject({
      endpoint: 'https://s3.my.company',
      region: 'eu-west-1',
    });
  });
});

describe('an endpoint that was pasted', () => {
  test.each([
    ['aws', 'https://0a1b.r2.cloudflarestorage.com', 'r2', 'https://0a1b.r2.cloudflarestorage.com', ''],
    ['aws', 'https://0a1b.r2.cloudflarestorage.com/photos', 'r2', 'https://0a1b.r2.cloudflarestorage.com', 'photos'],
    ['aws', '0a1b.eu.r2.cloudflarestorage.com', 'r2', '0a1b.eu.r2.cloudflarestorage.com', ''],
    ['aws', 'https://photos.fra1.digitaloceanspaces.com', 'spaces', 'https://fra1.digitaloceanspaces.com', 'photos'],
    ['aws', 'https://photos.s3.eu-west-3.amazonaws.com/', 'aws', 'https://s3.eu-west-3.amazonaws.com', 'photos'],
    ['aws', 'https://s3.eu-west-3.amazonaws.com', 'aws', 'https://s3.eu-west-3.amazonaws.com', ''],
    [
      'aws',
      'https://photos.fra1.cdn.digitaloceanspaces.com',
      'spaces',
      'https://photos.fra1.cdn.digitaloceanspaces.com',
      '',
    ],
    ['aws', 'http://nas.home:9000', 'other', 'http://nas.home:9000', ''],
    ['minio', 'http://nas.home:9000/base', 'minio', 'http://nas.home:9000/base', ''],
    [
      'aws',
      'https://0a.storage.supabase.co/storage/v1/s3',
      'supabase',
      'https://0a.storage.supabase.co/storage/v1/s3',
      '',
    ],
    ['r2', 'https://ACCOUNT_ID.r2.cloudflarestorage.com', 'r2', 'https://ACCOUNT_ID.r2.cloudflarestorage.com', ''],
    ['aws', '', 'aws', '', ''],
    ['aws', 'not an address', 'other', 'not an address', ''],
  ])('with %s chosen, %s is %s at %s with the bucket “%s”', (chosen, pasted, provider, endpoint, bucket) => {
    const settled = settleEndpoint({ ...fresh, provider: chosen, endpoint: pasted }, providers);
    expect([settled.provider, settled.endpoint, settled.bucket]).toEqual([provider, endpoint, bucket]);
  });

  test('does not take another bucket’s place', () => {
    const endpoint = 'https://photos.fra1.digitaloceanspaces.com';
    const settled = settleEndpoint({ ...fresh, endpoint, bucket: 'drop' }, providers);
    expect([settled.endpoint, settled.bucket]).toEqual([endpoint, 'drop']);
  });

  test.each(providers.map((provider) => [provider.id, provider] as const))('%s: its own has none', (_id, provider) => {
    expect(withoutBucket(provider, suggestedEndpoint(provider, 'eu1'))).toBeUndefined();
  });
});

test.each([
  [{}, 'AWS S3'],
  [{ bucket: 'drop' }, 'AWS S3 drop'],
  [{ provider: 'aws', endpoint: 'https://s3.fr-par.scw.cloud', bucket: 'drop' }, 'Scaleway drop'],
  [{ provider: 'other', endpoint: 'http://nas.home:9000', bucket: 'drop' }, 'nas.home:9000 drop'],
  [{ provider: 'ceph', endpoint: 'http://nas.home:9000', bucket: 'drop' }, 'Ceph RGW drop'],
])('%j is called “%s” when nobody names it', (change, name) => {
  expect(suggestedName({ ...fresh, ...change }, providers)).toBe(name);
});

describe('before anything is sent', () => {
  const complete = {
    ...fresh,
    name: 'Studio',
    bucket: 'handoff',
    accessKeyId: 'key',
    secretAccessKey: 'secret',
  };

  test('a complete form has no errors', () => {
    expect(checkValues(complete)).toEqual({});
  });

  test.each(['endpoint', 'bucket', 'accessKeyId', 'secretAccessKey'] as const)('%s must be there', (field) => {
    expect(Object.keys(checkValues({ ...complete, [field]: '  ' }))).toEqual([field]);
  });

  test('keys may stay empty when a connection is edited', () => {
    expect(checkValues(valuesOf(connection()))).toEqual({});
  });

  test('keys must be typed where a known connection has none', () => {
    const errors = checkValues(valuesOf(connection({ secret: 'missing' })));
    expect(Object.keys(errors)).toEqual(['accessKeyId', 'secretAccessKey']);
  });

  test('a gap in a suggested endpoint must be filled', () => {
    expect(checkValues(choose(complete, 'r2')).endpoint).toMatch(/ACCOUNT_ID/);
  });
});

describe('what is sent', () => {
  test('is what the border accepts, without the fields left empty', () => {
    const draft = draftOf({
      ...fresh,
      name: ' Studio ',
      bucket: 'b-1',
      accessKeyId: 'key',
      secretAccessKey: 's',
    });
    expect(connectionDraft.parse(draft)).toEqual(draft);
    expect(draft).toEqual({
      name: 'Studio',
      credentials: { kind: 'kept' },
      provider: 'aws',
      endpoint: 'https://s3.us-east-1.amazonaws.com',
      bucket: 'b-1',
      region: '',
      addressing: 'automatic',
      accessKeyId: 'key',
      secretAccessKey: 's',
      whenExpired: 'delete',
    });
  });

  test('how long links live and what becomes of the stored copy survive a change of something else', () => {
    const kept = connection({ maxExpirySeconds: 5_400, whenExpired: 'keep' });
    expect(draftOf(valuesOf(kept))).toMatchObject({ maxExpirySeconds: 5_400, whenExpired: 'keep' });
    expect(draftOf(valuesOf(connection()))).not.toHaveProperty('maxExpirySeconds');
  });

  test('whatever a connection has of its own survives a change of something else', () => {
    const own = {
      defaultExpirySeconds: 3_600,
      bandwidthBytesPerSecond: 500_000,
      colour: 'teal',
      keyTemplate: '{date}/{random}/{name}',
      shareEndpoint: 'https://files.example.com',
      caFile: '/etc/ssl/own.pem',
    } as const;
    const draft = draftOf(valuesOf(connection(own)));
    expect(draft).toMatchObject({ ...own, caFile: { kind: 'kept' } });
    expect(connectionDraft.parse(draft)).toEqual(draft);
    for (const name of Object.keys(own)) expect(draftOf(valuesOf(connection()))).not.toHaveProperty(name);
  });

  test('an untouched secret of a known connection stays out, so that it is kept', () => {
    const draft = draftOf(valuesOf(connection()));
    expect(draft.id).toBe('c-studio');
    expect(draft).not.toHaveProperty('secretAccessKey');
    expect(draft).not.toHaveProperty('accessKeyId');
    expect(draft).not.toHaveProperty('sessionToken');
  });
});

test.each([
  ['http://nas.home:9000', true],
  ['HTTP://192.168.1.4', true],
  ['http://[fd00::1]:9000', true],
  ['http://localhost:9000', false],
  ['http://mayfly.localhost:9000', false],
  ['http://127.0.0.1:9000', false],
  ['http://[::1]:9000', false],
  ['https://nas.home', false],
  ['nas.home', false],
  ['http://', false],
])('%s is not encrypted: %s', (endpoint, insecure) => {
  expect(isInsecure(endpoint)).toBe(insecure);
});
