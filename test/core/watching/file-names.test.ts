import { expect, test } from 'vitest';
import { isTemporary, isUnfinished } from '../../../main/core/watching/rules/file-names';

test.each([
  ['film.mkv.part', true],
  ['Unconfirmed 12.crdownload', true],
  ['setup.exe.CRDOWNLOAD', true],
  ['report.docx~', true],
  ['~$report.docx', true],
  ['.~lock.report.odt#', true],
  ['#notes.txt#', true],
  ['.goutputstream-X1Y2Z3', true],
  ['.report.txt.swp', true],
  ['lu12ab.tmp', true],
  ['.hidden', true],
  ['Thumbs.db', true],
  ['db.lock', true],
  ['report.pdf', false],
  ['part', false],
  ['my.part.pdf', false],
  ['tmp', false],
  ['#1 hit.mp3', false],
  ['~ about.txt', false],
  ['한글 보고서.hwp', false],
])('%s is temporary: %s', (name, temporary) => {
  expect(isTemporary(name)).toBe(temporary);
});

test.each([
  ['film.mkv', ['film.mkv', 'film.mkv.part'], true],
  ['film.mkv', ['film.mkv', 'other.mkv.part'], false],
  ['a.iso', ['a.iso', 'a.iso.aria2'], true],
  ['a.iso', ['a.iso'], false],
])('%s among %j is unfinished: %s', (name, names, unfinished) => {
  expect(isUnfinished(name, new Set(names))).toBe(unfinished);
});
