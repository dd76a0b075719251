// A policy of the storage, to be read and copied into the provider's console.
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import type { Outcome } from '../../../preload/contract';
import { useAct } from '../state/run-action';
import { Button } from '../ui/Button';
import styles from './examination-report.module.css';

interface PolicyTextProps {
  /** Its name, and the button before and after it was pressed. */
  readonly texts: { readonly policy: string; readonly copyPolicy: string; readonly policyCopied: string };
  readonly text: string;
  readonly rows: number;
  readonly onCopy: () => Promise<Outcome<{ readonly isCopied: boolean }>>;
}

/** A textbox of that name, and a button that says so when the policy is on the clipboard. */
export function PolicyText({ texts, text, rows, onCopy }: PolicyTextProps) {
  const act = useAct();
  const [copied, setCopied] = useState<string>();
  const copy = async () => {
    const asked = onCopy();
    await act(asked);
    const told = await asked;
    setCopied(told.ok && told.value.isCopied ? text : undefined);
  };
  return (
    <>
      <textarea
        readOnly
        rows={rows}
        value={text}
        aria-label={texts.policy}
        spellCheck={false}
        className={styles['policyText']}
      />
      <div>
        <Button icon={copied === text ? Check : Copy} onClick={() => void copy()}>
          {copied === text ? texts.policyCopied : texts.copyPolicy}
        </Button>
      </div>
    </>
  );
}
