// How the window looks, as a section of the settings: its palette, how close its rows stand, and its language.
import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { Monitor, Moon, Rows2, Rows4, Sun, type LucideIcon } from 'lucide-react';
import { useId } from 'react';
import type { AppView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { words } from '../state/words';
import styles from './appearance-fields.module.css';
import fieldStyles from '../ui/field.module.css';
import { LanguageField } from './LanguageField';

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
      <div className={styles['narrow']}>
        <LanguageField language={view.language} />
      </div>
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
function Pictured<V extends string>({ label, value, icons, names, onChange }: PicturedProps<V>) {
  const labelId = useId();
  return (
    <div className={fieldStyles['field']}>
      <p id={labelId} className={styles['label']}>
        {label}
      </p>
      <RadioGroup<V> aria-labelledby={labelId} className={styles['choices']} value={value} onValueChange={onChange}>
        {(Object.keys(icons) as V[]).map((each) => {
          const Icon: LucideIcon = icons[each];
          return (
            <Radio.Root key={each} value={each} className={styles['choice']}>
              <Icon aria-hidden />
              {names[each]}
            </Radio.Root>
          );
        })}
      </RadioGroup>
    </div>
  );
}
