// How many columns of a terminal a text takes.
import { eastAsianWidth } from 'get-east-asian-width';

/** Combining marks and format characters, a picture joined to the one before it (ZWJ), and the tone of its skin take no column of their own. */
const none = /\u200d\p{Extended_Pictographic}|[\p{Mn}\p{Me}\p{Cf}\p{Emoji_Modifier}]/gu;

const printableAscii = /^[ -~]*$/;

/** Columns of a terminal. Source: Unicode Standard Annex #11, East Asian Width, of which the package has the data. */
export function widthOf(text: string): number {
  if (printableAscii.test(text)) return text.length;
  let columns = 0;
  for (const character of text.replaceAll(none, '')) columns += eastAsianWidth(character.codePointAt(0) ?? 0);
  return columns;
}

/** As `padEnd`, in columns. */
export const padTo = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - widthOf(text)));

/** The text, or where that takes more columns its end after an ellipsis. */
export function endWithin(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  const characters = Array.from(text);
  let left = columns - 1;
  const from = characters.findLastIndex((character) => (left -= widthOf(character)) < 0);
  return `…${characters.slice(from + 1).join('')}`;
}
