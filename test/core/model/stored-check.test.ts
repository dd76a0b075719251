// "done" rests on these comparisons alone; the checksums are held against published values.
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  crc32Of,
  hasHashForm,
  judge,
  judgeCopy,
  judgeWhole,
  weakest,
  type CheckedPart,
} from '../../../main/core/model/stored-check';

const body = Buffer.from('hello');
const crc32 = crc32Of(body);
const md5 = createHash('md5').update(body).digest('hex');

test.each([
  ['', 'AAAAAA=='],
  // The check value of CRC-32/ISO-HDLC is 0xCBF43926.
  ['123456789', Buffer.from('cbf43926', 'hex').toString('base64')],
])('the CRC-32 of %j is %s', (text, base64) => {
  expect(crc32Of(Buffer.from(text))).toBe(base64);
});

describe('the answer to a body', () => {
  test.each([
    ['its CRC-32', { etag: '"opaque"', crc32 }, { check: 'crc32' }],
    ['another CRC-32', { etag: `"${md5}"`, crc32: 'AAAAAA==' }, 'differs'],
    ['its MD5 as ETag', { etag: `"${md5}"` }, { check: 'md5' }],
    ['its MD5 without quotes', { etag: md5 }, { check: 'md5' }],
    ['its MD5 in capitals', { etag: `"${md5.toUpperCase()}"` }, { check: 'md5' }],
    ['another hash as ETag, which may be an encrypted one', { etag: `"${'0'.repeat(32)}"` }, 'unknown'],
    ['an ETag that is no hash', { etag: '"v1-opaque"' }, 'unknown'],
    ['no ETag worth the name', { etag: '' }, 'unknown'],
  ])('with %s', (_what, answer, verdict) => {
    expect(judge(answer, body, crc32)).toEqual(verdict);
  });

  test('a single flipped bit is always seen', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 1_000 }), fc.nat(), (bytes, at) => {
        const stored = Buffer.from(bytes);
        const bit = at % (stored.length * 8);
        stored.writeUInt8(stored.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(judge({ etag: '"x"', crc32: crc32Of(stored) }, bytes, crc32Of(bytes))).toBe('differs');
      }),
    );
  });
});

test.each([
  [`"${md5}"`, true],
  [md5.toUpperCase(), true],
  [`"${md5}-2"`, false],
  ['"abc"', false],
  [`"${md5}0"`, false],
  [`${md5.slice(1)}"${md5.slice(0, 1)}`, false],
  [`"${md5}"x`, false],
  ['', false],
])('%s has the form of an MD5: %s', (etag, form) => {
  expect(hasHashForm(etag)).toBe(form);
});

describe('the answer to a completion', () => {
  const part = (text: string, check: CheckedPart['check']): CheckedPart => ({
    etag: `"${createHash('md5').update(text).digest('hex')}"`,
    crc32: crc32Of(Buffer.from(text)),
    check,
  });
  const parts = (check: CheckedPart['check']) => [part('one', check), part('two', check)];
  const composite = `${crc32Of(Buffer.concat(parts('crc32').map((one) => Buffer.from(one.crc32, 'base64'))))}-2`;
  const joined = createHash('md5');
  for (const text of ['one', 'two']) joined.update(createHash('md5').update(text).digest());
  const etag = `"${joined.digest('hex')}-2"`;

  test.each([
    ['the composite of its parts', { crc32: composite, etag: '"x"' }, 'crc32', { check: 'crc32' }],
    ['another composite', { crc32: 'AAAAAA==-2', etag }, 'crc32', 'differs'],
    [
      'a composite of another number of parts',
      { crc32: `${composite.slice(0, -1)}3`, etag: '"x"' },
      'crc32',
      'unknown',
    ],
    ['a checksum over the whole, which the parts do not tell', { crc32: 'AAAAAA==', etag: '"x"' }, 'crc32', 'unknown'],
    ['the MD5 of its parts', { etag }, 'md5', { check: 'md5' }],
    ['it without quotes', { etag: etag.replaceAll('"', '') }, 'md5', { check: 'md5' }],
    ['another ETag', { etag: '"0-2"' }, 'md5', 'unknown'],
    ['a composite over parts that were not checked', { crc32: composite, etag }, 'sample', 'unknown'],
    ['nothing', {}, 'crc32', 'unknown'],
    ['nothing, beside MD5s', {}, 'md5', 'unknown'],
  ] as const)('with %s', (_what, whole, check, verdict) => {
    expect(judgeWhole(whole, parts(check))).toEqual(verdict);
  });

  test('the order of the parts matters', () => {
    expect(judgeWhole({ crc32: composite }, parts('crc32').toReversed())).toBe('differs');
  });

  test('one part of another kind proves nothing of the whole', () => {
    expect(judgeWhole({ crc32: composite, etag }, [part('one', 'crc32'), part('two', 'md5')])).toBe('unknown');
  });
});

test.each([
  [['crc32', 'crc32'], 'crc32'],
  [['crc32', 'md5'], 'md5'],
  [['md5', 'sample', 'crc32'], 'sample'],
  [[], 'crc32'],
] as const)('of %j the weakest is %s', (checks, level) => {
  expect(weakest(checks)).toBe(level);
});

// A copy that is not its source must be noticed, and one that is must not be sent again for nothing.
describe('a copy beside its source', () => {
  const one = '"0123456789abcdef0123456789abcdef"';
  const other = '"ffffffffffffffffffffffffffffffff"';

  test.each([
    ['equal checksums', { etag: one, crc32: 'AAAAAA==' }, { etag: other, crc32: 'AAAAAA==' }, 'same'],
    ['other checksums', { etag: one, crc32: 'AAAAAA==' }, { etag: one, crc32: 'BBBBBB==' }, 'differs'],
    ['equal composite ones', { etag: 'x-3', crc32: 'AAAAAA==-3' }, { etag: 'y-3', crc32: 'AAAAAA==-3' }, 'same'],
    [
      'composite ones cut otherwise',
      { etag: 'x-3', crc32: 'AAAAAA==-3' },
      { etag: 'y-2', crc32: 'BBBBBB==-2' },
      'unknown',
    ],
    [
      'a composite one and a whole one',
      { etag: '"x-3"', crc32: 'AAAAAA==-3' },
      { etag: one, crc32: 'BBBBBB==' },
      'unknown',
    ],
    ['equal ETags', { etag: one }, { etag: one.toUpperCase().replaceAll('"', '') }, 'same'],
    ['equal ETags of parts', { etag: '"a-3"' }, { etag: '"a-3"' }, 'same'],
    ['other MD5s', { etag: one }, { etag: other }, 'differs'],
    ['an ETag of parts and an MD5', { etag: '"a-3"' }, { etag: one }, 'unknown'],
    ['ETags that are no MD5', { etag: '"opaque-1"' }, { etag: '"opaque-2"' }, 'unknown'],
    ['no ETags', { etag: '' }, { etag: '""' }, 'unknown'],
    ['a checksum on one side only', { etag: one, crc32: 'AAAAAA==' }, { etag: one }, 'same'],
  ] as const)('%s', (_what, source, copy, verdict) => {
    expect(judgeCopy(source, copy)).toBe(verdict);
    expect(judgeCopy(copy, source)).toBe(verdict);
  });
});
