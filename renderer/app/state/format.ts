// The formats of the language that the window speaks at this moment, on this system's clock and in its time zone.
import { clockParts, createFormats, localeFor, type Formats } from '../../../resources/words/formats';
import type { Language } from '../../../resources/words/languages';
import { language } from './words';

// Made once each: a list has a thousand rows.
const made = new Map<Language, Formats>();

function now(): Formats {
  const known = made.get(language());
  if (known !== undefined) return known;
  const formats = createFormats({ locale: localeFor(language(), navigator.language) });
  made.set(language(), formats);
  return formats;
}

export const formats: Formats = {
  bytes: (sizeBytes) => now().bytes(sizeBytes),
  duration: (seconds) => now().duration(seconds),
  left: (seconds) => now().left(seconds),
  lifetime: (seconds) => now().lifetime(seconds),
  clock: (atMs, nowMs) => now().clock(atMs, nowMs),
  day: (atMs) => now().day(atMs),
  number: (n) => now().number(n),
};

const clocks = new Map<Language, ReturnType<typeof clockParts>>();

/** The time of a moment, as `14:05`, and its day where that is not the one of `nowMs`; both are Unix ms. */
export function timeOrDay(atMs: number, nowMs: number): string {
  const spoken = language();
  const parts = clocks.get(spoken) ?? clockParts({ locale: localeFor(spoken, navigator.language) });
  clocks.set(spoken, parts);
  const { day, time } = parts(atMs, nowMs);
  return day === parts(nowMs, nowMs).day ? time : formats.clock(atMs, nowMs);
}
