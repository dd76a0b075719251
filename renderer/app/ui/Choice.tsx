// A labelled drop-down that follows the theme; the engine's own popup would not.
import { Select } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { useContext, useId, type Ref } from 'react';
import type { ColourView } from '../../../preload/views/connection-views';
import { ScrollerContext } from './scroller';
import styles from './choice.module.css';
import field from './field.module.css';
import { Mark } from './Mark';
import risen from './popup.module.css';

export interface ChoiceOption<V extends string> {
  readonly value: V;
  readonly label: string;
  /** A mark before the label, which says nothing that the label does not. */
  readonly colour?: ColourView;
  /** The heading that it stands under, after all without one. */
  readonly group?: string;
  /** Shown, and not to be chosen. */
  readonly isOff?: boolean;
}

interface ChoiceProps<V extends string> {
  readonly label: string;
  /** `null`: none is chosen yet. */
  readonly value: V | null;
  readonly options: readonly ChoiceOption<V>[];
  readonly onChange: (value: V) => void;
  readonly className?: string;
  /** Shown, and not to be changed. */
  readonly isOff?: boolean;
  /** A sentence under the box. */
  readonly hint?: string;
  /** `word`: a word in running text, without its label. */
  readonly look?: 'box' | 'word';
  /** Stands in the place of the chosen label. */
  readonly shown?: string;
  readonly title?: string;
  readonly triggerRef?: Ref<HTMLButtonElement>;
  /** Called when its list is gone. */
  readonly onClosed?: () => void;
}

/** A combobox named by its label. */
export function Choice<V extends string>({
  label,
  value,
  options,
  onChange,
  look = 'box',
  className,
  hint,
  shown,
  title,
  triggerRef,
  onClosed,
  isOff = false,
}: ChoiceProps<V>) {
  const hintId = useId();
  const scroller = useContext(ScrollerContext);
  const marked = options.some(({ colour }) => colour !== undefined);
  const groups = new Set(options.flatMap(({ group }) => group ?? []));
  const item = (option: ChoiceOption<V>) => (
    <Select.Item key={option.value} value={option.value} className={styles['item']} disabled={option.isOff === true}>
      <Mark colour={option.colour} inList={marked} />
      <Select.ItemText className={styles['text']}>{option.label}</Select.ItemText>
      <Select.ItemIndicator className={styles['tick']}>
        <Check aria-hidden />
      </Select.ItemIndicator>
    </Select.Item>
  );
  return (
    <div className={[look === 'word' ? styles['inText'] : field['field'], className].filter(Boolean).join(' ')}>
      <Select.Root
        items={options}
        disabled={isOff}
        value={value}
        onValueChange={(next) => next !== null && onChange(next)}
        onOpenChangeComplete={(isOpen) => (isOpen ? undefined : onClosed?.())}
      >
        <Select.Label className={look === 'word' ? 'visually-hidden' : `${field['caption']} ${field['label']}`}>
          {label}
        </Select.Label>
        <Select.Trigger
          ref={triggerRef}
          className={styles[look === 'word' ? 'word' : 'trigger']}
          title={title}
          aria-describedby={hint === undefined ? undefined : hintId}
        >
          <Mark colour={options.find((option) => option.value === value)?.colour} />
          <Select.Value className={styles['value']}>{shown}</Select.Value>
          <Select.Icon className={styles['icon']}>
            <ChevronDown aria-hidden />
          </Select.Icon>
        </Select.Trigger>
        {/* Inside the main landmark, where a reader that goes from landmark to landmark finds the options. */}
        <Select.Portal container={scroller}>
          <Select.Positioner
            className={risen['positioner']}
            positionMethod="fixed"
            sideOffset={6}
            alignItemWithTrigger={false}
          >
            <Select.Popup className={styles['popup']}>
              <Select.List className={styles['list']}>
                {options.filter(({ group }) => group === undefined).map(item)}
                {[...groups].map((group) => (
                  <Select.Group key={group}>
                    <Select.GroupLabel className={styles['group']}>{group}</Select.GroupLabel>
                    {options.filter((option) => option.group === group).map(item)}
                  </Select.Group>
                ))}
              </Select.List>
            </Select.Popup>
          </Select.Positioner>
        </Select.Portal>
      </Select.Root>
      {hint === undefined ? null : (
        <p id={hintId} className={field['hint']}>
          {hint}
        </p>
      )}
    </div>
  );
}
