// Why this exists: the one mouth of a process: every text comes from here, in the language that is spoken at that moment.
import { createInstance } from 'i18next';
import { en } from './en';
import { languages, type Language } from './languages';
import type { Words } from './shape';

const library = createInstance();
void library.init({
  initAsync: false,
  lng: 'en',
  fallbackLng: 'en',
  resources: Object.fromEntries(Object.entries(languages).map(([code, { texts }]) => [code, { translation: texts }])),
  nsSeparator: false,
  // Texts become text nodes and lines of a terminal, never markup.
  interpolation: { escapeValue: false },
});

// Made once: making a number format takes longer than using it a hundred times.
const mouthOf = (code: Language) => ({ text: library.getFixedT(code), number: new Intl.NumberFormat(code) });
const mouths = Object.fromEntries(Object.keys(languages).map((code) => [code, mouthOf(code as Language)])) as Readonly<
  Record<Language, ReturnType<typeof mouthOf>>
>;
let spoken: Language = 'en';
const listeners = new Set<() => void>();

/** The language of this process now; English until `speak` says otherwise. */
export const language = (): Language => spoken;

/** From now on every text is in that language. */
export function speak(next: Language): void {
  if (next === spoken) return;
  spoken = next;
  for (const changed of listeners) changed();
}

/** Calls after every change of language; gives the function that ends it. */
export function onLanguage(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

type Values = Readonly<Record<string, string | number>>;

function say(key: string, values: Values = {}): string {
  const { text, number } = mouths[spoken];
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'number' ? number.format(value) : value,
  ]);
  // What a value holds, such as a file's name, is never read as a placeholder or a reference.
  const options = { replace: Object.fromEntries(shown) as Record<string, string>, nest: false };
  return typeof values['count'] === 'number' ? text(key, { ...options, count: values['count'] }) : text(key, options);
}

/** The texts below `prefix`: plain ones as properties, those with placeholders or plural forms as functions. */
function wordsOf(texts: object, prefix: string): object {
  const words = {};
  for (const [key, text] of Object.entries(texts) as [string, string | object][]) {
    const plural = /^(.+)_(zero|one|two|few|many|other)$/.exec(key)?.[1];
    const path = prefix + (plural ?? key);
    if (typeof text === 'object')
      Object.defineProperty(words, key, { value: wordsOf(text, `${path}.`), enumerable: true });
    else if (plural === undefined && !text.includes('{{'))
      Object.defineProperty(words, key, { get: () => say(path), enumerable: true });
    else
      Object.defineProperty(words, plural ?? key, {
        value: (values: Values) => say(path, values),
        enumerable: true,
        configurable: true,
      });
  }
  return words;
}

/** Read a text where it is used, not when a module loads: it is the one of the language at that moment. */
export const words = wordsOf(en, '') as Words<typeof en>;
