// Window, tray, dialogs and notifications speak the language that the user chose, or that of the system.
import { app } from 'electron';
import type { Store } from '../../core/state/state-store';
import { languageOf } from '../../../resources/words/languages';
import { speak } from '../../../resources/words/messages';

/** Call it once Electron is ready, so that even a failed start is told in it. */
export const speakSystemLanguage = (): void => speak(languageOf(app.getPreferredSystemLanguages()));

/** Subscribes before whoever draws, so that they draw in the new language. */
export function followLanguage(store: Store): void {
  store.subscribe(() => {
    const { language } = store.get().settings;
    if (language === 'system') speakSystemLanguage();
    else speak(language);
  });
}
