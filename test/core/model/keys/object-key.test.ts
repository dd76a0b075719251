// A key must be unguessable, must pass through every URL parser unchanged and must never be more than a name.
import anyAscii from 'any-ascii';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalisePrefix } from '../../../../main/core/model/connection';
import {
  checkLinkableKey,
  isPageFolder,
  isPageKey,
  encryptedKey,
  itemKey,
  looksOurs,
  objectKey,
  pageFolder,
  pageKey,
  safeName,
} from '../../../../main/core/model/keys/object-key';
import { contentDisposition } from '../../../../main/core/model/links/link-headers';
import { caught } from '../../../fakes/failing';
import { hostileNames } from '../../../hostile-names';
import { volume } from '../../../volume';
import { anyCharacter } from '../../../any-character';

const random = Uint8Array.from({ length: 16 }, (_, index) => index * 16);
const randomText = 'ABAgMEBQYHCAkKCwwNDg8A';

const isSafeName = (name: string) => /^(?![.-])[A-Za-z0-9._-]{1,120}(?<![.-])$/.test(name) && !name.includes('..');

describe('the safe form of a name', () => {
  test.each([
    ['report.pdf', 'report.pdf'],
    ['Q3 report (final).pdf', 'Q3-report-final.pdf'],
    ['Résumé.pdf', 'Resume.pdf'],
    ['Re\u0301sume\u0301.pdf', 'Resume.pdf'],
    ['Übergröße.txt', 'Ubergro-e.txt'],
    ['报告.pdf', 'pdf'],
    ['报告', 'file'],
    ['', 'file'],
    ['.', 'file'],
    ['..', 'file'],
    ['....', 'file'],
    ['---', 'file'],
    ['/', 'file'],
    ['../../etc/passwd', 'etc-passwd'],
    ['..\\..\\win.ini', 'win.ini'],
    ['.bashrc', 'bashrc'],
    ['name.', 'name'],
    ['a..b', 'a.b'],
    ['a - b.txt', 'a-b.txt'],
    ['a -.- b', 'a.b'],
    ['a+b=c&d?e#f%20.txt', 'a-b-c-d-e-f-20.txt'],
    ['x\r\nX-Evil: 1', 'x-X-Evil-1'],
    ['a\0b.txt', 'a-b.txt'],
    ['🎉.png', 'png'],
    ['party 🎉.png', 'party.png'],
    ['<script>alert(1)</script>.html', 'script-alert-1-script.html'],
    ['_private_', '_private_'],
    ['archive.tar.gz', 'archive.tar.gz'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });

  test('a long name keeps its extension', () => {
    expect(safeName(`${'a'.repeat(200)}.jpeg`)).toBe(`${'a'.repeat(115)}.jpeg`);
  });

  test('what only looks like an extension is cut as well', () => {
    expect(safeName(`${'a'.repeat(200)}.${'e'.repeat(15)}`)).toBe(`${'a'.repeat(104)}.${'e'.repeat(15)}`);
    expect(safeName(`${'a'.repeat(200)}.${'e'.repeat(16)}`)).toBe('a'.repeat(120));
    expect(safeName(`a.${'e'.repeat(200)}`)).toBe(`a.${'e'.repeat(118)}`);
  });

  test('120 characters stay, one more is cut', () => {
    expect(safeName('a'.repeat(120))).toBe('a'.repeat(120));
    expect(safeName('a'.repeat(121))).toBe('a'.repeat(120));
  });

  test('a cut never leaves a dot or hyphen before the extension', () => {
    expect(safeName(`${'a'.repeat(114)}-${'b'.repeat(50)}.jpeg`)).toBe(`${'a'.repeat(114)}.jpeg`);
    expect(safeName(`a-${'a'.repeat(112)}-${'b'.repeat(50)}.jpeg`)).toBe(`a-${'a'.repeat(112)}.jpeg`);
  });

  test('dots with hyphens between them become one dot, not two', () => {
    expect(safeName('_.-.a')).toBe('_.a');
    expect(safeName('a.-b-.-.-c')).toBe('a.b.c');
  });

  test.each(hostileNames)('%s: is safe', (_what, name) => {
    expect(safeName(name)).toSatisfy(isSafeName);
  });

  test('any name at all is safe, and a safe name stays as it is', () => {
    const anyName = fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 100 }),
      fc.string({ unit: fc.constantFrom('.', '-', '_', 'a', '/', ' ', '\u0301', '\uff0e'), maxLength: 300 }),
    );
    fc.assert(
      fc.property(anyName, (name) => {
        const safe = safeName(name);
        expect(safe).toSatisfy(isSafeName);
        expect(safeName(safe)).toBe(safe);
      }),
      { numRuns: volume(3_000) },
    );
  });
});

