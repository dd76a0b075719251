// Why this exists: clock times as words carry them, in a language and a time zone that the caller names.
import { clockParts, localeFor } from '../../../resources/words/formats';
import { language } from '../../../resources/words/messages';

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

/** Where the language of this moment is at home on a system that is `here`. */
export const spokenHere = ({ locale, timeZone }: Whereabouts): Whereabouts => ({
  locale: localeFor(language(), locale),
  timeZone,
});
