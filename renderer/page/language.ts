// The words, numbers and times of a page, in the language of the reader's browser. Each page carries only its own words, and no library.
import { clockText, createAmounts, shortClockParts } from '../../resources/words/formats';
import { wordsOf, type Values } from '../../resources/words/message-tree';

export type Code = 'en' | 'ko';

/** `preferred` is a BCP 47 tag, as `navigator.language`. */
export const codeFor = (preferred: string): Code => (/^ko\b/i.test(preferred) ? 'ko' : 'en');

/** `english` names the texts, `own` has them in the language of `code`. The caller knows their type: `Words` of its catalogue. */
export function translate(english: object, own: object, code: Code): object {
  const plural = new Intl.PluralRules(code);
  const number = new Intl.NumberFormat(code);
  const found = (path: string) =>
    path.split('.').reduce<unknown>((part, key) => (part as Readonly<Record<string, unknown>>)[key], own);
  const message = (path: string, values: Values = {}) => {
    const count = values['count'];
    const text = found(typeof count === 'number' ? `${path}_${plural.select(count)}` : path) as string;
    // In one pass, so that an inserted value is not parsed for placeholders.
    return text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
      const value = values[name] ?? '';
      return typeof value === 'number' ? number.format(value) : value;
    });
  };
  return wordsOf(english, '', message);
}

/** `timeZone` (IANA) is the system's when absent. */
export function formatsFor(preferred: string, timeZone?: string) {
  // Other languages read English, with the day before the month and 24 hours, as most of them do.
  const locale = /^(ko|en)\b/i.test(preferred) ? preferred : 'en-GB';
  const { bytes, left } = createAmounts(locale);
  // A link lives for days: the year goes without saying.
  const parts = shortClockParts({ locale, timeZone });
  const clock = (atMs: number) => clockText(locale, parts(atMs));
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long', timeZone });
  return {
    /** `2.4 MB` */
    bytes,
    /** `3 days 4 hr` */
    left,
    /** `Fri 27 Nov, 14:00` in the reader's time zone. */
    clock,
    /** `14:05` where that is on the day of `nowMs`, and otherwise with the day. */
    moment(atMs: number, nowMs: number) {
      const { day, time } = parts(atMs);
      return day === parts(nowMs).day ? time : clock(atMs);
    },
    /** The same with year, seconds and the name of the zone. */
    fullClock: (atMs: number) => full.format(atMs),
  };
}

export type Formats = ReturnType<typeof formatsFor>;
