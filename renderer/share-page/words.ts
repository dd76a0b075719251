// The words of the share page.
import { onSharePage } from '../../resources/words/en/pages/share-page';
import { onSharePage as korean } from '../../resources/words/ko/pages/share-page';
import type { Words as WordsOf } from '../../resources/words/message-types';
import { codeFor, formatsFor, translate, type Code, type Formats } from '../page/language';

const catalogues = { en: onSharePage, ko: korean } as const;
export type Words = WordsOf<typeof onSharePage>;

export interface Language extends Formats {
  readonly code: Code;
  readonly words: Words;
}

/** `preferred` is a BCP 47 tag, as `navigator.language`; `timeZone` (IANA) is the system's when absent. */
export function languageFor(preferred: string, timeZone?: string): Language {
  const code = codeFor(preferred);
  const words = translate(onSharePage, catalogues[code], code) as Words;
  return { code, words, ...formatsFor(preferred, timeZone) };
}
