// Where short links go by themselves, and the address that is guessed for them.
import { describe, expect, test } from 'vitest';
import {
  doorsAddressAt,
  doorsBucketFor,
  doorsFolderFor,
  mayHaveDoors,
} from '../../../main/core/doctor/rules/proposed-doors';
import { sampleConnection } from '../../fakes/samples';

const at = (endpoint: string, change: object = {}) => ({ ...sampleConnection, endpoint, ...change });
const doors = { bucket: 'files-go', prefix: '' };

describe('the guessed address', () => {
  test.each([
    ['https://s3.eu-central-1.amazonaws.com', {}, doors, 'https://files-go.s3.eu-central-1.amazonaws.com'],
    ['https://s3.us-east-1.amazonaws.com', {}, { bucket: 'a.b', prefix: '' }, 'https://s3.us-east-1.amazonaws.com/a.b'],
    ['https://s3.wasabisys.com', {}, doors, 'https://s3.wasabisys.com/files-go'],
    ['https://fra1.digitaloceanspaces.com', {}, doors, 'https://files-go.fra1.digitaloceanspaces.com'],
    ['https://storage.googleapis.com', {}, doors, 'https://storage.googleapis.com/files-go'],
    ['https://s3.home.example:8443/rgw/', {}, doors, 'https://s3.home.example:8443/rgw/files-go'],
    ['http://127.0.0.1:9000', {}, { bucket: 'files', prefix: 'd/' }, 'http://127.0.0.1:9000/files/d'],
    ['https://s3.home.example', { addressing: 'virtual-host' }, doors, 'https://files-go.s3.home.example'],
    ['http://10.0.0.2:7480', { shareEndpoint: 'https://s3.home.example' }, doors, 'https://s3.home.example/files-go'],
    [
      'https://s3.home.example//rgw//',
      {},
      { bucket: 'files', prefix: 'd/e//' },
      'https://s3.home.example/rgw/files/d/e',
    ],
    ['https://abc.r2.cloudflarestorage.com', {}, doors, ''],
    ['http://127.0.0.1:3900', { provider: 'garage' }, doors, ''],
    ['http://127.0.0.1:3901', { provider: 'garage', kind: 'embedded' }, doors, 'http://127.0.0.1:3901/files-go'],
  ])('at %s', (endpoint, change, where, address) => expect(doorsAddressAt(at(endpoint, change), where)).toBe(address));
});

test.each([
  ['files', 'files-go'],
  ['my.files', 'my.files-go'],
  [`${'a'.repeat(58)}--bcd`, `${'a'.repeat(58)}-go`],
  ['a'.repeat(63), `${'a'.repeat(60)}-go`],
  [`${'a'.repeat(59)}.bcd`, `${'a'.repeat(59)}-go`],
])('the bucket beside %s has its name', (bucket, named) => expect(doorsBucketFor({ kind: 's3', bucket })).toBe(named));

test('beside the bucket on this computer there is one, and no folder', () => {
  const here = { ...at('https://gateway.storjshare.io'), kind: 'embedded' } as const;
  expect([doorsBucketFor(here), mayHaveDoors(here)]).toEqual(['mayfly-doors', true]);
  expect(doorsFolderFor({ ...here, endpoint: 'https://s3.wasabisys.com' })).toBeUndefined();
});

test('a folder beside the shares is offered only where a policy opens folders', () => {
  expect(doorsFolderFor(at('https://s3.wasabisys.com'))).toEqual({ bucket: 'files', prefix: 'd/' });
  expect(doorsFolderFor(at('https://abc.r2.cloudflarestorage.com'))).toBeUndefined();
  expect([at('https://gateway.storjshare.io'), at('https://s3.wasabisys.com')].map(mayHaveDoors)).toEqual([
    false,
    true,
  ]);
});
