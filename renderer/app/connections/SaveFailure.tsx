// What is wrong with a connection: in a field, or as a whole.
import type { FailureView } from '../../../preload/views/failure-view';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import fieldStyles from '../ui/field.module.css';
import styles from './connection-form.module.css';

interface SaveFailureProps {
  readonly failure: FailureView | undefined;
  /** Saves once more; absent where nothing was saved. */
  readonly onSave?: (forSessionOnly: boolean) => Promise<void>;
}

/** Why it failed, and when the keychain refused, the two ways on; renders nothing without a failure. */
export function SaveFailure({ failure, onSave }: SaveFailureProps) {
  return failure === undefined ? null : (
    <div role="alert" className={styles['failure']}>
      <FailureText failure={failure} />
      {failure.keychain && onSave !== undefined ? (
        <div className={fieldStyles['line']}>
          <Button onClick={() => void onSave(false)}>{words.common.tryAgain}</Button>
          <Button onClick={() => void onSave(true)}>{words.form.sessionOnly}</Button>
        </div>
      ) : null}
    </div>
  );
}

/** The error of what has no text field; renders nothing without one. */
export const FieldError = ({ text }: { readonly text: string | undefined }) =>
  text === undefined ? null : (
    <p className={fieldStyles['error']} role="alert">
      {text}
    </p>
  );
