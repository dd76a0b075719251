// Formats bytes, durations and clock times through Intl.

export interface Formats {
  /** Decimal units as file managers show them: `0 bytes`, `2.4 MB`. */
  readonly bytes: (sizeBytes: number) => string;
  /** The two largest units: `3 days 4 hr`, `42 min 10 sec`; never less than one second. */
  readonly duration: (seconds: number) => string;
  /** As `duration`, and to the nearest hour from 23 hours and a half on: a link of a day has `1 day` left for its first half hour. */
  readonly left: (seconds: number) => string;
  /** As a choice reads: `15 minutes`, `7 days`; with two units, as `duration`, where one is not enough. */
  readonly lifetime: (seconds: number) => string;
  /** `Fri 27 Nov, 14:00`; with the year when it is not this one. */
  readonly clock: (atMs: number, nowMs: number) => string;
  /** `30 Jun 2027`. */
  readonly day: (atMs: number) => string;
  /** `12,345`. */
  readonly number: (n: number) => string;
}

export interface FormatOptions {
  /** BCP 47; decides words, the order of day and month, and 12 or 24 hours unless `hourCycle` says. */
  readonly locale: string;
  readonly hourCycle?: 'h12' | 'h23';
  /** IANA name; default: the system's. */
  readonly timeZone?: string | undefined;
}

const byteUnits = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;
const timeUnits = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const;

/** A day less half an hour. */
const roundedFromSeconds = 84_600;

/**
 * The locale for texts in `language` on a system set to `system` (both BCP 47): a system in another language gives its 12 or 24 hours, not
 * its names of days and months.
 */
export function localeFor(language: string, system: string): string {
  if (system.split('-')[0]?.toLowerCase() === language) return system;
  const { hourCycle } = new Intl.DateTimeFormat(system, { hour: 'numeric' }).resolvedOptions();
  const cycle = hourCycle === 'h11' || hourCycle === 'h12' ? 'h12' : 'h23';
  // English from elsewhere puts the day before the month, as most of the world does.
  return `${language === 'en' ? 'en-GB' : language}-u-hc-${cycle}`;
}

/** Makes it when it is first used: a format of Intl takes milliseconds to make, and a start uses few of them. */
function onFirstUse<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** The formats of one language for amounts of bytes and of time; `inUnits` spells seconds as `duration` does, or as `lifetime`. */
export function createAmounts(
  locale: string,
): Pick<Formats, 'bytes' | 'left'> & { readonly inUnits: (seconds: number, display?: 'long') => string } {
  const language = locale.split('-')[0] ?? locale;
  const units = new Map<string, Intl.NumberFormat>();
  const unitFormat = (name: string, digits: number, display: 'short' | 'long') => {
    const key = `${name} ${digits} ${display}`;
    const known = units.get(key);
    if (known !== undefined) return known;
    const format = new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: display,
      maximumFractionDigits: digits,
    });
    // Making one takes longer than using it a hundred times, and a list has a thousand rows.
    units.set(key, format);
    return format;
  };

  const inUnits = (seconds: number, display: 'short' | 'long' = 'short') => {
    const whole = Math.max(1, Math.ceil(seconds));
    const first = timeUnits.findIndex((u) => whole >= u.seconds);
    const big = timeUnits[first] ?? timeUnits[3];
    const small = timeUnits[first + 1];
    const amount = Math.floor(whole / big.seconds);
    const text = unitFormat(big.unit, 0, display).format(amount);
    if (small === undefined) return text;
    const rest = Math.floor((whole - amount * big.seconds) / small.seconds);
    return rest === 0 ? text : `${text} ${unitFormat(small.unit, 0, display).format(rest)}`;
  };

  return {
    bytes(sizeBytes) {
      if (sizeBytes < 1000) return unitFormat('byte', 0, 'long').format(sizeBytes);
      let value = sizeBytes;
      let step = -1;
      // 999.5 would be rounded to "1,000 MB": such a value already belongs to the next unit.
      while (value >= (step < 0 ? 1000 : 999.5) && step < byteUnits.length - 1) {
        value /= 1000;
        step += 1;
      }
      return unitFormat(byteUnits[step] ?? 'petabyte', value < 100 ? 1 : 0, 'short').format(value);
    },
    left: (seconds) => inUnits(seconds < roundedFromSeconds ? seconds : Math.round(seconds / 3_600) * 3_600),
    inUnits,
  };
}

/** Makes the formats of one language; pure, so that tests can name the language and the time zone. */
export function createFormats({ locale, hourCycle, timeZone }: FormatOptions): Formats {
  const number = onFirstUse(() => new Intl.NumberFormat(locale.split('-')[0] ?? locale));
  const calendar = onFirstUse(
    () => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone }),
  );
  const clock = onFirstUse(() => clockParts({ locale, ...(hourCycle === undefined ? {} : { hourCycle }), timeZone }));
  const { inUnits, ...amounts } = createAmounts(locale);
  return {
    ...amounts,
    duration: (seconds) => inUnits(seconds),
    lifetime: (seconds) => inUnits(seconds, 'long'),
    number: (n) => number().format(n),
    day: (atMs) => calendar().format(atMs),
    clock: (atMs, nowMs) => clockText(locale, clock()(atMs, nowMs)),
  };
}

/** `Fri 27 Nov, 14:00`. */
export const clockText = (locale: string, { day, time }: ClockParts): string =>
  /^en\b/i.test(locale) ? `${day}, ${time}` : `${day} ${time}`;

interface ClockParts {
  readonly day: string;
  readonly time: string;
}

/** The day and the time of a moment; the day names the year when it is not that of `nowMs`. Both are Unix ms. */
export function clockParts(options: FormatOptions): (atMs: number, nowMs: number) => ClockParts {
  const short = shortClockParts(options);
  const dated = onFirstUse(() => shortClockParts(options, 'numeric'));
  const year = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: options.timeZone });
  return (atMs, nowMs) => (year.format(atMs) === year.format(nowMs) ? short : dated())(atMs);
}

/** The same without the year, unless it is asked for. */
export function shortClockParts({ locale, hourCycle, timeZone }: FormatOptions, year?: 'numeric') {
  const isEnglish = /^en\b/i.test(locale);
  const cycle = hourCycle ?? new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hourCycle ?? 'h23';
  // 14:00 and 09:05, but 2:00 PM.
  const hour = cycle === 'h11' || cycle === 'h12' ? 'numeric' : '2-digit';
  const date = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', year, timeZone });
  const time = new Intl.DateTimeFormat(locale, { hour, minute: '2-digit', hourCycle: cycle, timeZone });
  return (atMs: number): ClockParts => {
    const parts = date.formatToParts(atMs);
    // Where English puts its commas, and which space stands before PM, changes with the version of ICU.
    const day = isEnglish
      ? parts.flatMap(({ type, value }) => (type === 'literal' ? [] : [value])).join(' ')
      : parts.map(({ value }) => value).join('');
    const atHour = time
      .formatToParts(atMs)
      .map(({ type, value }) => (type === 'dayPeriod' && !isEnglish ? (dayPeriods[value] ?? value) : value))
      .join('');
    return { day, time: atHour.replaceAll(/[\u{202F}\u{A0}]/gu, ' ') };
  };
}

/** Some versions of ICU write `PM 2:00` in Korean; people there write 오후 2:00. */
const dayPeriods: Readonly<Record<string, string>> = { AM: '오전', PM: '오후' };
