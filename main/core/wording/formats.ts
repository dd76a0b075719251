// Formats in the present language, in this system's time zone.
import { createFormats, localeFor, type Formats, clockParts } from '../../../resources/words/formats';
import { language } from '../../../resources/words/messages';

// Cached: making one takes longer than using it a hundred times.
const made = new Map<string, Formats>();

export function formats(): Formats {
  const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const key = `${language()} ${locale} ${timeZone}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const formats = createFormats({ locale: localeFor(language(), locale), timeZone });
  made.set(key, formats);
  return formats;
}

export interface Whereabouts {
  /** BCP 47. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** `Fri 27 Nov 14:00`, or `Fri 27 Nov 2027 14:00` when that is not the year of `nowMs`; both are Unix ms. */
export function clockFormat(whereabouts: Whereabouts): (atMs: number, nowMs: number) => string {
  const parts = clockParts(whereabouts);
  return (atMs, nowMs) => {
    const { day, time } = parts(atMs, nowMs);
    return `${day} ${time}`;
  };
}

/** The locale of the present language on a system with this locale. */
export const spokenHere = ({ locale, timeZone }: Whereabouts): Whereabouts => ({
  locale: localeFor(language(), locale),
  timeZone,
});
