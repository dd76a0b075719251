// Whoever is drawn only when its own facts change is drawn again when the language changes; the document says which it is.
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
