import mime from 'mime';
import other from 'mime/types/other.js';
import standard from 'mime/types/standard.js';
import { expect, test } from 'vitest';
import { contentTypeOf } from '../../../main/adapters/files/content-types';

test('every extension and every odd name has the type that the package itself gives', () => {
  const extensions = [standard, other]
    .flatMap((types): readonly (readonly string[])[] => Object.values(types))
    .flat()
    .map((each) => each.replace('*', ''));
  const odd = [
    '',
    '.',
    '..',
    '.png',
    'png',
    'a.',
    'a.PNG',
    'a.b.tar.gz',
    '/a/png',
    '\\a\\x.pdf',
    '/x.y/z',
    '*js',
    'a.*js',
    'x.constructor',
  ];
  const names = [...extensions.flatMap((each) => [each, `a.${each}`, `/b/a.${each.toUpperCase()}`]), ...odd];
  expect(names.length).toBeGreaterThan(3_000);
  expect(names.filter((name) => (contentTypeOf(name) ?? null) !== mime.getType(name))).toEqual([]);
});
