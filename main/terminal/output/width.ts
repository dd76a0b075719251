// Why this exists: a terminal gives Hangul, Han, kana and pictures two columns and combining marks none; tables must stand all the same.

/** Source: Unicode Standard Annex #11, East Asian Width, W and F; what a script has beyond that is rare in names. */
const wide =
  /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
const none = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns of a terminal. */
export function widthOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += none.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return columns;
}

/** As `padEnd`, in columns. */
export const padTo = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - widthOf(text)));
