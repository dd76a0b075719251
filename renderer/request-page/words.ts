// The words of the guest's page.
import { onRequestPage } from '../../resources/words/en/pages/request-page';
import { onRequestPage as korean } from '../../resources/words/ko/pages/request-page';
import type { Words as WordsOf } from '../../resources/words/message-types';
import { codeFor, formatsFor, translate, type Code, type Formats } from '../page/language';

const catalogues = { en: onRequestPage, ko: korean } as const;
export type Words = WordsOf<typeof onRequestPage>;

export interface Language extends Formats {
  readonly code: Code;
  readonly words: Words;
}

/** `preferred` is a BCP 47 tag, as `navigator.language`; `timeZone` (IANA) is the system's when absent. */
export function languageFor(preferred: string, timeZone?: string): Language {
  const code = codeFor(preferred);
  const words = translate(onRequestPage, catalogues[code], code) as Words;
  return { code, words, ...formatsFor(preferred, timeZone) };
}
