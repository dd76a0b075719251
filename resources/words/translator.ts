// How a process speaks: texts of one catalogue, in the language that is chosen at that moment.
import { createInstance } from 'i18next';
import type { Language } from './languages';
import type { Words } from './message-types';
import { wordsOf, type Values } from './message-tree';

export interface Mouth<Texts> {
  /** Read a text where it is used, not when a module loads: it is the one of the language at that moment. */
  readonly words: Words<Texts>;
  /** English until `speak` says otherwise. */
  readonly language: () => Language;
  /** From now on every text is in that language. */
  readonly speak: (next: Language) => void;
  /** Calls after every change of language; gives the function that ends it. */
  readonly onLanguage: (changed: () => void) => () => void;
}

/** `texts` of every language; their shape is that of `english`. */
export function createTranslator<Texts extends object>(
  english: Texts,
  texts: Readonly<Record<Language, object>>,
): Mouth<Texts> {
  const library = createInstance();
  void library.init({
    initAsync: false,
    lng: 'en',
    fallbackLng: 'en',
    resources: Object.fromEntries(Object.entries(texts).map(([code, translation]) => [code, { translation }])),
    nsSeparator: false,
    // Texts become text nodes and lines of a terminal, never markup.
    interpolation: { escapeValue: false },
  });
  // Made once: making a number format takes longer than using it a hundred times.
  const voiceOf = (code: Language) => {
    let format: Intl.NumberFormat | undefined;
    return {
      text: library.getFixedT(code),
      // Only when there is a number to say: no start should wait for the formats of all languages.
      number: (value: number) => (format ??= new Intl.NumberFormat(code)).format(value),
      // Of texts without placeholders, which a list of rows reads again and again.
      plain: new Map<string, string>(),
    };
  };
  const voices = Object.fromEntries(Object.keys(texts).map((code) => [code, voiceOf(code as Language)])) as Readonly<
    Record<Language, ReturnType<typeof voiceOf>>
  >;
  let spoken: Language = 'en';
  const listeners = new Set<() => void>();

  function say(key: string, values?: Values): string {
    const { text, number, plain } = voices[spoken];
    if (values === undefined) {
      const said = plain.get(key) ?? text(key);
      plain.set(key, said);
      return said;
    }
    const shown = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? number(value) : value,
    ]);
    // What a value holds, such as a file's name, is never read as a placeholder or a reference.
    const options = { replace: Object.fromEntries(shown) as Record<string, string>, nest: false };
    return typeof values['count'] === 'number' ? text(key, { ...options, count: values['count'] }) : text(key, options);
  }

  return {
    words: wordsOf(english, '', say) as Words<Texts>,
    language: () => spoken,
    speak(next) {
      if (next === spoken) return;
      spoken = next;
      for (const changed of listeners) changed();
    },
    onLanguage(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
