// How the window looks, as a section of the settings: its palette, how close its rows stand, and its language.
import { Monitor, Moon, Rows2, Rows4, Sun, type LucideIcon } from 'lucide-react';
import { languageChoices, languages } from '../../../resources/words/languages';
import type { AppView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { Choice } from '../ui/Choice';
import fieldStyles from '../ui/field.module.css';
import { Segments } from '../ui/Segments';
import styles from './settings.module.css';

export function AppearanceFields({ view }: { readonly view: AppView }) {
  const act = useAct();
  const w = words.settings;
  return (
    <>
      <Pictured
        label={w.theme}
        value={view.theme}
        icons={{ system: Monitor, light: Sun, dark: Moon }}
        names={w.themes}
        onChange={(theme) => void act(request('settings:save', { theme }))}
      />
      <Pictured
        label={w.density}
        value={view.density}
        icons={{ comfortable: Rows2, compact: Rows4 }}
        names={w.densities}
        onChange={(density) => void act(request('settings:save', { density }))}
      />
      <Choice
        label={w.language}
        value={view.language}
        options={languageChoices.map((value) => ({
          value,
          label: value === 'system' ? w.systemLanguage : languages[value],
        }))}
        onChange={(language) => void act(request('settings:save', { language }))}
        className={styles['narrow'] ?? ''}
      />
    </>
  );
}

interface PicturedProps<V extends string> {
  readonly label: string;
  readonly value: V;
  /** In the order in which they are offered. */
  readonly icons: Readonly<Record<V, LucideIcon>>;
  readonly names: Readonly<Record<V, string>>;
  readonly onChange: (value: V) => void;
}

/** A radio group of that name. */
function Pictured<V extends string>({ icons, names, ...group }: PicturedProps<V>) {
  return (
    <div className={fieldStyles['field']}>
      <p className={`${fieldStyles['caption']} ${fieldStyles['label']}`} aria-hidden>
        {group.label}
      </p>
      <Segments
        {...group}
        options={(Object.keys(icons) as V[]).map((value) => ({ value, label: names[value], icon: icons[value] }))}
      />
    </div>
  );
}
