// Names that once hid something are kept here as rows.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shownName, splitName } from '../../../renderer/app/ui/display-name';
import { visibleLine } from '../../../main/core/model/visible-text';
import { anyCharacter } from '../../any-character';

describe('a shown name', () => {
  test.each([
    ['report.pdf', 'report.pdf'],
    ['a\r\nb.txt', 'a␍␊b.txt'],
    ['tab\there', 'tab␉here'],
    ['del\u{7F}', 'del␡'],
    ['c1\u{85}.txt', 'c1�.txt'],
    // A right-to-left override would show this one as "invoiceexe.pdf".
    ['invoice\u{202E}fdp.exe', 'invoice�fdp.exe'],
    ['\u{2067}abc\u{2069}.png', '�abc�.png'],
    ['zero\u{200B}width', 'zero�width'],
    ['שלום.pdf', 'שלום.pdf'],
    ['no flag \u{1F3F4}\u{E0068}\u{E0069}', 'no flag \u{1F3F4}��'],
    // Joiners belong to emoji and to Persian.
    ['👩‍💻.txt', '👩‍💻.txt'],
    ['می‌خواهم.txt', 'می‌خواهم.txt'],
  ])('%j is %s', (name, shown) => {
    expect(shownName(name)).toBe(shown);
  });

  // The window and the commands show the same of a name; only controls have pictures in the window.
  const inCommands = (name: string) => shownName(name).replaceAll(/[\u2400-\u2421]/g, '\ufffd');

  test('shows every character as the commands do', () => {
    const differs: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const name = `a${String.fromCodePoint(code)}b`;
      const isPicture = (code >= 0xd800 && code < 0xe000) || (code >= 0x2400 && code <= 0x2421);
      if (!isPicture && inCommands(name) !== visibleLine(name)) differs.push(code.toString(16));
    }
    expect(differs).toEqual([]);
  });

  const flag = '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}';
  test('shows flags, selectors and what hides among them as the commands do', () => {
    const unit = fc.constantFrom('a', flag, '\u{E0067}', '\u{E007F}', '\u{E0001}', '\u{FE0F}', '\u{E0100}', '\u200d');
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const name = units.join('');
        expect(inCommands(name)).toBe(visibleLine(name));
      }),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (name) => {
        expect(shownName(name)).not.toMatch(/[\p{Cc}\u{202A}-\u{202E}\u{2066}-\u{2069}]/u);
      }),
    );
  });
});

describe('a split name', () => {
  test.each([
    ['report.pdf', 'report.pdf', ''],
    ['exactly-20-chars.txt', 'exactly-20-chars.txt', ''],
    ['team-offsite-2026-photo.jpeg', 'team-offsite-2026-p', 'hoto.jpeg'],
    ['a-long-name-without-extension', 'a-long-name-without-ext', 'ension'],
    ['archive-of-everything.tar.gz', 'archive-of-everything', '.tar.gz'],
    ['this. is a sentence and no extension at all', 'this. is a sentence and no extension', ' at all'],
    ['film of the first day and 299 more', 'film of the first day', ' and 299 more'],
    ['첫날 아침에 찍은 짧은 영상 외 299개', '첫날 아침에 찍은', ' 짧은 영상 외 299개'],
  ])('%s', (name, head, tail) => {
    const split = splitName(name);
    expect(split.head + split.tail).toBe(name);
    expect(split).toEqual({ head, tail });
  });

  test('never loses a character and keeps a short extension whole', () => {
    const extension = fc.stringMatching(/^\.[a-z0-9]{1,5}$/);
    fc.assert(
      fc.property(fc.string({ minLength: 21, unit: 'grapheme' }), extension, (stem, end) => {
        const { head, tail } = splitName(stem + end);
        expect(head + tail).toBe(stem + end);
        expect(tail.endsWith(end)).toBe(true);
      }),
    );
  });
});
