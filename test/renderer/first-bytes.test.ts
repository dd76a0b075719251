// What a guest's page refuses by its first bytes is what Mayfly would refuse once it came.
import { assert, constantFrom, property, tuple, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { kindBytes as mayflys, nameOfKind } from '../../main/core/requests/rules/file-kind';
import { isOfKind, kindBytes } from '../../renderer/guest/choosing/first-bytes';
import { kindVector } from '../core/requests/kind-vector';
import { volume } from '../volume';

const kinds = ['pictures', 'documents'] as const;

test.each(kindVector)('%s is told by its first bytes in the page, too', (_what, bytes, taken) => {
  expect(kinds.filter((kind) => isOfKind(kind, bytes))).toEqual(taken);
  expect(isOfKind('any', bytes)).toBe(true);
});

test('whatever the bytes, the page and Mayfly say the same', () => {
  expect(kindBytes).toBe(mayflys);
  const begins = constantFrom(...kindVector.map(([, bytes]) => bytes));
  assert(
    property(tuple(begins, uint8Array({ maxLength: 60 })), uint8Array({ maxLength: 3 }), ([start, rest], first) => {
      for (const bytes of [Buffer.concat([start, rest]), Buffer.concat([first, start]), Buffer.from(rest)]) {
        for (const kind of kinds) expect(isOfKind(kind, bytes)).toBe(nameOfKind(kind, 'a', bytes) !== undefined);
      }
    }),
    { numRuns: volume(2_000) },
  );
});
