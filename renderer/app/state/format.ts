// The formats of the language that the window speaks at this moment, on this system's clock and in its time zone.
import { createFormats, localeFor, type Formats } from '../../../resources/words/formats';
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
