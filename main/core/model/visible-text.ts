// Refuses or replaces characters that steer a terminal, hide, or reverse a line: the fields of a connection are read in terminals, tables,
// policies and files.
import type { Reason } from '../../../resources/words/reasons';
import { Failure } from './failure';

/** Raises `bad-request` with the reason. */
export function checkVisible(text: string, reason: Reason): string {
  if (visibleLine(text) === text) return text;
  throw new Failure('bad-request', { reason });
}

/** Raises `bad-request`. */
export function checkConnectionName(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > 100) throw new Failure('bad-request', { reason: 'a name has 1 to 100 characters' });
  return checkVisible(name, 'the name holds a character that cannot be seen');
}

/** The name of a profile of the AWS command line. Raises `bad-request`. */
export const checkProfileName = (name: string): string =>
  checkVisible(name, 'the profile’s name holds a character that cannot be seen');

/** A region is part of host names and of signatures. Raises `bad-request`. */
export function checkRegion(region: string): string {
  if (/^[A-Za-z0-9._-]{1,64}$/.test(region)) return region;
  throw new Failure('bad-request', {
    reason: 'a region has at most 64 letters, digits, dots, hyphens and underscores',
  });
}

/** One `\uXXXX` for each UTF-16 unit, as JSON has them. */
export const unicodeEscape = (character: string): string =>
  character.replaceAll(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * What Unicode leaves unseen (Default_Ignorable_Code_Point), and what reverses or breaks a line. Tags (U+E0000 on) and variation selectors in a row can
 * carry a whole text that programs read and nobody sees. What scripts and emoji need stays: joiners, one selector behind a character, and the tags of a
 * flag (Unicode, UTS #51, ED-14a).
 */
export const deceptive =
  /(?![\p{VS}\u200c-\u200d\u{e0000}-\u{e00ff}])[\p{DI}\p{Cc}\u2028\u2029\ufff9-\ufffb]|(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]{0,6})[\u{e0000}-\u{e00ff}]|\p{VS}(?=\p{VS})/gu;

/** JSON with every deceptive character as `\uXXXX`: it parses to the same value. */
export const visibleJson = (json: string): string => json.replaceAll(deceptive, unicodeEscape);

/** One line with every deceptive character replaced by `\ufffd`. */
export const visibleLine = (text: string): string => text.toWellFormed().replaceAll(deceptive, '\ufffd');

/** `visibleLine` that keeps line breaks and tabs. */
export const visibleText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(deceptive, (character) => (character === '\n' || character === '\t' ? character : '\ufffd'));
