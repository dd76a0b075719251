// Why this exists: the languages Mayfly speaks, and which of them a person means. A new one is a file like ko.ts and a line here.
import { en } from './en';
import { ko } from './ko';

/** By BCP 47 language code, each under the name its speakers give it. */
export const languages = {
  en: { name: 'English', texts: en },
  ko: { name: '한국어', texts: ko },
} as const;

export type Language = keyof typeof languages;

export const isLanguage = (code: string): code is Language => Object.hasOwn(languages, code);

/**
 * The first of `preferred` that Mayfly speaks, else English. Takes BCP 47 tags (`ko-KR`) and POSIX locales
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
