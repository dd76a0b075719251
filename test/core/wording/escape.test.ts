// Anybody's text in a page at the bucket's origin: every way out of being text is in this table.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeHtml, scriptJson } from '../../../main/core/wording/escape';
import { hostileNames } from '../../hostile-names';
import { anyCharacter } from '../../any-character';

describe('HTML', () => {
  test.each([
    ['plain', 'plain'],
    ['<script>', '&lt;script&gt;'],
    ['" onload="x', '&quot; onload=&quot;x'],
    ["' x", '&#39; x'],
    ['&lt;', '&amp;lt;'],
    ['$& $1 $`', '$&amp; $1 $`'],
    ['a\ud800b', 'a\ufffdb'],
  ])('%j becomes %j', (text, escaped) => {
    expect(escapeHtml(text)).toBe(escaped);
  });

  test('nothing that means something in HTML is left, and the text comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
        const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" } as const;
        const back = escaped.replaceAll(
          /&(amp|lt|gt|quot|#39);/g,
          (_all, name: keyof typeof entities) => entities[name],
        );
        expect(back).toBe(text.toWellFormed());
      }),
    );
  });
});

describe('JSON in a script element', () => {
  test.each([
    '</script><script>alert(1)</script>',
    '<!--',
    '<!--<script>',
    ']]>',
    '\u2028',
    '&lt;',
    ...hostileNames.map(([, name]) => name),
  ])('%j cannot end its element, and comes back', (text) => {
    const json = scriptJson({ text });
    expect(json).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(json)).toEqual({ text });
  });
});
