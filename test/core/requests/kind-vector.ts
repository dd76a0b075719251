// First bytes of files, and the kinds of files that a request takes them for: one table for Mayfly and for the page of its guests.

export const latin = (text: string) => Buffer.from(text, 'latin1');

export const zip = (first: string) =>
  Buffer.concat([
    latin('PK\u0003\u0004'),
    Buffer.alloc(22),
    Buffer.from([first.length % 256, first.length >> 8, 0, 0]),
    latin(first),
  ]);

type Kind = 'pictures' | 'documents';

export const kindVector: readonly (readonly [what: string, bytes: Buffer, kinds: readonly Kind[]])[] = [
  ['a JPEG', latin('\u00ff\u00d8\u00ff\u00e0'), ['pictures']],
  ['a PNG', latin('\u0089PNG\r\n\u001a\n'), ['pictures']],
  ['a GIF', latin('GIF89a\u0001\u0000'), ['pictures']],
  ['an old GIF', latin('GIF87a\u0001\u0000'), ['pictures']],
  ['a WebP', latin('RIFF\u0000\u0000\u0000\u0000WEBPVP8 '), ['pictures']],
  ['a wave file', latin('RIFF....WAVEfmt \u0000'), []],
  ['a TIFF', latin('II*\u0000\u0008'), ['pictures']],
  ['a raw picture', latin('MM\u0000*\u0000'), ['pictures']],
  ['a bitmap', latin('BM\u0001\u0002\u0003\u0004\u0000\u0000\u0000\u0000'), ['pictures']],
  ['text that begins as a bitmap', latin('BMW is a car.'), ['documents']],
  ['a picture of an iPhone', latin('\u0000\u0000\u0000\u0018ftypheic'), ['pictures']],
  ['an AVIF', latin('\u0000\u0000\u0000\u0018ftypavif'), ['pictures']],
  ...['heix', 'heim', 'heis', 'mif1', 'msf1', 'avis'].map(
    (brand) =>
      [`a picture of the brand ${brand}`, latin(`\u0000\u0000\u0000\u0018ftyp${brand}`), ['pictures']] as const,
  ),
  ['the brand of a film', latin('\u0000\u0000\u0000\u0018ftypqt  '), []],
  ['the second mark of a WebP alone', latin('RIFX\u0000\u0000\u0000\u0000WEBP'), []],
  ['zeros', Buffer.alloc(16), []],
  ['a film', latin('\u0000\u0000\u0000\u0018ftypmp42'), []],
  ['an SVG', latin('<svg xmlns="http://www.w3.org/2000/svg"/>'), ['documents']],
  ['a PDF', latin('%PDF-1.7\n\u0000'), ['documents']],
  ['rich text', latin('{\\rtf1\u00ff'), ['documents']],
  ['a Word file', zip('[Content_Types].xml'), ['documents']],
  ['an OpenDocument', zip('mimetype'), ['documents']],
  ...['_rels/.rels', 'docProps/app.xml', 'word/document.xml', 'xl/a.xml', 'ppt/a.xml'].map(
    (first) => [`a ZIP archive that begins with ${first}`, zip(first), ['documents']] as const,
  ),
  ['a ZIP archive whose first name only ends so', zip('a/mimetype'), []],
  ['a long name in a ZIP archive', zip(`word/${'x'.repeat(300)}`), ['documents']],
  ['bytes that lie as in a ZIP archive', Buffer.concat([latin('PK\u0001\u0002'), zip('mimetype').subarray(4)]), []],
  [
    'a name as long as all that is read',
    zip('[Content_Types].xml'.padEnd(4_096, 'x')).subarray(0, 4_096),
    ['documents'],
  ],
  ['a ZIP archive', zip('evil.exe'), []],
  ['a ZIP archive that is cut off', zip('mimetype').subarray(0, 20), []],
  ['an old Word file or HWP', latin('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'), ['documents']],
  ['an older HWP', latin('HWP Document File V3.00 \u001a'), ['documents']],
  ['text', Buffer.from('한국어\ttext\r\n'), ['documents']],
  ['text that is cut within a character', Buffer.from('한국').subarray(0, 5), ['documents']],
  ['a text called fake.png', Buffer.from('not a picture'), ['documents']],
  ['nothing', Buffer.alloc(0), ['documents']],
  ['a script', latin('#!/bin/sh\n'), []],
  ['a script after the mark of its bytes', Buffer.from('\ufeff#!/bin/sh\n'), ['documents']],
  ['a program of Windows', latin('MZ\u0090\u0000'), []],
  ['a program of Linux', latin('\u007fELF\u0002\u0001'), []],
  ['Latin-1', latin('caf\u00e9 '), []],
];