describe('the safe form of a name in letters of every script', () => {
  test.each([
    ['한글 보고서 2026.txt', 'HanGeul-BoGoSeo-2026.txt'],
    // As macOS gives it.
    ['한글 보고서 2026.txt'.normalize('NFD'), 'HanGeul-BoGoSeo-2026.txt'],
    ['报告.pdf', 'BaoGao.pdf'],
    ['Отчёт за год.docx', 'Otchet-za-god.docx'],
    ['Ελλάδα.txt', 'Ellada.txt'],
    ['レポート.txt', 'repoto.txt'],
    ['תקציב.xlsx', 'tktsyv.xlsx'],
    ['हिन्दी.txt', 'hindi.txt'],
    ['Übergröße.txt', 'Ubergrosse.txt'],
    ['Re\u0301sume\u0301.pdf', 'Resume.pdf'],
    ['party 🎉.png', 'party-tada.png'],
    ['report.pdf', 'report.pdf'],
    ['ａ／ｂ．ｔｘｔ', 'a-b.txt'],
    ['\ue000', 'file'],
    ['', 'file'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeName(name, anyAscii)).toBe(safe);
  });

  test('its keys have it, and the recipient’s name stays as it is', () => {
    const naming = { template: undefined, nowMs: 0, toAscii: anyAscii };
    expect(objectKey('', random, '보고서.txt', naming)).toBe(`${randomText}/BoGoSeo.txt`);
    expect(itemKey('f/x/', 2, '사진/여름.jpg', anyAscii)).toBe('f/x/2/YeoLeum.jpg');
    expect(contentDisposition('attachment', '보고서.txt')).toContain(encodeURIComponent('보고서.txt'));
  });

  test('any name at all is as safe as without, and a safe name stays as it is', () => {
    const anyName = fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      // Dots, slashes and hyphens in all their forms.
      fc.string({
        unit: fc.constantFrom('．', '／', '…', '‥', '‐', '—', '가', '。', '.', '-', '_', '\u0301'),
        maxLength: 300,
      }),
    );
    fc.assert(
      fc.property(anyName, (name) => {
        const safe = safeName(name, anyAscii);
        expect(safe).toSatisfy(isSafeName);
        expect(safeName(safe, anyAscii)).toBe(safe);
        expect(objectKey('p/', random, name, { template: undefined, nowMs: 0, toAscii: anyAscii })).toBe(
          `p/${randomText}/${safe}`,
        );
      }),
      { numRuns: volume(3_000) },
    );
  });
});

