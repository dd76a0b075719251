// A connection's mark is one of eight colours; each says its name, because not everybody sees which it is.
import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { useId } from 'react';
import type { ColourView } from '../../../preload/views/connection-views';
import { words } from '../state/words';
import styles from './colour-field.module.css';
import fieldStyles from '../ui/field.module.css';
import { markOf } from '../ui/Mark';

const colours = Object.keys(words.form.colours) as ColourView[];

interface ColourFieldProps {
  readonly value: ColourView | '';
  readonly onChange: (colour: ColourView | '') => void;
}

/** A radio group: one tab stop, arrows choose. */
export function ColourField({ value, onChange }: ColourFieldProps) {
  const labelId = useId();
  const w = words.form;
  const chosen = value === '' ? w.noColour : w.colours[value];
  return (
    <div className={fieldStyles['field']}>
      <div className={fieldStyles['caption']}>
        <span id={labelId} className={fieldStyles['label']}>
          {w.colour}
        </span>
        <span aria-hidden>{chosen}</span>
      </div>
      <RadioGroup<ColourView | ''>
        aria-labelledby={labelId}
        value={value}
        onValueChange={onChange}
        className={styles['colours']}
      >
        {(['', ...colours] as const).map((colour) => (
          <Radio.Root
            key={colour}
            value={colour}
            aria-label={colour === '' ? w.noColour : w.colours[colour]}
            title={colour === '' ? w.noColour : w.colours[colour]}
            className={styles['colour']}
            {...markOf(colour)}
          >
            <Radio.Indicator className={styles['chosen']} />
          </Radio.Root>
        ))}
      </RadioGroup>
      <p className={fieldStyles['hint']}>{w.colourHint}</p>
    </div>
  );
}
