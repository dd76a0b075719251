// The languages of Mayfly's texts, and the one that a list of preferences asks for.

/** By BCP 47 language code, each under its name in that language. Its texts are in the file named by the code. */
export const languages = { en: 'English', ko: '한국어' } as const;

export type Language = keyof typeof languages;

/** A choice in the settings: a language, or that of the system. */
export const languageChoices = ['system', 'en', 'ko'] as const satisfies readonly ('system' | Language)[];
export type LanguageChoice = 'system' | Language;

const isLanguage = (code: string): code is Language => Object.hasOwn(languages, code);

/**
 * The first of `preferred` that Mayfly has, else English. Takes BCP 47 tags (`ko-KR`) and POSIX locales
 * (`ko_KR.UTF-8`); `C` and `POSIX` are English.
 */
export function languageOf(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const code = (/^[a-z]+/i.exec(tag)?.[0] ?? '').toLowerCase();
    if (isLanguage(code)) return code;
    if (code === 'c' || code === 'posix') return 'en';
  }
  return 'en';
}
