// The recipient's disk gets the file's own name, and no name ever becomes a second header or a second parameter.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentTypeOf } from '../../../../main/adapters/files/content-types';
import { contentDisposition, linkAnswer } from '../../../../main/core/model/links/link-headers';
import { caught } from '../../../fakes/failing';
import { hostileNames } from '../../../hostile-names';
import { checkChosenName, displayName, renamed } from '../../../../main/core/model/file-name';
import { volume } from '../../../volume';
import { anyCharacter } from '../../../any-character';

const anyName = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.string({ unit: fc.constantFrom('"', '\\', '%', "'", ';', '\r', '\n', '/', '.', '\uff0f', 'é', '😀') }),
);

/** A reader of its own for RFC 6266 section 4.1: type, then `filename` quoted, then `filename*` by RFC 5987. */
function parse(header: string) {
  const found = /^(attachment|inline); filename="([^"\\]*)"; filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]+)$/.exec(
    header,
  );
  if (found === null) throw new Error(`not a Content-Disposition of ours: ${JSON.stringify(header)}`);
  const [, type, plain = '', extended = ''] = found;
  // RFC 5987 section 3.2.1: attr-char has no `%` of its own, so each one begins an escape.
  if (/%(?![0-9A-F]{2})/.test(extended)) throw new Error(`a broken escape: ${extended}`);
  return { type, plain, extended: decodeURIComponent(extended) };
}

const isPlain = (text: string) =>
  /^[\u0020-\u007e]+$/.test(text) && !/["\\%/]/.test(text) && !/^\.{1,2}$/.test(text) && text.length <= 255;

describe('the name a recipient sees', () => {
  test.each([
    ['report.pdf', 'report.pdf'],
    ['a/b\\c.txt', 'a_b_c.txt'],
    ['line\nfeed\r.txt', 'line_feed_.txt'],
    ['a\0b', 'a_b'],
    ['x\u007f\u0085\u2028.txt', 'x___.txt'],
    ['', 'file'],
    ['   ', 'file'],
    ['.', 'file'],
    ['..', 'file'],
    ['...', '...'],
    ['.bashrc', '.bashrc'],
    [' spaced .txt', ' spaced .txt'],
    ['a\ud800b', 'a\ufffdb'],
    ['Re\u0301sume\u0301', 'Re\u0301sume\u0301'],
    ['R\u00e9sum\u00e9', 'R\u00e9sum\u00e9'],
    ['报告 🎉.pdf', '报告 🎉.pdf'],
  ])('%j becomes %j', (name, shown) => {
    expect(displayName(name)).toBe(shown);
  });

  test('is cut at 255 bytes between characters, with its extension', () => {
    expect(displayName(`${'😀'.repeat(100)}.png`)).toBe(`${'😀'.repeat(62)}.png`);
    expect(displayName(`${'ß'.repeat(200)}.txt`)).toBe(`${'ß'.repeat(125)}.txt`);
    expect(displayName('a'.repeat(300))).toBe('a'.repeat(255));
    expect(displayName(`a.${'e'.repeat(300)}`)).toBe(`a.${'e'.repeat(253)}`);
  });

  test.each(hostileNames)('%s: a disk can take it', (_what, name) => {
    const shown = displayName(name);
    expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(255);
    expect(shown).toSatisfy((text: string) => text.isWellFormed() && text.trim() !== '');
    // oxlint-disable-next-line no-control-regex -- control characters are exactly what must not be there
    expect(shown).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029/\\]|^\.{1,2}$/);
  });

  test('stays as it is when it was shown once', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(displayName(displayName(name))).toBe(displayName(name));
      }),
    );
  });
});

describe('a name chosen for the recipient', () => {
  test.each([
    ['a.txt', 'a.txt'],
    ['  a b.txt  ', 'a b.txt'],
    ['报告.pdf', '报告.pdf'],
    ['"odd" %41; name*=1', '"odd" %41; name*=1'],
    ['a'.repeat(255), 'a'.repeat(255)],
  ])('%j is taken as %j', (typed, name) => {
    expect(checkChosenName(typed)).toBe(name);
  });

  test.each(['', '  ', '.', '..', 'a/b', 'a\\b', 'a\nb', 'a\0', 'a'.repeat(256), '😀'.repeat(64), '\ud800'])(
    '%j is refused',
    (typed) => {
      expect(caught(() => checkChosenName(typed)).code).toBe('bad-request');
    },
  );
});

