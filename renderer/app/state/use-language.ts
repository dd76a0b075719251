// A change of language draws memoized components again, and the document names the language.
import { useLayoutEffect, useSyncExternalStore } from 'react';
import type { Language } from '../../../resources/words/languages';
import { language as current, onLanguage } from './words';

/** The language of the window, known to its document for screen readers and fonts. */
export function useDocumentLanguage(language: Language): void {
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
}

/** For components behind `memo`: draws them anew in another language. */
export function useRedrawnInLanguage(): void {
  useSyncExternalStore(onLanguage, current);
}
