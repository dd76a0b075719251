// Shows a failure: what happened, whether the data is safe, the next step.
import styles from './failure-text.module.css';
import type { FailureView } from '../../../preload/views/failure-view';

/** The words of a failure, as text only; the buttons that go with them belong to the place that shows it. */
export function FailureText({ failure }: { readonly failure: FailureView }) {
  return (
    <div className={`selectable ${styles['text']}`}>
      <p className={styles['message']}>{failure.message}</p>
      <p className={styles['next']}>
        {failure.safety} {failure.next}
      </p>
    </div>
  );
}

/** The failure of a dialog's action, announced at once; renders nothing without one. */
export function FailureAlert({ failure }: { readonly failure: FailureView | undefined }) {
  return failure === undefined ? null : (
    <div role="alert" className={styles['alert']}>
      <FailureText failure={failure} />
    </div>
  );
}
