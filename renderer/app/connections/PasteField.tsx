// Sends pasted credentials to main at once and keeps nothing; main answers with a description without secrets.
import { Check } from 'lucide-react';
import { useId, useState } from 'react';
import type { PastedView } from '../../../preload/views/connection-views';
import { request } from '../state/bridge';
import { FieldError } from './SaveFailure';
import { applyPasted } from './credentials-place';
import type { Providers } from './providers';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import styles from './connection-form.module.css';
import fieldStyles from '../ui/field.module.css';
import { KeysEnd } from './KeysFields';
import type { FormValues } from './form-values';

interface PasteFieldProps {
  readonly providers: Providers;
  readonly values: FormValues;
  readonly onChange: (values: FormValues) => void;
  readonly error: string | undefined;
}

/** Text typed letter by letter is sent once it is long enough to hold a key. */
const leastCharacters = 16;

export function PasteField({ providers, values, onChange, error }: PasteFieldProps) {
  const w = words.form.credentials;
  const id = useId();
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState<string>();
  const { pasted } = values;

  const take = async (text: string) => {
    setTyped('');
    const outcome = await request('credentials:paste', { text });
    if (!outcome.ok) {
      setRefused(`${outcome.failure.message} ${outcome.failure.next}`);
      return;
    }
    setRefused(undefined);
    onChange(applyPasted(values, providers, outcome.value));
  };

  if (pasted !== undefined) {
    return (
      <div className={`${fieldStyles['wide']} ${styles['stack']}`}>
        <Found pasted={pasted} />
        <FieldError text={error} />
        <KeysEnd endMs={pasted.expiresAtMs} />
        <div>
          <Button onClick={() => onChange({ ...values, pasted: undefined })}>{w.pasteOthers}</Button>
        </div>
      </div>
    );
  }
  const note = refused ?? error;
  return (
    <div className={`${fieldStyles['wide']} ${fieldStyles['field']}`}>
      <div className={fieldStyles['caption']}>
        <label htmlFor={id} className={fieldStyles['label']}>
          {w.paste}
        </label>
      </div>
      <textarea
        id={id}
        name="pasted"
        className={`${fieldStyles['input']} ${fieldStyles['area']}`}
        rows={3}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onPaste={(event) => {
          event.preventDefault();
          void take(event.clipboardData.getData('text/plain'));
        }}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          // Dropped, or put in by a program: that is a paste too.
          if (value.length - typed.length >= leastCharacters) void take(value);
        }}
        aria-invalid={note !== undefined}
        aria-describedby={`${id}-note`}
      />
      <p
        id={`${id}-note`}
        className={fieldStyles[note === undefined ? 'hint' : 'error']}
        role={note === undefined ? undefined : 'alert'}
      >
        {note ?? w.pasteHint}
      </p>
    </div>
  );
}

/** Every fact that was found, and none of the secrets. */
function Found({ pasted }: { readonly pasted: PastedView }) {
  const w = words.form.credentials;
  const facts = [
    pasted.keyId === undefined ? undefined : w.foundKeyId({ id: pasted.keyId }),
    pasted.hasSecret ? w.foundSecret : undefined,
    pasted.hasToken ? w.foundToken : undefined,
    pasted.region === undefined ? undefined : w.factRegion({ region: pasted.region }),
    pasted.endpoint === undefined ? undefined : w.factEndpoint({ endpoint: pasted.endpoint }),
  ].filter((fact) => fact !== undefined);
  return (
    <>
      <ul className={styles['facts']} aria-label={w.found}>
        {facts.map((fact) => (
          <li key={fact}>
            <Check aria-hidden size="1em" />
            {fact}
          </li>
        ))}
      </ul>
      {pasted.others === 0 ? null : <p className={fieldStyles['hint']}>{w.others({ count: pasted.others })}</p>}
    </>
  );
}
