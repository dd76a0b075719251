// A name that can be guessed is a share everybody can find, and a file beside a page can act as a part of it.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../../main/core/model/failure';
import {
  checkKeyTemplate,
  fitsTemplate,
  keyTemplateOf,
  usualKeyTemplate,
} from '../../../../main/core/model/keys/key-template';
import { looksOurs, objectKey, pageFolder, pageKey } from '../../../../main/core/model/keys/object-key';
import { caught } from '../../../fakes/failing';
import { hostileNames } from '../../../hostile-names';
import { volume } from '../../../volume';

const random = new Uint8Array(16).map((_byte, index) => index * 7);
const secret = Buffer.from(random).toString('base64url');
const nowMs = Date.UTC(2027, 5, 30, 23, 59);
const key = (template: string, name = 'a b.txt') => objectKey('shared/', random, name, { template, nowMs });

test.each([
  ['{random}/{name}', `shared/${secret}/a-b.txt`],
  ['{date}/{random}/{name}', `shared/2027-06-30/${secret}/a-b.txt`],
  ['{random}/{date}-{name}', `shared/${secret}/2027-06-30-a-b.txt`],
  ['team/{date}/x.y/{random}/{name}', `shared/team/2027-06-30/x.y/${secret}/a-b.txt`],
  ['{random}/files/{name}', `shared/${secret}/files/a-b.txt`],
])('%s makes %s, and knows it again', (template, made) => {
  expect(checkKeyTemplate(template)).toBe(template);
  expect(key(template)).toBe(made);
  expect(looksOurs(made.slice('shared/'.length), template)).toBe(true);
});

const refused = [
  '',
  '{name}',
  '{random}',
  '{random}-{name}',
  '{date}/{random}-{name}',
  'x{random}/{name}',
  '{date}/{name}/{random}',
  '{random}/{name}.txt',
  '{random}/x',
  '{random}/{random}/{name}',
  '{random}/{name}{name}',
  '{random}//{name}',
  '/{random}/{name}',
  '{random}/{name}/',
  '../{random}/{name}',
  './{random}/{name}',
  '.hidden/{random}/{name}',
  'a./{random}/{name}',
  'p/{random}/{name}',
  'f/{random}/{name}',
  // An intake key may write there.
  'in/{random}/{name}',
  'session-1/{random}/{name}',
  'a b/{random}/{name}',
  'é/{random}/{name}',
  '%2e/{random}/{name}',
  '{RANDOM}/{name}',
  '{random}/{name}{x}',
  '{{random}}/{name}',
  `${'a'.repeat(200)}/{random}/{name}`,
  '{random}/{name}\n',
  '{__proto__}/{random}/{name}',
];

describe('a template', () => {
  const characters =
    'names of stored objects have only {date}, {random}, {name}, letters, digits, dots, hyphens and slashes';
  test.each([
    [`${'a'.repeat(185)}/{random}/{name}`, 'the names of stored objects are too long'],
    ['a b/{random}/{name}', characters],
    ['/{random}/{name}', characters],
    ['{random}/{random}/{name}', 'each of {date}, {random} and {name} stands once'],
    ['.a/{random}/{name}', 'no folder begins or ends with a dot'],
    ['{date}/{random}', '{random} must be a folder of its own'],
    ['{random}/x', 'names of stored objects end with {name}'],
    ['in/{random}/{name}', 'the first folder is one of Mayfly’s own'],
  ])('%j is refused: %s', (template, reason) => {
    expect(caught(() => checkKeyTemplate(template))).toMatchObject({ code: 'bad-request', detail: { reason } });
  });

  test('has at most 200 characters', () => {
    const longest = `${'a'.repeat(184)}/{random}/{name}`;
    expect([longest.length, checkKeyTemplate(longest)]).toEqual([200, longest]);
  });

  test.each(refused)('%j is refused, and where one was kept the usual names are made', (template) => {
    expect(() => checkKeyTemplate(template)).toThrow(Failure);
    expect(keyTemplateOf(template)).toBe(usualKeyTemplate);
    expect(key(template)).toBe(`shared/${secret}/a-b.txt`);
  });

  test('of any kind: a key has the random folder, and no folder of a page', () => {
    const pieces = fc.array(fc.constantFrom('{date}', '{random}', '{name}', '/', 'p', 'f', 'a', '.', '-', ' ', '{x}'), {
      maxLength: 9,
    });
    const names = fc.constantFrom(...hostileNames.map(([, name]) => name));
    const holds = (template: string, name: string) => {
      const made = objectKey('', random, name, { template, nowMs });
      const folder = made.slice(0, made.lastIndexOf('/'));
      return (
        folder.split('/').includes(secret) &&
        !/^[fp]\//.test(made) &&
        !made.split('/').some((segment) => segment === '' || /^\.|\.$/.test(segment)) &&
        fitsTemplate(keyTemplateOf(template), made)
      );
    };
    const found = fc.check(
      fc.property(pieces, names, (list, name) => holds(list.join(''), name)),
      { numRuns: volume(2_000) },
    );
    expect(found.failed).toBe(false);
  });

  test('knows pages and their files as before', () => {
    for (const template of ['{date}/{random}/{name}', undefined]) {
      expect(looksOurs(pageKey('', random), template)).toBe(true);
      expect(looksOurs(`${pageFolder('', random)}0/a.txt`, template)).toBe(true);
      expect(looksOurs('backups/database.tar', template)).toBe(false);
      expect(looksOurs(`2027-06-30/${secret}/a.txt`, template)).toBe(template !== undefined);
    }
  });
});
