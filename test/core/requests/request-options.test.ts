// The options of a file request.
import { expect, test } from 'vitest';
import { askedBytes, checkedOptions, type FileRequestOptions } from '../../../main/core/requests/rules/request-options';
import { asFailure } from '../../../main/core/model/failure';
import { caught } from '../../fakes/failing';

const usual = {
  title: 'Photos',
  files: 100,
  bytes: 5_000_000_000,
  types: 'any',
  isOnce: false,
  mostLeaseSeconds: 86_400,
  lifetimeSeconds: 604_800,
} as const;

test('a title alone asks for a hundred files of 5 GB and any kind, for seven days', () => {
  expect(checkedOptions({ title: ' Photos ' })).toEqual(usual);
});

test('everything may be chosen otherwise', () => {
  const options = {
    title: 'Photos',
    message: 'Bitte',
    files: 1,
    bytes: 1,
    types: 'pictures',
    isOnce: true,
    mostLeaseSeconds: 3_600,
    lifetimeSeconds: 60,
  } as const;
  expect(checkedOptions(options)).toEqual(options);
  expect(checkedOptions({ title: 'Photos', files: 1_000, bytes: 5_000_000_000_000 })).toMatchObject({
    files: 1_000,
    bytes: 5_000_000_000_000,
  });
});

const files = { reason: 'a request takes 1 to {{most}} files', reasonValues: { most: 1_000 } };
const bytes = { reason: 'a file of a request has at most 5 TB' };
test.each<[Partial<FileRequestOptions>, object]>([
  [{ files: 0 }, files],
  [{ files: 1_001 }, files],
  [{ files: 1.5 }, files],
  [{ bytes: 0 }, bytes],
  [{ bytes: 5_000_000_000_001 }, bytes],
  [{ bytes: 1.5 }, bytes],
  [{ mostLeaseSeconds: 3_599 }, { reason: 'the slots of a request are signed for 1 hour to 24 hours' }],
])('%j is refused', (options, detail) => {
  const failure = caught(() => checkedOptions({ title: 'Photos', ...options }));
  expect([failure.code, failure.detail]).toEqual(['bad-request', detail]);
});

const sealed =
  'guests’ browsers encrypt at most 500 MB a file for this storage: ask for less, or test the connection again';
const plain = 'guests can send at most 5 GB a file to this storage: ask for less, or test the connection again';
test.each<[requested: number | undefined, isEncrypted: boolean, asks: boolean, bytes: number | string]>([
  [undefined, false, false, 5_000_000_000],
  [undefined, false, true, 5_000_000_000],
  [undefined, true, false, 500_000_000],
  [undefined, true, true, 5_000_000_000],
  [500_000_000, true, false, 500_000_000],
  [500_000_001, true, false, sealed],
  [5_000_000_000, false, false, 5_000_000_000],
  [5_000_000_001, false, false, plain],
  [5_000_000_001, false, true, 5_000_000_001],
  [5_000_000_001, true, true, 5_000_000_001],
])('files of up to %s, encrypted %s, in parts %s: %s', (requested, isEncrypted, asks, told) => {
  const asked = () => {
    try {
      return askedBytes(requested === undefined ? {} : { bytes: requested }, isEncrypted, asks);
    } catch (error) {
      const { code, detail } = asFailure(error);
      return code === 'bad-request' && detail.reason;
    }
  };
  expect(asked()).toBe(told);
});