describe('the header', () => {
  test.each([
    ['attachment', 'report.pdf', `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`],
    ['inline', 'a b.png', `inline; filename="a b.png"; filename*=UTF-8''a%20b.png`],
    ['attachment', 'Résumé.pdf', `attachment; filename="Resume.pdf"; filename*=UTF-8''R%C3%A9sum%C3%A9.pdf`],
    ['attachment', '€ rates', `attachment; filename="_ rates"; filename*=UTF-8''%E2%82%AC%20rates`],
    ['attachment', '报告.pdf', `attachment; filename="__.pdf"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf`],
    ['attachment', '😀.png', `attachment; filename="_.png"; filename*=UTF-8''%F0%9F%98%80.png`],
    [
      'attachment',
      `it's "100%".txt`,
      `attachment; filename="it's _100__.txt"; filename*=UTF-8''it%27s%20%22100%25%22.txt`,
    ],
    ['attachment', 'a*(b)!.txt', `attachment; filename="a*(b)!.txt"; filename*=UTF-8''a%2A%28b%29%21.txt`],
    ['attachment', 'x\r\nX-Evil: 1', `attachment; filename="x__X-Evil: 1"; filename*=UTF-8''x__X-Evil%3A%201`],
  ] as const)('%s of %j', (disposition, name, header) => {
    expect(contentDisposition(disposition, name)).toBe(header);
  });

  test.each(hostileNames)('%s: one value, two names', (_what, name) => {
    const { type, plain, extended } = parse(contentDisposition('attachment', name));
    expect(type).toBe('attachment');
    expect(plain).toSatisfy(isPlain);
    expect(extended).toBe(displayName(name));
  });

  test.each(['..\uff0f..\uff0fetc', '\u2025', '\uff0fabsolute', 'a\uff3cb', '\ufdfa'.repeat(85)])(
    'the plain form of %j does not become a path or too long when its characters fall apart',
    (name) => {
      expect(parse(contentDisposition('attachment', name)).plain).toSatisfy(isPlain);
    },
  );

  test('any name at all gives a value that can be sent and read back', () => {
    fc.assert(
      fc.property(anyName, fc.constantFrom('attachment' as const, 'inline' as const), (name, disposition) => {
        const header = contentDisposition(disposition, name);
        const { type, plain, extended } = parse(header);
        expect(header).toMatch(/^[\u0020-\u007e]+$/);
        expect(plain).toSatisfy(isPlain);
        expect([type, extended]).toEqual([disposition, displayName(name)]);
      }),
      { numRuns: volume(3_000) },
    );
  });
});

describe('a new name', () => {
  test.each([
    ['report.pdf', 'Offer', 'Offer.pdf'],
    ['report.pdf', ' Offer ', 'Offer.pdf'],
    ['report.pdf', 'Offer.docx', 'Offer.docx'],
    ['report.pdf', 'Offer v1.2', 'Offer v1.2.pdf'],
    ['film.mov', 'film.mp4', 'film.mp4'],
    ['report.pdf', 'Offer. Final', 'Offer. Final.pdf'],
    ['report.pdf', '.env', '.env.pdf'],
    ['archive.tar.gz', 'Backup', 'Backup.gz'],
    ['README', 'Read me', 'Read me'],
    ['.bashrc', 'shell', 'shell'],
    ['report.pdf', '견적서', '견적서.pdf'],
  ])('for %s: %j becomes %j', (original, wanted, name) => {
    expect(renamed(original, wanted)).toBe(name);
  });
});

const shown = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'audio/ogg',
  'audio/opus',
  'audio/wav',
  'audio/x-wav',
  'audio/flac',
  'audio/x-flac',
  'audio/webm',
  'video/mp4',
  'video/webm',
  'video/ogg',
  'video/quicktime',
] as const;

