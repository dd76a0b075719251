// The words, numbers and times of the page, in the language of the reader's browser.
import { createFormats } from '../../resources/words/formats';
import { onSharePage } from '../../resources/words/en';
import { onSharePage as korean } from '../../resources/words/ko';
import type { Words as WordsOf } from '../../resources/words/message-types';
import { wordsOf, type Values } from '../../resources/words/message-tree';

const catalogues = { en: onSharePage, ko: korean } as const;
type Code = keyof typeof catalogues;
export type Words = WordsOf<typeof onSharePage>;

/** Without i18next: every page carries this. */
function translate(code: Code): Words {
  const plural = new Intl.PluralRules(code);
  const number = new Intl.NumberFormat(code);
  const found = (path: string) =>
    path.split('.').reduce<unknown>((part, key) => (part as Readonly<Record<string, unknown>>)[key], catalogues[code]);
  const message = (path: string, values: Values = {}) => {
    const count = values['count'];
    const text = found(typeof count === 'number' ? `${path}_${plural.select(count)}` : path) as string;
    // In one pass, so that an inserted value is not parsed for placeholders.
    return text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
      const value = values[name] ?? '';
      return typeof value === 'number' ? number.format(value) : value;
    });
  };
  return wordsOf(onSharePage, '', message) as Words;
}

export interface Language {
  readonly code: Code;
  readonly words: Words;
  /** `2.4 MB` */
  readonly bytes: (sizeBytes: number) => string;
  /** `3 days 4 hr` */
  readonly left: (seconds: number) => string;
  /** `Fri 27 Nov, 14:00` in the reader's time zone. */
  readonly clock: (atMs: number) => string;
  /** The same with year, seconds and the name of the zone. */
  readonly fullClock: (atMs: number) => string;
}

/** `preferred` is a BCP 47 tag, as `navigator.language`; `timeZone` (IANA) is the system's when absent. */
export function languageFor(preferred: string, timeZone?: string): Language {
  const code = /^ko\b/i.test(preferred) ? 'ko' : 'en';
  // Other languages read English, with the day before the month and 24 hours, as most of them do.
  const locale = /^(ko|en)\b/i.test(preferred) ? preferred : 'en-GB';
  const zone = timeZone === undefined ? {} : { timeZone };
  const { bytes, left, clock } = createFormats({ locale, ...zone });
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long', ...zone });
  return {
    code,
    words: translate(code),
    bytes,
    left,
    // A link lives for days: the year goes without saying.
    clock: (atMs) => clock(atMs, atMs),
    fullClock: (atMs) => full.format(atMs),
  };
}
