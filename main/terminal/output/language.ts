// Chooses the language of a command by its environment, as other programs of the terminal do.
import { languageOf, type Language } from '../../../resources/words/languages';

/**
 * Sources: POSIX.1-2024, section 8.2 (the first of LC_ALL, LC_MESSAGES and LANG that is not empty; C and POSIX mean English), GNU
 * gettext manual, section 2.3.3 (a list in LANGUAGE comes before them, unless they say C). `system` gives the system's language (BCP 47) and is asked where none is
 * set, because the answer loads ICU's data, which takes 20 ms.
 */
export function terminalLanguage(environment: NodeJS.ProcessEnv, system: () => string): Language {
  const { LC_ALL, LC_MESSAGES, LANG, LANGUAGE } = environment;
  const locale = LC_ALL || LC_MESSAGES || LANG || '';
  if (/^(C|POSIX)\b/.test(locale)) return 'en';
  return languageOf([...(LANGUAGE ?? '').split(':'), locale === '' ? system() : locale].filter((tag) => tag !== ''));
}
