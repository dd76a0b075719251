// A connection that could not be saved: why, and when the keychain refused, the two ways on.
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { words } from '../state/words';
import styles from './connection-form.module.css';
import type { FailureView } from '../../../preload/views/failure-view';

interface SaveFailureProps {
  readonly failure: FailureView;
  readonly onRetry: () => void;
  readonly onSessionOnly: () => void;
}

export function SaveFailure({ failure, onRetry, onSessionOnly }: SaveFailureProps) {
  return (
    <div role="alert" className={styles['failure']}>
      <FailureText failure={failure} />
      {failure.keychain ? (
        <div className={styles['choices']}>
          <Button onClick={onRetry}>{words.common.tryAgain}</Button>
          <Button onClick={onSessionOnly}>{words.form.sessionOnly}</Button>
        </div>
      ) : null}
    </div>
  );
}
