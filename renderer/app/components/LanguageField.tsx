// Why this exists: the language is chosen under the names that speakers give it, and changes at once.
import { languageChoices, languages } from '../../../resources/words/languages';
import type { AppView } from '../../../preload/views';
import { useAct } from '../actions';
import { bridge } from '../bridge';
import { words } from '../words';
import { Choice } from './Choice';

/** The combobox "Language". */
export function LanguageField({ language }: Pick<AppView, 'language'>) {
  const act = useAct();
  return (
    <Choice
      label={words.settings.language}
      value={language}
      options={languageChoices.map((value) => ({
        value,
        label: value === 'system' ? words.settings.systemLanguage : languages[value],
      }))}
      onChange={(chosen) => void act(bridge.saveSettings({ language: chosen }))}
    />
  );
}
