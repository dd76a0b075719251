// A link never makes a browser run what a file holds at the bucket's origin.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentTypeOf } from '../../../main/adapters/files/content-types';
import { linkAnswer } from '../../../main/core/storage/rules/content-type';

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
