// Why this exists: numbers as people read them: bytes, durations and clock times, through Intl and in one place.

export interface Formats {
  /** Decimal units as file managers show them: `0 bytes`, `2.4 MB`. */
  readonly bytes: (sizeBytes: number) => string;
  /** The two largest units: `3 days 4 hr`, `42 min 10 sec`; never less than one second. */
  readonly duration: (seconds: number) => string;
  /** `Fri 27 Nov, 14:00`; with the year when it is not this one. */
  readonly clock: (atMs: number, nowMs: number) => string;
  /** `30 Jun 2027`. */
  readonly day: (atMs: number) => string;
}

export interface FormatOptions {
  /** BCP 47; decides words, the order of day and month, and 12 or 24 hours unless `hourCycle` says. */
  readonly locale: string;
  readonly hourCycle?: 'h12' | 'h23';
  /** IANA name; default: the system's. */
  readonly timeZone?: string;
}

const byteUnits = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;
const timeUnits = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const;

/** Makes the formats of one language; pure, so that tests can name the language and the time zone. */
export function createFormats({ locale, hourCycle, timeZone }: FormatOptions): Formats {
  const language = locale.split('-')[0] ?? locale;
  const units = new Map<string, Intl.NumberFormat>();
  const unit = (name: string, digits: number, display: 'short' | 'long') => {
    const key = `${name} ${digits} ${display}`;
    const known = units.get(key);
    if (known !== undefined) return known;
    const made = new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: display,
      maximumFractionDigits: digits,
    });
    // Making one takes longer than using it a hundred times, and a list has a thousand rows.
    units.set(key, made);
    return made;
  };
  const zone = timeZone === undefined ? {} : { timeZone };
  const cycle = hourCycle ?? new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hourCycle ?? 'h23';
  // 14:00 and 09:05, but 2:00 PM.
  const hour = cycle === 'h11' || cycle === 'h12' ? 'numeric' : '2-digit';
  const date = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', ...zone });
  const time = new Intl.DateTimeFormat(locale, { hour, minute: '2-digit', hourCycle: cycle, ...zone });
  const year = new Intl.DateTimeFormat(language, { year: 'numeric', ...zone });

  const calendar = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', ...zone });

  return {
    day: (atMs) => calendar.format(atMs),
    bytes(sizeBytes) {
      if (sizeBytes < 1000) return unit('byte', 0, 'long').format(sizeBytes);
      let value = sizeBytes;
      let step = -1;
      // 999.95 would be rounded to "1,000 MB": such a value already belongs to the next unit.
      while (value >= (step < 0 ? 1000 : 999.95) && step < byteUnits.length - 1) {
        value /= 1000;
        step += 1;
      }
      return unit(byteUnits[step] ?? 'petabyte', value < 100 ? 1 : 0, 'short').format(value);
    },
    duration(seconds) {
      const whole = Math.max(1, Math.ceil(seconds));
      const first = timeUnits.findIndex((u) => whole >= u.seconds);
      const big = timeUnits[first] ?? timeUnits[3];
      const small = timeUnits[first + 1];
      const amount = Math.floor(whole / big.seconds);
      const text = unit(big.unit, 0, 'short').format(amount);
      if (small === undefined) return text;
      const rest = Math.floor((whole - amount * big.seconds) / small.seconds);
      return rest === 0 ? text : `${text} ${unit(small.unit, 0, 'short').format(rest)}`;
    },
    clock(atMs, nowMs) {
      // Assembled from parts: whether ICU puts commas and which space stands before PM changes with its version.
      const day = date
        .formatToParts(atMs)
        .filter((part) => part.type !== 'literal')
        .map((part) => part.value)
        .join(' ');
      const atHour = time.format(atMs).replaceAll(/[\u{202F}\u{A0}]/gu, ' ');
      const thatYear = year.format(atMs);
      return thatYear === year.format(nowMs) ? `${day}, ${atHour}` : `${day} ${thatYear}, ${atHour}`;
    },
  };
}

/** The words are English for now, so a foreign system gives its clock but not its month names. */
function systemFormats(): Formats {
  const language = navigator.language;
  if (/^en\b/i.test(language)) return createFormats({ locale: language });
  const cycle = new Intl.DateTimeFormat(language, { hour: 'numeric' }).resolvedOptions().hourCycle;
  return createFormats({ locale: 'en-GB', hourCycle: cycle === 'h12' || cycle === 'h11' ? 'h12' : 'h23' });
}

// Pure, so that the share page does not carry it along.
export const formats: Formats = /* @__PURE__ */ systemFormats();
