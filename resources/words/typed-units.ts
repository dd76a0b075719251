// Reads sizes, durations and moments as people type them: the other way round than `formats.ts`. The command line and the window share it.

/** GNU coreutils' SIZE: `K` and `KiB` are powers of 1,024, `KB` is a power of 1,000, as Mayfly shows it. */
const sizePattern = /^(\d{1,9}(?:[.,]\d{1,9})?)[ \u{A0}]*(?:([kmgt])(ib|b)?|(b|bytes?))?$/iu;
const sizePowers = ['k', 'm', 'g', 't'];

/** Bytes of `60MB`, `1.5G`, `2 MiB`; a number alone counts `unitless` bytes each. `undefined` for another text. */
export function readSize(text: string, unitless: number): number | undefined {
  const [whole, amount, prefix, ending = '', plain] = sizePattern.exec(text.trim()) ?? [];
  // `Mb` is the sign of megabits.
  if (whole === undefined || amount === undefined || /[KMGT]b$/.test(whole)) return undefined;
  const power = sizePowers.indexOf((prefix ?? '').toLowerCase()) + 1;
  const step = ending.toLowerCase() === 'b' ? 1_000 : 1_024;
  const unit = prefix === undefined && plain === undefined ? unitless : step ** power;
  // Rounded up: a little more than nothing must not become nothing, which means no limit.
  return Math.ceil(Number(amount.replace(',', '.')) * unit);
}

/** As `readSize`, with or without `/s`: bytes per second, where a number alone counts KiB. */
export const readRate = (text: string): number | undefined =>
  readSize(text.trim().replace(/(?<=[a-z]) *\/ *s(?:ec)?$/i, ''), 1_024);

const durationUnits: readonly { readonly seconds: number; readonly names: readonly string[] }[] = [
  { seconds: 1, names: ['s', 'sec', 'secs', 'second', 'seconds', '초'] },
  { seconds: 60, names: ['m', 'min', 'mins', 'minute', 'minutes', '분'] },
  { seconds: 3_600, names: ['h', 'hr', 'hrs', 'hour', 'hours', '시간'] },
  { seconds: 86_400, names: ['d', 'day', 'days', '일'] },
  { seconds: 604_800, names: ['w', 'wk', 'week', 'weeks', '주', '주일'] },
];

/** Capital `M` is the sign of months. */
const secondsOf = (unit: string): number | undefined =>
  unit === 'M' ? undefined : durationUnits.find(({ names }) => names.includes(unit.toLowerCase()))?.seconds;

/** Seconds of `90s`, `36h`, `1w`, `1.5 days`, `1h 30m`; a number alone counts seconds. `undefined` for another text. */
export function readDuration(text: string): number | undefined {
  const typed = text.trim();
  if (/^\d{1,9}$/.test(typed)) return Number(typed);
  if (!/^(?:\d{1,9}(?:[.,]\d{1,9})?[ \u{A0}]*[a-z가-힣]+[ \u{A0}]*){1,5}$/iu.test(typed)) return undefined;
  let seconds = 0;
  for (const [, amount = '', unit = ''] of typed.matchAll(/([\d.,]+)[ \u{A0}]*([a-z가-힣]+)/giu)) {
    const each = secondsOf(unit);
    if (each === undefined) return undefined;
    seconds += Number(amount.replace(',', '.')) * each;
  }
  // 0.1 h are 360.00000000000006 seconds in binary.
  return Math.abs(seconds - Math.round(seconds)) < 1e-6 ? Math.round(seconds) : undefined;
}

/** Whether a text has a form that some read in one way and some in another: months or minutes, and days whose month may come first. */
export const isAmbiguous = (text: string): boolean =>
  /^\s*\d[\d.,]*\s*(?:M|mo|mon|mth)\b/.test(text) || /^\s*\d{1,4}[/.]\d{1,2}[/.]\d{1,4}\b/.test(text);

const weekdays = [
  ['sun', 'sunday', '일요일'],
  ['mon', 'monday', '월요일'],
  ['tue', 'tuesday', '화요일'],
  ['wed', 'wednesday', '수요일'],
  ['thu', 'thursday', '목요일'],
  ['fri', 'friday', '금요일'],
  ['sat', 'saturday', '토요일'],
];

/** The first moment of a day, in the time zone of this computer. A weekday is the next one, never today. */
function readDay(text: string, now: Date): Date | undefined {
  const ahead = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  if (text === 'today' || text === '오늘') return ahead(0);
  if (text === 'tomorrow' || text === '내일') return ahead(1);
  const weekday = weekdays.findIndex((names) => names.includes(text));
  if (weekday >= 0) return ahead(((weekday - now.getDay() + 6) % 7) + 1);
  const [, year, month, date] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const day = new Date(year, month - 1, date);
  return day.getFullYear() === year && day.getMonth() === month - 1 && day.getDate() === date ? day : undefined;
}

/** Minutes since midnight of `18:00`, `9:05`, `6pm`, `6:30 pm`. */
function readClock(text: string): number | undefined {
  const [, hours, minutes, half] = /^(\d{1,2})(?::([0-5]\d))? ?(am|pm)?$/.exec(text) ?? [];
  if (hours === undefined || (minutes ?? half) === undefined) return undefined;
  const hour = Number(hours);
  if (half === undefined ? hour > 23 : hour < 1 || hour > 12) return undefined;
  return ((half === undefined ? hour : hour % 12) + (half === 'pm' ? 12 : 0)) * 60 + Number(minutes ?? 0);
}

/** RFC 3339, as programs write it; its seconds and its time zone may be left out. */
const timestamp = /^\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:\d\d)?$/;

/**
 * Unix ms of `tomorrow 18:00`, `friday 6pm`, `2027-06-30 09:00`, `18:00` (the next one) or an RFC 3339 timestamp; a day alone means its last
 * second. In the time zone of this computer. `undefined` for another text.
 */
export function readMoment(text: string, nowMs: number): number | undefined {
  const typed = text.trim().toLowerCase();
  if (timestamp.test(typed)) {
    const atMs = Date.parse(typed.toUpperCase());
    return Number.isNaN(atMs) ? undefined : atMs;
  }
  const now = new Date(nowMs);
  const [, first = '', rest] = /^(\S+)(?: +(.{4,8}|\d[ap]m))?$/.exec(typed) ?? [];
  const day = readDay(first, now);
  if (day === undefined) {
    const clock = readClock(typed);
    const today = clock === undefined ? undefined : at(now, 0, clock);
    return today === undefined || today > nowMs ? today : at(now, 1, clock ?? 0);
  }
  if (rest === undefined) return at(day, 1, 0) - 1_000;
  const clock = readClock(rest);
  return clock === undefined ? undefined : at(day, 0, clock);
}

/** As `readMoment`, and of a duration from now such as `6w`; a number alone is neither. */
export function readEnd(text: string, nowMs: number): number | undefined {
  const seconds = /^\s*\d+\s*$/.test(text) ? undefined : readDuration(text);
  return seconds === undefined ? readMoment(text, nowMs) : nowMs + seconds * 1_000;
}

const at = (day: Date, daysAhead: number, minutes: number): number =>
  new Date(day.getFullYear(), day.getMonth(), day.getDate() + daysAhead, 0, minutes).getTime();
