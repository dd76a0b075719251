// The file is opened by a browser from somebody's disk: what a file was called must not become a part of the page.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkFile } from '../../../main/core/wording/link-file';
import { hostileNames } from '../../hostile-names';
import { anyCharacter } from '../../any-character';

const url = 'https://s3.example.com/files/abc/report.pdf?X-Amz-Date=1&X-Amz-Signature=ab%2Fc';
const made = (name: string) => linkFile(name, url, { language: 'en', until: 'Opens until Fri 27 Nov 14:00.' });

test('leads on to the link, and says it', () => {
  const { fileName, html } = made('report.pdf');
  expect(fileName).toBe('report.pdf - Mayfly.html');
  const attribute = url.replaceAll('&', '&amp;');
  expect(html).toContain(`<meta http-equiv="refresh" content="0; url=${attribute}">`);
  expect(html).toContain(`<a rel="noreferrer" href="${attribute}"><bdi>report.pdf</bdi></a>`);
  expect(html).toContain('no-referrer');
  expect(html).not.toContain('<script');
});

test.each([
  ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j - Mayfly.html'],
  ['..', 'file - Mayfly.html'],
  ['보고서.pdf', '보고서.pdf - Mayfly.html'],
  ['x'.repeat(300), `${'x'.repeat(200)} - Mayfly.html`],
])('%j is stored as %j', (name, fileName) => {
  expect(made(name).fileName).toBe(fileName);
});

describe('hostile names', () => {
  test('stay one name on a disk, and text on the page', () => {
    for (const [, name] of hostileNames) {
      const { fileName, html } = made(name);
      expect(Buffer.byteLength(fileName)).toBeLessThanOrEqual(255);
      expect(fileName).not.toMatch(/[\p{Cc}\\/:*?"<>|]/u);
      expect(html.match(/<[a-z!/]/gi)).toHaveLength(made('plain').html.match(/<[a-z!/]/gi)?.length ?? 0);
    }
  });

  test('of any kind', () => {
    const tags = made('plain').html.match(/<[a-z!/]/gi)?.length;
    const found = fc.check(
      fc.property(fc.string({ unit: anyCharacter }), (name) => made(name).html.match(/<[a-z!/]/gi)?.length === tags),
    );
    expect(found.failed).toBe(false);
  });
});
