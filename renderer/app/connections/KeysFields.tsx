// Fields for typed keys; secrets in the keychain are never shown.
import { sessionEndMs } from './credentials-form';
import { formats } from '../state/format';
import { useNowUntil } from '../state/use-now';
import { words } from '../state/words';
import fieldStyles from '../ui/field.module.css';
import { TextField } from '../ui/TextField';
import type { FormValues, TextOf } from './form-values';

interface KeysFieldsProps {
  readonly text: TextOf;
  readonly values: FormValues;
  /** Where its provider shows them. */
  readonly hint: string | undefined;
}

export function KeysFields({ text, values, hint }: KeysFieldsProps) {
  const w = words.form;
  // An empty field of a saved connection keeps its present value.
  const kept = values.hasKeys ? { placeholder: values.keysInFile ? w.keptInFile : w.kept } : {};
  const temporary = values.sessionToken !== '';
  const typedEndMs = temporary ? sessionEndMs(values) : undefined;
  return (
    <>
      <TextField label={w.accessKeyId} {...text('accessKeyId')} maxLength={256} hint={hint} {...kept} />
      <TextField
        label={w.secretAccessKey}
        {...text('secretAccessKey')}
        type="password"
        maxLength={1024}
        hint={w.secretHint}
        {...kept}
      />
      <TextField
        label={w.sessionToken}
        {...text('sessionToken')}
        type="password"
        optional
        maxLength={8192}
        hint={w.sessionTokenHint}
        {...(temporary ? {} : { className: fieldStyles['wide'] })}
      />
      {temporary ? (
        <TextField
          label={w.sessionEnds}
          {...text('sessionEnds')}
          type="datetime-local"
          optional
          hint={w.sessionEndsHint}
        />
      ) : null}
      <KeysEnd endMs={typedEndMs ?? (values.secretAccessKey === '' ? values.keysEndAtMs : undefined)} />
    </>
  );
}

/** Until when temporary keys last, or that they did. */
export function KeysEnd({ endMs }: { readonly endMs: number | undefined }) {
  const nowMs = useNowUntil(endMs ?? 0);
  if (endMs === undefined) return null;
  const w = words.form.credentials;
  const ended = endMs <= nowMs;
  return (
    <p className={`${fieldStyles['wide']} ${fieldStyles[ended ? 'warning' : 'hint']}`}>
      {ended ? w.ended({ clock: formats.clock(endMs, nowMs) }) : w.lastUntil({ clock: formats.clock(endMs, nowMs) })}
    </p>
  );
}
