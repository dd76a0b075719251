// The bucket: typed, chosen from those the keys may list, or created when there is none of that name.
import { Autocomplete } from '@base-ui/react/autocomplete';
import { useContext, useId, useRef, useState } from 'react';
import { words } from '../state/words';
import choiceStyles from '../ui/choice.module.css';
import fieldStyles from '../ui/field.module.css';
import risen from '../ui/popup.module.css';
import { ScrollerContext } from '../ui/scroller';
import { CreateBucket } from './CreateBucket';
import styles from './connection-form.module.css';
import { draftOf } from './connection-form';
import type { Buckets } from './use-buckets';
import type { FormValues } from './form-values';

interface BucketFieldProps {
  readonly values: FormValues;
  readonly error: string | undefined;
  readonly buckets: Buckets;
  readonly onChange: (bucket: string) => void;
  /** Whether everything is filled in that creating a bucket needs; shows what is missing. */
  readonly complete: () => FormValues | undefined;
  readonly onError: (text: string) => void;
}

/** Long enough for a server to take. */
const isName = (text: string) => /^[A-Za-z0-9][\w.-]{1,61}[A-Za-z0-9]$/.test(text);

/** What a field says of itself that has nothing to choose from. */
const asText = {
  role: 'textbox',
  'aria-autocomplete': undefined,
  'aria-expanded': undefined,
  'aria-haspopup': undefined,
} as const;

/** Named "Bucket", a combobox once there are buckets to choose from; its note is its description. */
export function BucketField(props: BucketFieldProps) {
  const { values, error, buckets, onChange, complete, onError } = props;
  const w = words.form.buckets;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const scroller = useContext(ScrollerContext);
  const [made, setMade] = useState<{ readonly bucket: string; readonly said: string }>();
  const [open, setOpen] = useState(false);
  const bucket = values.bucket.trim();
  const matches = (buckets.names ?? []).filter((name) => name.includes(bucket));
  // An open list hides everything else from screen readers, so it is open only while it offers something.
  const offers = matches.length > 1 || (matches.length === 1 && matches[0] !== bucket);
  const isNew = buckets.names?.includes(bucket) === false && isName(bucket);
  const said = made?.bucket === bucket ? made.said : undefined;
  const note = error ?? said ?? buckets.note;

  return (
    <div className={fieldStyles['field']}>
      <div className={fieldStyles['caption']}>
        <label htmlFor={id} className={fieldStyles['label']}>
          {words.form.bucket}
        </label>
      </div>
      <Autocomplete.Root
        mode="none"
        items={matches}
        value={values.bucket}
        onValueChange={(next, { reason }) => {
          // Escape closes the list; the library would clear the field with it.
          if (reason !== 'escape-key') onChange(next);
        }}
        open={open && offers}
        onOpenChange={setOpen}
        openOnInputClick
      >
        <Autocomplete.Input
          ref={input}
          id={id}
          name="bucket"
          className={fieldStyles['input']}
          maxLength={63}
          autoComplete="off"
          spellCheck={false}
          {...(buckets.names === undefined && asText)}
          // A profile may run a program or ask a person: not without a press.
          onFocus={() => values.keySource !== 'profile' && void buckets.ask(values)}
          aria-invalid={error !== undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
        />
        <Autocomplete.Portal container={scroller}>
          <Autocomplete.Positioner className={risen['positioner']} positionMethod="fixed" sideOffset={6}>
            <Autocomplete.Popup className={choiceStyles['popup']}>
              <Autocomplete.List className={choiceStyles['list']} aria-label={w.list}>
                {(name: string) => (
                  <Autocomplete.Item key={name} value={name} className={choiceStyles['item']}>
                    <span className={choiceStyles['text']}>{name}</span>
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
      <p
        id={`${id}-note`}
        className={error === undefined ? fieldStyles['hint'] : fieldStyles['error']}
        aria-live="polite"
        hidden={note === undefined}
      >
        {note}
      </p>
      {isNew && said === undefined ? (
        <div className={styles['create']}>
          <CreateBucket
            bucket={bucket}
            draft={() => {
              const ready = complete();
              return ready && draftOf(ready);
            }}
            onMade={(created) => {
              setMade(created);
              buckets.add(created.bucket);
              // The findings of a test before it do not hold any more.
              onChange(bucket);
              // The pressed button goes away.
              input.current?.focus();
            }}
            onFailure={({ message, next }) => onError(`${message} ${next}`)}
          />
        </div>
      ) : null}
    </div>
  );
}
