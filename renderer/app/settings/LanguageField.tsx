// The language is chosen under the names that speakers give it, and changes at once.
import { languageChoices, languages } from '../../../resources/words/languages';
import type { AppView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { Choice } from '../ui/Choice';

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
      onChange={(chosen) => void act(request('settings:save', { language: chosen }))}
    />
  );
}
