// @vitest-environment happy-dom
// Why this exists: the rules of the connection form, without the form.
import { describe, expect, test } from 'vitest';
import { connectionDraft } from '../../preload/contract';
import {
  changeRegion,
  checkValues,
  chooseProvider,
  draftOf,
  emptyValues,
  isInsecure,
  valuesOf,
} from '../../renderer/app/connection-form';
import { providers } from '../../renderer/app/providers';
import { connection } from './views';

describe('choosing a provider', () => {
  test.each(providers.map(({ id, endpoint, region }) => [id, endpoint.replace('{region}', region), region] as const))(
    '%s suggests %s',
    (id, endpoint, region) => {
      expect(chooseProvider(emptyValues(), id)).toMatchObject({ provider: id, endpoint, region });
    },
  );

  test('keeps what a person wrote', () => {
    const typed = { ...emptyValues(), endpoint: 'https://s3.my.company', region: 'moon-1' };
    expect(chooseProvider(typed, 'b2')).toMatchObject({ endpoint: 'https://s3.my.company', region: 'moon-1' });
  });

  test('a region of one’s own goes into the next suggestion', () => {
    const there = changeRegion(emptyValues(), 'eu-central-1');
    expect(there.endpoint).toBe('https://s3.eu-central-1.amazonaws.com');
    expect(chooseProvider(there, 'wasabi').endpoint).toBe('https://s3.eu-central-1.wasabisys.com');
  });

  test('an endpoint of one’s own does not follow the region', () => {
    const typed = { ...emptyValues(), endpoint: 'https://s3.my.company' };
    expect(changeRegion(typed, 'eu-west-1')).toMatchObject({ endpoint: 'https://s3.my.company', region: 'eu-west-1' });
  });
});

describe('before anything is sent', () => {
  const complete = {
    ...emptyValues(),
    name: 'Studio',
    bucket: 'handoff',
    accessKeyId: 'key',
    secretAccessKey: 'secret',
  };

  test('a complete form has no errors', () => {
    expect(checkValues(complete)).toEqual({});
  });

  test.each(['name', 'endpoint', 'bucket', 'accessKeyId', 'secretAccessKey'] as const)('%s must be there', (field) => {
    expect(Object.keys(checkValues({ ...complete, [field]: '  ' }))).toEqual([field]);
  });

  test('keys may stay empty when a connection is edited', () => {
    expect(checkValues(valuesOf(connection()))).toEqual({});
  });

  test('a gap in a suggested endpoint must be filled', () => {
    expect(checkValues(chooseProvider(complete, 'r2')).endpoint).toMatch(/ACCOUNT_ID/);
  });
});

describe('what is sent', () => {
  test('is what the border accepts, without the fields left empty', () => {
    const draft = draftOf({
      ...emptyValues(),
      name: ' Studio ',
      bucket: 'b-1',
      accessKeyId: 'key',
      secretAccessKey: 's',
    });
    expect(connectionDraft.parse(draft)).toEqual(draft);
    expect(draft).toEqual({
      name: 'Studio',
      provider: 'aws',
      endpoint: 'https://s3.us-east-1.amazonaws.com',
      bucket: 'b-1',
      region: 'us-east-1',
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
