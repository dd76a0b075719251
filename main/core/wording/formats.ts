// Why this exists: the formats of the language that this process speaks at this moment, on this system's clock and in its time zone.
import { createFormats, localeFor, type Formats } from '../../../resources/words/formats';
import { language } from '../../../resources/words/messages';

// Made once each: making one takes longer than using it a hundred times.
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
