// The i18n runtime of a process: the texts of one catalogue, in the language set at that moment.
import { createInstance, type i18n, type TFunction } from 'i18next';
import type { Language } from './languages';
import type { Words } from './message-types';
import { wordsOf, type Values } from './message-tree';

export interface Translator<Texts> {
  /** Read a text where it is used, not when a module loads: a property gives it in the language of that moment. */
  readonly words: Words<Texts>;
  /** English until `setLanguage` says otherwise. */
  readonly language: () => Language;
  /** Every text read from now on is in that language. */
  readonly setLanguage: (next: Language) => void;
  /** Calls after every change of language; gives the function that ends it. */
  readonly onLanguage: (changed: () => void) => () => void;
}

/** `texts` of every language; their shape is that of `english`. */
export function createTranslator<Texts extends object>(
  english: Texts,
  texts: Readonly<Record<Language, object>>,
): Translator<Texts> {
  // Only texts with placeholders or plural forms need the library, and a start may show none.
  let library: i18n | undefined;
  const started = (): i18n => {
    const instance = createInstance();
    void instance.init({
      initAsync: false,
      lng: 'en',
      fallbackLng: 'en',
      resources: Object.fromEntries(Object.entries(texts).map(([code, translation]) => [code, { translation }])),
      nsSeparator: false,
      // Texts become text nodes and lines of a terminal, never markup.
      interpolation: { escapeValue: false },
    });
    return instance;
  };
  // Made once: making a number format takes longer than using it a hundred times.
  const textsIn = (code: Language) => {
    let format: Intl.NumberFormat | undefined;
    let text: TFunction | undefined;
    return {
      text: (): TFunction => (text ??= (library ??= started()).getFixedT(code)),
      // Only when a text holds a number: no start should wait for the formats of all languages.
      number: (value: number) => (format ??= new Intl.NumberFormat(code)).format(value),
      // Of texts without placeholders, which a list of rows reads again and again.
      plain: new Map<string, string>(),
    };
  };
  const byLanguage = Object.fromEntries(
    Object.keys(texts).map((code) => [code, textsIn(code as Language)]),
  ) as Readonly<Record<Language, ReturnType<typeof textsIn>>>;
  let current: Language = 'en';
  const listeners = new Set<() => void>();

  function translate(key: string, values?: Values): string {
    const { text, number, plain } = byLanguage[current];
    if (values === undefined) {
      const known = plain.get(key) ?? plainText(texts[current], key) ?? text()(key);
      plain.set(key, known);
      return known;
    }
    const shown = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? number(value) : value,
    ]);
    // A value, such as a file's name, is never read as a placeholder or a reference.
    const options = { replace: Object.fromEntries(shown) as Record<string, string>, nest: false };
    const count = values['count'];
    return typeof count === 'number' ? text()(key, { ...options, count }) : text()(key, options);
  }

  return {
    words: wordsOf(english, '', translate) as Words<Texts>,
    language: () => current,
    setLanguage(next) {
      if (next === current) return;
      current = next;
      for (const changed of listeners) changed();
    },
    onLanguage(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

/** The text at a path of names with dots between; `undefined` where there is none. */
function plainText(texts: object, path: string): string | undefined {
  let found: unknown = texts;
  for (const name of path.split('.')) found = (found as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof found === 'string' ? found : undefined;
}
