// The smallest policy that lets a key share, to be read and copied into the provider's console.
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import type { ExaminationView } from '../../../preload/views/examination-views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import styles from './examination-report.module.css';

interface PolicyTextProps {
  readonly examinationId: string;
  readonly policy: NonNullable<ExaminationView['policy']>;
}

export function PolicyText({ examinationId, policy }: PolicyTextProps) {
  const act = useAct();
  const w = words.doctor;
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const outcome = request('connections:copy-policy', { examinationId });
    await act(outcome);
    const told = await outcome;
    setCopied(told.ok && told.value.isCopied);
  };
  return (
    <div className={styles['policy']}>
      <p className={styles['says']}>{w.policy}</p>
      <p className={styles['means']}>
        {w.policyHint} {policy.where}
      </p>
      <textarea readOnly rows={8} value={policy.text} aria-label={w.policy} spellCheck={false} />
      <div>
        <Button icon={copied ? Check : Copy} onClick={() => void copy()}>
          {copied ? w.policyCopied : w.copyPolicy}
        </Button>
      </div>
    </div>
  );
}
