// A page is read for what its files are and where they lie: a link that leads anywhere else must become no file of the share, because a take-back deletes it.
import { describe, expect, test } from 'vitest';
import type { Encryption } from '../../../main/core/model/encryption';
import { manifestText } from '../../../main/core/encryption/rules/share-manifest';
import { buildEncryptedPage } from '../../../main/core/pages/rules/encrypted-page';
import { keyInLink, keysIn, listedFiles } from '../../../main/core/pages/rules/listed-files';
import { buildSharePage } from '../../../main/core/pages/rules/share-page';
import type { PageForm } from '../../../main/core/pages/rules/share-page-list';
import { memoryEncryptedPage, memorySharePage } from '../../fakes/memory-share-page';

const pageKey = 'in here/p/AAAAAAAAAAAAAAAAAAAAAA/index.html';
const folder = 'f/AAAAAAAAAAAAAAAAAAAAAA';
const at = (base: string) => ({
  url: `https://s3.example.com${base}/in%20here/p/AAAAAAAAAAAAAAAAAAAAAA/index.html?X-Amz-Signature=0`,
  prefix: 'in here/',
  keyTemplate: undefined,
});

describe('the key behind a link of a page', () => {
  test.each(['/bucket', '', '/storage/v1/s3/bucket', '//bucket'])('below %j', (base) => {
    const href = `${base.startsWith('//') ? '/.' : ''}${base}/in%20here/${folder}/0/a.txt?X=1`;
    expect(keyInLink(href, pageKey, at(base))).toBe(`in here/${folder}/0/a.txt`);
  });

  test.each([
    ['of another bucket', `/other/in%20here/${folder}/0/a.txt`],
    ['outside of the prefix', `/bucket/${folder}/0/a.txt`],
    ['that Mayfly does not store', '/bucket/in%20here/backup.tar'],
    ['of another page', '/bucket/in%20here/p/BBBBBBBBBBBBBBBBBBBBBB/index.html'],
    ['of a guest', '/bucket/in%20here/in/AAAAAAAAAAAAAAAAAAAAAA/0001/data'],
    ['of another server', `https://other.example.com/bucket/in%20here/${folder}/0/a.txt`],
    ['that is no URL', 'https://['],
    ['that is damaged', `/bucket/in%20here/${folder}/0/%ff.txt`],
    ['that is a folder above', `/bucket/in%20here/${folder}/../../../backup.tar`],
  ])('%s is none', (_what, href) => {
    expect(keyInLink(href, pageKey, at('/bucket'))).toBeUndefined();
  });

  test('is none in what is not the page', () => {
    const href = `/bucket/in%20here/${folder}/0/a.txt`;
    expect(keyInLink(href, pageKey.replace('A', 'B'), at('/bucket'))).toBeUndefined();
  });

  test('is one that the connection’s own template makes', () => {
    const href = '/bucket/in%20here/shop/AAAAAAAAAAAAAAAAAAAAAA/a.txt';
    const keyTemplate = 'shop/{random}/{name}';
    expect(keyInLink(href, pageKey, { ...at('/bucket'), keyTemplate })).toBe(
      'in here/shop/AAAAAAAAAAAAAAAAAAAAAA/a.txt',
    );
  });
});

describe('the files of a page', () => {
  const encryption = {} as Encryption;
  const share = { id: 's', key: pageKey };
  const keyOf = (name: string) => `in here/${folder}/0/${name}`;
  const linkTo = (key: string) => `https://s3.example.com/bucket/${key}?X=1&X-Amz-Signature=${'0a'.repeat(32)}`;
  const times = { createdAtMs: 1, expiresAtMs: 2 };
  const file = (path: string, key = keyOf(path)) => ({
    path,
    sizeBytes: 5,
    contentType: 'text/plain',
    url: linkTo(key),
  });
  const pageOf = (form: PageForm, ...files: readonly ReturnType<typeof file>[]) =>
    buildSharePage(memorySharePage, { ...times, title: 't', files }, form);
  const sealed = (...names: readonly string[]) =>
    buildEncryptedPage(memoryEncryptedPage, {
      ...times,
      files: names.map((name) => ({ storedBytes: 300, url: linkTo(keyOf(name)) })),
      manifest: Uint8Array.of(7),
      needsPassword: false,
    });
  const manifestOf = (...paths: readonly string[]) => {
    const files = paths.map((path) => ({ path, sizeBytes: 5, contentType: 'text/plain', headSha256: 'h' }));
    return manifestText({ title: 't', message: undefined, identity: 'AGE-SECRET-KEY-1', files });
  };
  const read = (html: string, of = {}, manifest?: string) =>
    listedFiles(html, { ...share, ...of }, at('/bucket'), (found) =>
      Promise.resolve(found[0] === 7 ? manifest : 'another'),
    );
  const item = (path: string) => ({
    shareId: 's',
    role: 'file',
    key: keyOf(path),
    path,
    sizeBytes: 5,
    contentType: 'text/plain',
    storedCheck: 'sample',
  });

  test.each(['links', 'signatures'] as const)('are items of its share: %s', async (form) => {
    const hashed = { ...file('b.txt'), sha256: '0b'.repeat(32) };
    const html = pageOf(form, file('c.txt'), hashed);
    expect(await read(html)).toStrictEqual([item('c.txt'), { ...item('b.txt'), sha256: hashed.sha256 }]);
    expect(keysIn(html, pageKey, at('/bucket'))).toEqual([keyOf('c.txt'), keyOf('b.txt')]);
  });

  test('have the names of the manifest where it is encrypted', async () => {
    const html = sealed('c.bin', 'b.bin');
    expect(await read(html, { encryption }, manifestOf('c.txt', 'b.txt'))).toStrictEqual([
      { ...item('c.txt'), headSha256: 'h', key: keyOf('c.bin') },
      { ...item('b.txt'), headSha256: 'h', key: keyOf('b.bin') },
    ]);
    expect(keysIn(html, pageKey, at('/bucket'))).toEqual([keyOf('c.bin'), keyOf('b.bin')]);
  });

  const strange = 'backup.tar';
  test.each<[what: string, html: string, of?: object, manifest?: string]>([
    ['that is no page', ''],
    ['of a share that is encrypted', pageOf('links', file('a.txt')), { encryption }],
    ['of a share that is not', sealed('a.bin'), {}, manifestOf('a.txt')],
    ['whose manifest nobody can open', sealed('a.bin'), { encryption }],
    ['whose manifest names more', sealed('a.bin'), { encryption }, manifestOf('a.txt', 'b.txt')],
    ['whose manifest names less', sealed('a.bin', 'b.bin'), { encryption }, manifestOf('a.txt')],
    ['that lists what is no file of Mayfly’s', pageOf('links', file('a.txt'), file('x', strange))],
    ['that lists a file twice', pageOf('links', file('a.txt'), file('b.txt', keyOf('a.txt')))],
  ])('are not known of a page %s', async (_what, html, of, manifest) => {
    expect(await read(html, of, manifest)).toBeUndefined();
  });

  test('are deleted as far as they are Mayfly’s', () => {
    expect(keysIn(pageOf('links', file('x', strange), file('a.txt')), pageKey, at('/bucket'))).toEqual([
      keyOf('a.txt'),
    ]);
    expect(keysIn('', pageKey, at('/bucket'))).toEqual([]);
  });
});
