// Redraws memoised components after a change of the language, and sets the document's `lang`.
import { useLayoutEffect, useSyncExternalStore } from 'react';
import type { Language } from '../../../resources/words/languages';
import { language, onLanguage } from './words';

/** The language of the window, known to its document for screen readers and fonts. */
export function useDocumentLanguage(spoken: Language): void {
  useLayoutEffect(() => {
    document.documentElement.lang = spoken;
  }, [spoken]);
}

/** For components behind `memo`: draws them anew in another language. */
export function useRedrawnInLanguage(): void {
  useSyncExternalStore(onLanguage, language);
}
