// Names where one line of plain text is all there is: a menu, a notification.
import { deceptive } from '../model/visible-text';

const longestName = 40;

/** Made with the first name: creating it takes a tenth of the desktop's start. */
let letters: Intl.Segmenter | undefined;
const lettersOf = (text: string) => (letters ??= new Intl.Segmenter()).segment(text);

/** Without characters that could fake another entry or another sentence, shortened in the middle so that the extension stays. */
export function shortName(name: string): string {
  const shown = Array.from(lettersOf(name.replaceAll(deceptive, ' ')), ({ segment }) => segment);
  if (shown.length <= longestName) return shown.join('');
  const tail = 12;
  return `${shown.slice(0, longestName - tail - 1).join('')}…${shown.slice(-tail).join('')}`;
}

/** Scripts that are written from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** A text from right to left is isolated, so that it does not reorder the words around it. */
export const isolated = (text: string): string => (rightToLeft.test(text) ? `\u2068${text}\u2069` : text);

/** `shortName` within a sentence. */
export const nameInSentence = (name: string): string => isolated(shortName(name));

/** Whether a reader sees anything of it. */
export const isVisibleName = (name: string): boolean =>
  /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufffd]/u.test(name);