const running = [
  'text/html',
  'TEXT/HTML',
  'text/html; charset=utf-8',
  'text/html;charset=utf-7',
  ' text/html',
  'application/xhtml+xml',
  'image/svg+xml',
  'text/xml',
  'application/xml',
  'application/rss+xml',
  'application/xslt+xml',
  'text/javascript',
  'application/javascript',
  'application/ecmascript; charset=x',
  'application/x-javascript',
  'text/vbscript',
  'application/wasm',
  'application/pdf',
  'message/rfc822',
  'application/x-mhtml',
  'application/x-shockwave-flash',
  'application/x-httpd-php',
  'application/hta',
  'application/mathml+xml',
  'model/x3d+xml',
] as const;

const inert = [
  'application/octet-stream',
  'application/zip',
  'application/gzip',
  'application/vnd.ms-excel',
  'application/msword',
  'font/woff2',
  'text/csv',
  'text/css',
] as const;

describe('asked to open in the browser', () => {
  test.each(shown)('%s does', (type) => {
    expect(linkAnswer(type, 'inline')).toEqual({ disposition: 'inline', contentType: type });
  });

  test('plain text does, and says that it is UTF-8', () => {
    const utf8 = { disposition: 'inline', contentType: 'text/plain; charset=utf-8' };
    expect(linkAnswer('text/plain', 'inline')).toEqual(utf8);
    expect(linkAnswer('Text/Plain; charset=utf-7', 'inline')).toEqual(utf8);
  });

  test.each(running)('%s is saved, and under a type that runs nowhere', (type) => {
    expect(linkAnswer(type, 'inline')).toEqual({
      disposition: 'attachment',
      contentType: 'application/octet-stream',
    });
  });

  test.each(inert)('%s is saved as what it is', (type) => {
    expect(linkAnswer(type, 'inline')).toEqual({ disposition: 'attachment', contentType: type });
  });

  test.each(['image/png2', 'ximage/png', 'image/png,text/html', 'video/mp4/html', 'image/x-icon', 'image/tiff'])(
    '%s only looks like a safe type',
    (type) => {
      expect(linkAnswer(type, 'inline').disposition).toBe('attachment');
    },
  );
});

describe('asked to be saved', () => {
  test.each([...shown, ...inert])('%s is saved as what it is', (type) => {
    expect(linkAnswer(type, 'attachment')).toEqual({ disposition: 'attachment', contentType: type });
  });

  test.each(running)('%s is saved under a type that runs nowhere', (type) => {
    expect(linkAnswer(type, 'attachment').contentType).toBe('application/octet-stream');
  });
});

test.each(['', ';', ' ; charset=utf-8'])('a link without a type would be guessed at, so %j says bytes', (type) => {
  expect(linkAnswer(type, 'inline')).toEqual({ disposition: 'attachment', contentType: 'application/octet-stream' });
});

describe.each([
  ['page.html', 'attachment'],
  ['page.xhtml', 'attachment'],
  ['drawing.svg', 'attachment'],
  ['feed.xml', 'attachment'],
  ['style.xsl', 'attachment'],
  ['script.js', 'attachment'],
  ['module.mjs', 'attachment'],
  ['code.wasm', 'attachment'],
  ['mail.eml', 'attachment'],
  ['saved.mht', 'attachment'],
  ['paper.pdf', 'attachment'],
  ['movie.swf', 'attachment'],
  ['photo.png', 'inline'],
  ['photo.jpg', 'inline'],
  ['photo.gif', 'inline'],
  ['photo.webp', 'inline'],
  ['photo.avif', 'inline'],
  ['song.mp3', 'inline'],
  ['clip.mp4', 'inline'],
  ['clip.webm', 'inline'],
  ['notes.txt', 'inline'],
  ['server.log', 'inline'],
] as const)('%s', (name, disposition) => {
  test(`is ${disposition} when it is asked to open`, () => {
    expect(linkAnswer(contentTypeOf(name) ?? 'application/octet-stream', 'inline').disposition).toBe(disposition);
  });
});

test('no type at all opens in the browser unless it is on the list', () => {
  const piece = fc.constantFrom('image/', 'text/', 'html', 'png', 'plain', 'svg+xml', ';', ' ', ',', 'X', '/', '\t');
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: piece, maxLength: 6 })), (type) => {
      const answer = linkAnswer(type, 'inline');
      const onList = [...shown, 'text/plain; charset=utf-8'].includes(answer.contentType);
      expect(answer.disposition === 'attachment' || onList).toBe(true);
      expect(answer.contentType).not.toBe('');
    }),
  );
});
