// The password of the next encrypted share, typed, or made by Mayfly.
import { useState } from 'react';
import type { FailureView } from '../../../preload/views/failure-view';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { FailureAlert } from '../ui/FailureText';
import { PasswordField, type PasswordFieldProps } from './PasswordField';
import styles from './made-password-field.module.css';

/** The textbox "Password" and the button that fills it in; a made password is on the clipboard, and the text says so. */
export function MadePasswordField({ value, onChange }: Omit<PasswordFieldProps, 'hint'>) {
  const w = words.drop;
  const [made, setMade] = useState<{ readonly password: string; readonly isCopied: boolean }>();
  const [failure, setFailure] = useState<FailureView>();
  const make = async () => {
    const outcome = await request('encryption:make-password');
    setFailure(outcome.ok ? undefined : outcome.failure);
    if (!outcome.ok) return;
    setMade(outcome.value);
    onChange(outcome.value.password);
  };
  const isMade = made !== undefined && made.password === value;
  return (
    <div className={styles['password']}>
      <PasswordField value={value} onChange={onChange} hint={w.passwordHint} />
      <Button onClick={() => void make()}>{w.makePassword}</Button>
      <output className={styles['said']}>{isMade ? (made.isCopied ? w.passwordCopied : w.passwordMade) : null}</output>
      <FailureAlert failure={failure} />
    </div>
  );
}
