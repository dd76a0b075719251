// Why this exists: the keys of a connection as they are typed; what the keychain holds is never shown.
import type { TextFieldName } from '../connection-form';
import { words } from '../words';
import styles from './keys-fields.module.css';
import { TextField } from './TextField';

interface KeysFieldsProps {
  /** Name, value, error and change of a field. */
  readonly text: (field: TextFieldName) => {
    readonly name: string;
    readonly value: string;
    readonly error: string | undefined;
    readonly onChange: (value: string) => void;
  };
  /** What is left empty stays as it is kept. */
  readonly editing: boolean;
  /** Where its provider shows them. */
  readonly hint: string | undefined;
}

export function KeysFields({ text, editing, hint }: KeysFieldsProps) {
  const w = words.form;
  const kept = editing ? { placeholder: w.kept } : {};
  return (
    <>
      <TextField label={w.accessKeyId} {...text('accessKeyId')} maxLength={256} hint={hint} {...kept} />
      <TextField
        label={w.secretAccessKey}
        {...text('secretAccessKey')}
        type="password"
        autoComplete="new-password"
        maxLength={1024}
        hint={w.secretHint}
        {...kept}
      />
      <TextField
        label={w.sessionToken}
        {...text('sessionToken')}
        type="password"
        autoComplete="new-password"
        optional
        maxLength={8192}
        hint={w.sessionTokenHint}
        className={styles['wide']}
      />
    </>
  );
}
