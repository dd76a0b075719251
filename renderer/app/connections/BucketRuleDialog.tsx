// Shows the lifecycle rule that lets the bucket delete expired objects without Mayfly, in full, before it is written.
import { useState } from 'react';
import type { ConnectionView } from '../../../preload/views/connection-views';
import { request } from '../state/bridge';
import { useRequest } from '../state/use-request';
import { words } from '../state/words';
import { FailureAlert } from '../ui/FailureText';
import { CancelOr, Modal } from '../ui/Modal';
import { Skeleton } from '../ui/Skeleton';
import styles from '../history/share-dialogs.module.css';

interface BucketRuleDialogProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

/** The dialog "Clean-up rule". */
export function BucketRuleDialog({ connection: { id, name }, onClose }: BucketRuleDialogProps) {
  const w = words.rule;
  const [outcome, setOutcome] = useRequest('connections:bucket-rule', { connectionId: id });
  const [busy, setBusy] = useState(false);
  const plan = outcome?.ok === true ? outcome.value : undefined;
  const awaited = outcome === undefined;
  const offered = awaited || (plan !== undefined && plan.change !== 'there');
  const save = async () => {
    if (busy || awaited) return;
    setBusy(true);
    const saved = await request('connections:save-bucket-rule', { connectionId: id });
    setBusy(false);
    // Main read the rule back after writing: show the bucket's answer.
    setOutcome(saved.ok ? { ok: true, value: { ...saved.value, change: 'there' } } : saved);
  };
  return (
    <Modal
      title={w.title}
      name={name}
      onClose={onClose}
      buttons={
        offered ? (
          <CancelOr onCancel={onClose} isOff={busy || awaited} onPress={() => void save()}>
            {w.confirm}
          </CancelOr>
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
      <FailureAlert failure={outcome?.ok === false ? outcome.failure : undefined} />
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
