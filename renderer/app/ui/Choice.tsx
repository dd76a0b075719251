// A labelled drop-down that follows the theme; the engine's own popup would not.
import { Select } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { useContext, useId } from 'react';
import type { ColourView } from '../../../preload/views/connection-views';
import { ScrollerContext } from './scroller';
import styles from './choice.module.css';
import { Mark } from './Mark';

export interface ChoiceOption<V extends string> {
  readonly value: V;
  readonly label: string;
  /** A mark before the label, which says nothing that the label does not. */
  readonly colour?: ColourView;
}

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly ChoiceOption<V>[];
  readonly onChange: (value: V) => void;
  readonly hideLabel?: boolean;
  readonly className?: string;
  /** A sentence under the box. */
  readonly hint?: string;
}

/** A combobox named by its label. */
export function Choice<V extends string>(props: ChoiceProps<V>) {
  const { label, value, options, onChange, hideLabel = false, className, hint } = props;
  const hintId = useId();
  const scroller = useContext(ScrollerContext);
  const marked = options.some(({ colour }) => colour !== undefined);
  return (
    <div className={[styles['field'], className].filter(Boolean).join(' ')}>
      <Select.Root items={options} value={value} onValueChange={(next) => next !== null && onChange(next)}>
        <Select.Label className={hideLabel ? 'visually-hidden' : styles['label']}>{label}</Select.Label>
        <Select.Trigger className={styles['trigger']} aria-describedby={hint === undefined ? undefined : hintId}>
          <Mark colour={options.find((option) => option.value === value)?.colour} />
          <Select.Value className={styles['value']} />
          <Select.Icon className={styles['icon']}>
            <ChevronDown aria-hidden />
          </Select.Icon>
        </Select.Trigger>
        {/* Inside the main landmark, where a reader that goes from landmark to landmark finds the options. */}
        <Select.Portal container={scroller}>
          <Select.Positioner
            className={styles['positioner']}
            positionMethod="fixed"
            sideOffset={6}
            alignItemWithTrigger={false}
          >
            <Select.Popup className={styles['popup']}>
              <Select.List className={styles['list']}>
                {options.map((option) => (
                  <Select.Item key={option.value} value={option.value} className={styles['item']}>
                    <Mark colour={option.colour} inList={marked} />
                    <Select.ItemText className={styles['text']}>{option.label}</Select.ItemText>
                    <Select.ItemIndicator className={styles['tick']}>
                      <Check aria-hidden />
                    </Select.ItemIndicator>
                  </Select.Item>
                ))}
              </Select.List>
            </Select.Popup>
          </Select.Positioner>
        </Select.Portal>
      </Select.Root>
      {hint === undefined ? null : (
        <p id={hintId} className={styles['hint']}>
          {hint}
        </p>
      )}
    </div>
  );
}
