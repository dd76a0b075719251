// The rules of file requests: names that guests gave, what their manifests say, and which slots are free.
import { assert, property, string, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileRequestState, mostManifestBytes, type Arrival } from '../../../main/core/model/file-request';
import { displayName } from '../../../main/core/model/file-name';
import { arrivalName } from '../../../main/core/requests/rules/arrival-name';
import { readManifest } from '../../../main/core/requests/rules/manifest';
import { freeSlots, leaseSeconds, renewLeaseAtMs } from '../../../main/core/requests/rules/slots';
import { slotKey, slotOf } from '../../../main/core/storage/rules/object-key';

test.each([
  ['report.pdf', 'report.pdf'],
  ['../../.ssh/authorized_keys', 'authorized_keys'],
  ['C:\\Windows\\system32\\evil.dll', 'evil.dll'],
  ['.bashrc', 'bashrc'],
  ['CON', '_CON'],
  ['nul.txt', '_nul.txt'],
  ['COM1 .txt', '_COM1 .txt'],
  ['context.txt', 'context.txt'],
  ['a<b>:"|?*c', 'a_b______c'],
  ['name. . .', 'name'],
  ['gnp.\u202eexe', 'gnp._exe'],
  ['a\u0000b\nc', 'a_b_c'],
  ['', 'file'],
  ['...', 'file'],
  ['한글 이름.hwp', '한글 이름.hwp'],
])('a guest’s %j is saved as %j', (said, saved) => {
  expect(arrivalName(said)).toBe(saved);
});

test('any name that a guest says is one plain name that every disk takes', () => {
  assert(
    property(string({ unit: 'binary', maxLength: 300 }), (said) => {
      const name = arrivalName(said);
      expect(name).not.toMatch(/[/\\<>:"|?*\p{Cc}]|^[\s.]|[\s.]$/u);
      expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:$|\.)/i);
      expect([displayName(name), name === '']).toEqual([name, false]);
    }),
  );
});

describe('a manifest', () => {
  const whole = {
    name: 'a.txt',
    type: 'text/plain',
    batch: 'b1',
    count: 2,
    sender: ' Kim ',
    note: 'x\r\ny',
    nonce: 'n',
  };
  const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

  test('says name, sender and note as plain text', () => {
    expect(readManifest(bytes({ ...whole, extra: 1 }))).toEqual({
      name: 'a.txt',
      type: 'text/plain',
      batch: 'b1',
      count: 2,
      sender: 'Kim',
      note: 'x\ny',
    });
    expect(readManifest(bytes({ ...whole, sender: '', note: ' ' }))).not.toHaveProperty('note');
  });

  test.each([
    ['no JSON', Buffer.from('{')],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['more than a slot takes', Buffer.alloc(mostManifestBytes + 1, 0x20)],
    ['no object', bytes([])],
    ['no name', bytes({ ...whole, name: undefined })],
    ['a name that is no text', bytes({ ...whole, name: 7 })],
    ['a batch with a slash', bytes({ ...whole, batch: '../x' })],
    ['a count of none', bytes({ ...whole, count: 0 })],
    ['a note that is too long', bytes({ ...whole, note: 'x'.repeat(1_001) })],
  ])('with %s says nothing', (_what, manifest) => {
    expect(readManifest(manifest)).toBeUndefined();
  });

  test('of any bytes never raises', () => {
    assert(
      property(uint8Array({ maxLength: 200 }), (any) => {
        expect(() => readManifest(any)).not.toThrow();
      }),
    );
  });
});

describe('slots', () => {
  const arrival = (slot: number, state: Arrival['state'] = 'arrived') => ({ slot, state }) as Arrival;

  test.each<[string, readonly Arrival[], readonly number[], readonly number[]]>([
    ['all of them', [], [], [1, 2, 3]],
    ['those that no file took', [arrival(2)], [], [1, 3]],
    ['another one for a refused file, and never its own', [arrival(1, 'refused')], [], [2, 3, 4]],
    ['not those that a guest is writing', [], [1, 3], [2, 4, 5]],
    ['none when all files came', [arrival(1), arrival(2, 'saved'), arrival(9, 'deleted')], [], []],
  ])('%s', (_what, arrivals, taken, free) => {
    expect(freeSlots({ files: 3 }, arrivals, new Set(taken))).toEqual(free);
  });

  test('have keys that tell their number, and no other key does', () => {
    const folder = 'pre/in/AAAAAAAAAAAAAAAAAAAAAA/';
    expect(slotOf(folder, slotKey(folder, 12, 'about'))).toEqual({ slot: 12, part: 'about' });
    for (const rest of ['0000/data', '12/data', '0012/other', '0012/data/x', 'x/0012/data'])
      expect(slotOf(folder, folder + rest)).toBeUndefined();
  });

  test('are signed for a day, or less where the request ends before, and again at half of it', () => {
    const day = 86_400;
    expect([leaseSeconds({ expiresAtMs: 9e9 }, 0), leaseSeconds({ expiresAtMs: 5_999 }, 0)]).toEqual([day, 5]);
    const lease = { writtenAtMs: 0, leaseEndsAtMs: day * 1_000 };
    expect(renewLeaseAtMs({ ...lease, expiresAtMs: 9e9 })).toBe(day * 500);
    expect(renewLeaseAtMs({ ...lease, expiresAtMs: day * 1_000 })).toBe(Number.POSITIVE_INFINITY);
  });
});

test.each([
  ['open', {}, 1],
  ['full', {}, 2],
  ['full', { isOnce: true }, 1],
  ['open', { isOnce: true }, 0],
  ['ended', { expiresAtMs: 5 }, 2],
  ['closed', { closedAtMs: 1, expiresAtMs: 5 }, 0],
])('a request is %s: %j with %i files', (state, change, arrived) => {
  const request = { expiresAtMs: 10, files: 2, isOnce: false, ...change };
  expect(fileRequestState(request, arrived, 5)).toBe(state);
});
