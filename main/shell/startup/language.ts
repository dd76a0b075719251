// Sets the language of window, tray, dialogs and notifications: the user's choice, or that of the system.
import { app } from 'electron';
import type { Store } from '../../core/state/state';
import { languageOf } from '../../../resources/words/languages';
import { setLanguage } from '../../../resources/words/messages';

/** Call it once Electron is ready, so that even the report of a failed start is in it. */
export const applySystemLanguage = (): void => setLanguage(languageOf(app.getPreferredSystemLanguages()));

/** Subscribe this before the window and the tray, so that they draw in the new language. */
export function followLanguage(store: Store): void {
  store.subscribe(['settings'], ({ settings: { language } }) => {
    if (language === 'system') applySystemLanguage();
    else setLanguage(language);
  });
}
