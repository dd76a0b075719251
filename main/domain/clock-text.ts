// Why this exists: clock times as words carry them, in a language and a time zone that the caller names.

export interface Whereabouts {
  /** BCP 47. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** `Fri 27 Nov 14:00`, or `Fri 27 Nov 2027 14:00` when that is not the year of `nowMs`; both are Unix ms. */
export function clockFormat({ locale, timeZone }: Whereabouts): (atMs: number, nowMs: number) => string {
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  // 14:00 and 09:05, but 2:00 PM.
  const hour = hourCycle === 'h11' || hourCycle === 'h12' ? 'numeric' : '2-digit';
  const day = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone });
  const time = new Intl.DateTimeFormat(locale, { hour, minute: '2-digit', timeZone });
  const year = new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone });
  return (atMs, nowMs) => {
    // Assembled from parts: whether ICU puts commas and which space stands before PM changes with its version.
    const parts = day.formatToParts(atMs).filter(({ type }) => type !== 'literal');
    const thatYear = year.format(atMs);
    return [
      ...parts.map(({ value }) => value),
      ...(thatYear === year.format(nowMs) ? [] : [thatYear]),
      time.format(atMs).replaceAll(/[\u{202F}\u{A0}]/gu, ' '),
    ].join(' ');
  };
}

/**
 * Where English words with this system's clock are at home: a system in another language gives its time zone and its 12 or 24 hours, not
 * its names of days and months.
 */
export function englishHere({ locale, timeZone }: Whereabouts): Whereabouts {
  if (/^en\b/i.test(locale)) return { locale, timeZone };
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  const twelve = hourCycle === 'h11' || hourCycle === 'h12';
  return { locale: `en-GB-u-hc-${twelve ? 'h12' : 'h23'}`, timeZone };
}
