// Why this exists: the reader's browser says which language the page speaks, and how numbers and times look in it.
import { createFormats } from '../../words/formats';
import { english } from './words-en';
import { korean } from './words-ko';

/** The shape of English with every literal text widened. */
type Widened<Value> = Value extends (...args: infer Arguments) => string
  ? (...args: Arguments) => string
  : Value extends string
    ? string
    : { readonly [Key in keyof Value]: Widened<Value[Key]> };
export type Words = Widened<typeof english>;

export interface Language {
  readonly code: 'en' | 'ko';
  readonly words: Words;
  /** `2.4 MB` */
  readonly bytes: (sizeBytes: number) => string;
  /** `3 days 4 hr` */
  readonly duration: (seconds: number) => string;
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
  const { bytes, duration } = createFormats({ locale, ...zone });
  const clock = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    ...zone,
  });
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long', ...zone });
  return {
    code,
    words: code === 'ko' ? korean : english,
    bytes,
    duration,
    clock: (atMs) => clock.format(atMs),
    fullClock: (atMs) => full.format(atMs),
  };
}