describe('an object key', () => {
  test('is prefix, 22 random characters, and the safe name', () => {
    expect(objectKey('', random, 'a b.txt')).toBe(`${randomText}/a-b.txt`);
    expect(objectKey('shared/', random, 'a b.txt')).toBe(`shared/${randomText}/a-b.txt`);
  });

  test('has the day by UTC where the connection wants it', () => {
    const naming = { template: '{date}/{random}/{name}', nowMs: Date.UTC(2026, 10, 27, 23, 59) };
    expect(objectKey('', random, 'a', naming)).toBe(`2026-11-27/${randomText}/a`);
  });

  test.each([0, 1, 15, 17, 32])('%d random bytes are not 16', (length) => {
    expect(() => objectKey('', new Uint8Array(length), 'x')).toThrow('16 random bytes');
  });

  test('every bit of the 16 bytes is in it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const key = objectKey('', bytes, 'x');
        expect(Buffer.from(key.slice(0, 22), 'base64url')).toEqual(Buffer.from(bytes));
      }),
    );
  });

  test('whatever the name and the prefix: 1,024 bytes at most, no dot segment, nothing a URL rewrites', () => {
    const prefix = fc
      .array(fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/), { maxLength: 10 })
      .map((segments) => normalisePrefix(segments.join('/')));
    fc.assert(
      fc.property(
        prefix,
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        fc.string({ unit: anyCharacter, maxLength: 300 }),
        (folder, bytes, name) => {
          const key = objectKey(folder, bytes, name);
          expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1_024);
          expect(key.startsWith(folder)).toBe(true);
          expect(key.slice(folder.length)).toMatch(/^[A-Za-z0-9_-]{22}\/[A-Za-z0-9._-]+$/);
          expect(new URL(`https://host/${key}`).pathname).toBe(`/${key}`);
        },
      ),
      { numRuns: volume(2_000) },
    );
  });
});

describe('the keys of a page', () => {
  const random = new Uint8Array(16).fill(7);
  const secret = 'BwcHBwcHBwcHBwcHBwcHBw';

  test('its files lie in one folder, each at its own place', () => {
    const folder = pageFolder('shared/', random);
    expect(folder).toBe(`shared/f/${secret}/`);
    expect(itemKey(folder, 0, 'day 1/été.jpg')).toBe(`${folder}0/ete.jpg`);
    expect(itemKey(folder, 12, 'été.jpg')).toBe(`${folder}12/ete.jpg`);
  });

  test('the page lies where no file can', () => {
    expect(pageKey('shared/', random)).toBe(`shared/p/${secret}/index.html`);
    // Whatever a file is called, its key begins with random characters or with f.
    for (const name of ['../p/x', 'p/index.html', '/p/', '..']) {
      expect(itemKey(pageFolder('', random), 0, name)).toMatch(/^f\/[A-Za-z0-9_-]{22}\/0\/[A-Za-z0-9._-]+$/);
    }
  });

  test.each([
    [objectKey('', random, 'a b.txt'), true],
    [itemKey(pageFolder('', random), 3, 'a b.txt'), true],
    [pageKey('', random), true],
    [`f/${secret}/a.txt`, false],
    [`p/${secret}/other.html`, false],
    [`g/${secret}/0/a.txt`, false],
    ['backups/database.tar', false],
    ['', false],
    [`${secret}/a`, true],
    [`${secret}/`, false],
    [`${secret}/a b`, false],
    [`${secret}/a/b`, false],
    [`x${secret}/a`, false],
    [`${secret.slice(1)}/a`, false],
    [`f/${secret}/12/a`, true],
    [`f/${secret}/x/a`, false],
    [`f/${secret}/0/`, false],
    [`f/${secret}/0/a/b`, false],
    [`f/${secret}/0/a b`, false],
    [`x/f/${secret}/0/a`, false],
    [`f/${secret.slice(1)}/0/a`, false],
    [`x/p/${secret}/index.html`, false],
    [`p/${secret.slice(1)}/index.html`, false],
    [`p/${secret}/index.html/x`, false],
    [`p/${secret}/index-html`, false],
  ])('%s looks like one of ours: %s', (key, ours) => {
    expect(looksOurs(key)).toBe(ours);
    // The keys of a page are those, and none that a connection names itself.
    expect(isPageKey(key)).toBe(ours && key.startsWith('p/'));
  });

  test('what a connection names itself looks like ours there, and nowhere else', () => {
    const key = `2026-01-01/${secret}/a.txt`;
    expect([looksOurs(key, '{date}/{random}/{name}'), looksOurs(key)]).toEqual([true, false]);
  });

  test.each([
    [pageFolder('', random), true],
    [`f/${secret}`, false],
    [`f/${secret}/0/`, false],
    [`f/${secret.slice(1)}/`, false],
    [`x/f/${secret}/`, false],
    [`p/${secret}/`, false],
    [`f/${'!'.repeat(22)}/`, false],
    ['', false],
  ])('%s is the folder of a page: %s', (prefix, folder) => {
    expect(isPageFolder(prefix)).toBe(folder);
  });

  test('the key of an encrypted file says nothing about it, and is known as ours', () => {
    const key = encryptedKey(pageFolder('', random), random);
    expect(key).toMatch(/^f\/[\w-]{22}\/[\w-]{22}\.bin$/);
    expect([looksOurs(key), looksOurs(key.replace('.bin', '.txt'))]).toEqual([true, false]);
  });

  test('an item named with a slash at its end has a name', () => {
    expect(itemKey('f/', 0, '/a.txt')).toBe('f/0/a.txt');
  });
});

