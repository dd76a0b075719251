// A choice of two or three that stand beside each other, one tab stop, arrows choose.
import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { LucideIcon } from 'lucide-react';
import styles from './segments.module.css';

interface SegmentsProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string; readonly icon?: LucideIcon }[];
  readonly onChange: (value: V) => void;
}

/** A radio group of that name. */
export function Segments<V extends string>({ label, value, options, onChange }: SegmentsProps<V>) {
  return (
    <RadioGroup<V> aria-label={label} value={value} onValueChange={onChange} className={styles['segments']}>
      {options.map(({ value: each, label: name, icon: Icon }) => (
        <Radio.Root key={each} value={each} aria-label={name} className={styles['segment']}>
          {Icon === undefined ? null : <Icon aria-hidden />}
          {name}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
