// Copied files arrive in the form of whichever file manager copied them.
import { describe, expect, test } from 'vitest';
import { fileFormats } from '../../main/adapters/desktop/clipboard-formats';

const paths = (platform: NodeJS.Platform, format: string, bytes: Buffer) =>
  fileFormats[platform]?.find(({ name }) => name === format)?.paths(bytes);

describe.skipIf(process.platform === 'win32')('Linux', () => {
  test.each([
    ['copy', 'copy\nfile:///home/u/a%20b.txt\nfile:///tmp/%C3%BC', ['/home/u/a b.txt', '/tmp/ü']],
    ['cut', 'cut\nfile:///a', ['/a']],
    ['CR LF and a comment', '# comment\r\nfile:///a\r\nfile:///b\r\n', ['/a', '/b']],
    ['a closing NUL', 'file:///a\0', ['/a']],
    ['other URLs', 'https://example.com/a\nfile://other-computer/a\nfile:///ok', ['/ok']],
    ['an escaped slash, which is no path', 'file:///a%2Fb', []],
    ['a plain path, which is text', '/etc/passwd', []],
    ['nothing', '', []],
  ])('%s', (_name, text, expected) => {
    for (const format of ['x-special/gnome-copied-files', 'text/uri-list']) {
      expect(paths('linux', format, Buffer.from(text))).toEqual(expected);
    }
  });
});

test('macOS names every file in a property list', () => {
  const list =
    '<?xml version="1.0"?><plist version="1.0"><array><string>/Users/u/a &amp; b</string><string>/x</string></array></plist>';
  expect(paths('darwin', 'NSFilenamesPboardType', Buffer.from(list))).toEqual(['/Users/u/a & b', '/x']);
});

test('Windows names one file in UTF-16 with a closing NUL', () => {
  expect(paths('win32', 'FileNameW', Buffer.from('C:\\ü\\a.txt\0rest', 'utf16le'))).toEqual(['C:\\ü\\a.txt']);
  expect(paths('win32', 'FileNameW', Buffer.alloc(0))).toEqual([]);
});