describe('a key that a link can name', () => {
  test.each([
    'a',
    'folder/report.pdf',
    'folder/',
    '/leading',
    'a//b',
    '.hidden/.file',
    '.../x',
    'a../b',
    'a.. /..b/c',
    '%2e%2e/x',
    'a\\..\\b',
    'a b+c%?#&=;.txt',
    '报告 🎉.pdf',
    'line\nfeed',
    'x'.repeat(1_024),
    'ß'.repeat(512),
  ])('%j', (key) => {
    expect(checkLinkableKey(key)).toBe(key);
  });

  test.each([
    ['', 'its key is empty'],
    ['.', 'a folder in its key is one or two dots'],
    ['..', 'a folder in its key is one or two dots'],
    ['./a', 'a folder in its key is one or two dots'],
    ['a/../b', 'a folder in its key is one or two dots'],
    ['a/.', 'a folder in its key is one or two dots'],
    ['a/./b', 'a folder in its key is one or two dots'],
    ['...', 'its key ends in a dot'],
    ['report.', 'its key ends in a dot'],
    ['a\ud800b', 'its key is not valid Unicode'],
    ['\udc00', 'its key is not valid Unicode'],
    ['x'.repeat(1_025), 'its key is longer than 1,024 bytes'],
    [`x${'ß'.repeat(512)}`, 'its key is longer than 1,024 bytes'],
    [`${'😀'.repeat(256)}x`, 'its key is longer than 1,024 bytes'],
  ])('%j is refused: %s', (key, reason) => {
    expect(caught(() => checkLinkableKey(key))).toMatchObject({ code: 'key-unlinkable', detail: { reason } });
  });

  test('every key that Mayfly makes is one', () => {
    for (const [, name] of hostileNames) {
      const key = objectKey('some folder/', random, name);
      expect(checkLinkableKey(key)).toBe(key);
    }
  });

  test('whatever is let through, a URL parser leaves as it is', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('.', '/', '\\', '%', '2', 'e', 'a', ' ', '\n', '?', '#', 'é', '😀', '\ud800'),
        }),
        (key) => {
          let linkable = true;
          try {
            checkLinkableKey(key);
          } catch {
            linkable = false;
          }
          fc.pre(linkable);
          const path = `/bucket/${key.split('/').map(encodeURIComponent).join('/')}`;
          expect(new URL(path, 'https://host').pathname).toBe(path);
        },
      ),
      { numRuns: volume(2_000) },
    );
  });
});

describe('a key prefix as people type it', () => {
  test.each([
    ['', ''],
    ['/', ''],
    ['  ', ''],
    ['shared', 'shared/'],
    ['/shared/', 'shared/'],
    ['///a/b///', 'a/b/'],
    [' a ', 'a/'],
  ])('%j becomes %j', (typed, prefix) => {
    expect(normalisePrefix(typed)).toBe(prefix);
  });
});
