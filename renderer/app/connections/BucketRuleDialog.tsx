// A rule of the bucket deletes what Mayfly could not; it is shown whole before anybody agrees to it.
import { useEffect, useState } from 'react';
import type { Outcome } from '../../../preload/contract';
import type { BucketRuleView, ConnectionView } from '../../../preload/views/connection-views';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { Modal } from '../ui/Modal';
import { Skeleton } from '../ui/Skeleton';
import styles from '../history/share-dialogs.module.css';

interface BucketRuleDialogProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

/** The dialog "Clean-up rule". */
export function BucketRuleDialog({ connection: { id, name }, onClose }: BucketRuleDialogProps) {
  const w = words.rule;
  const [outcome, setOutcome] = useState<Outcome<BucketRuleView>>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let closed = false;
    void request('connections:bucket-rule', { connectionId: id }).then((answer) => {
      if (!closed) setOutcome(answer);
    });
    return () => {
      closed = true;
    };
  }, [id]);
  const plan = outcome?.ok === true ? outcome.value : undefined;
  const awaited = outcome === undefined;
  const offered = awaited || (plan !== undefined && plan.change !== 'there');
  const save = async () => {
    if (busy || awaited) return;
    setBusy(true);
    const saved = await request('connections:save-bucket-rule', { connectionId: id });
    setBusy(false);
    // It was read back: what is there now is what is shown.
    setOutcome(saved.ok ? { ok: true, value: { ...saved.value, change: 'there' } } : saved);
  };
  return (
    <Modal
      title={w.title}
      name={name}
      onClose={onClose}
      buttons={
        offered ? (
          <>
            <Button onClick={onClose}>{words.common.cancel}</Button>
            <Button look="primary" aria-disabled={busy || awaited} onClick={() => void save()}>
              {w.confirm}
            </Button>
          </>
        ) : undefined
      }
    >
      <p>{w.text}</p>
      {awaited ? <Awaited /> : null}
      {plan === undefined ? null : (
        <ul className={styles['lines']}>
          <li>{w.expire({ prefix: plan.prefix, bucket: plan.bucket, count: plan.expireAfterDays })}</li>
          <li>{w.abort({ count: plan.abortUploadsAfterDays })}</li>
          <li>{plan.others === 0 ? w.noOthers : w.others({ count: plan.others })}</li>
          {plan.wantedLonger > 0 ? (
            <li className={styles['warning']}>{w.wantedLonger({ count: plan.wantedLonger })}</li>
          ) : null}
        </ul>
      )}
      <p aria-live="polite" className={styles['good']}>
        {plan?.change === 'there' ? w.there : ''}
      </p>
      {outcome?.ok === false ? (
        <div role="alert" className={styles['failure']}>
          <FailureText failure={outcome.failure} />
        </div>
      ) : null}
    </Modal>
  );
}

/** The lines of a rule. */
function Awaited() {
  return (
    <div aria-busy>
      <p className="visually-hidden">{words.rule.reading}</p>
      <ul className={styles['lines']} aria-hidden>
        <li>
          <Skeleton />
          <Skeleton width="60%" />
        </li>
        <li>
          <Skeleton width="85%" />
        </li>
        <li>
          <Skeleton width="50%" />
        </li>
      </ul>
    </div>
  );
}
