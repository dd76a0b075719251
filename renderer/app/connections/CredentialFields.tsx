// The credentials of a connection, however people have them: as keys, as a profile of the AWS command line, or as some text
// of another tool. Secrets in the keychain are never shown.
import { keySources } from './credentials-form';
import type { Providers } from './providers';
import { words } from '../state/words';
import fieldStyles from '../ui/field.module.css';
import { KeysFields } from './KeysFields';
import { PasteField } from './PasteField';
import { ProfileField } from './ProfileField';
import { Segments } from '../ui/Segments';
import type { FormValues, FieldErrors, TextOf } from './form-values';

interface CredentialFieldsProps {
  readonly providers: Providers;
  readonly values: FormValues;
  readonly onChange: (values: FormValues) => void;
  readonly text: TextOf;
  readonly errors: FieldErrors;
  /** Where its provider shows keys. */
  readonly hint: string | undefined;
}

export function CredentialFields({ providers, values, onChange, text, errors, hint }: CredentialFieldsProps) {
  const w = words.form.credentials;
  const { keySource } = values;
  return (
    <>
      <div className={fieldStyles['wide']}>
        <Segments
          label={w.from}
          value={keySource}
          options={keySources.map((value) => ({ value, label: w.sources[value] }))}
          onChange={(next) => onChange({ ...values, keySource: next })}
        />
      </div>
      {keySource === 'typed' ? <KeysFields text={text} values={values} hint={hint} /> : null}
      {keySource === 'profile' ? (
        <ProfileField providers={providers} values={values} onChange={onChange} error={errors.profile} />
      ) : null}
      {keySource === 'pasted' ? (
        <PasteField providers={providers} values={values} onChange={onChange} error={errors.pasted} />
      ) : null}
    </>
  );
}
