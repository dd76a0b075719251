// The button "Copy link" of a row, which says for a moment that the link is on the clipboard.
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Outcome } from '../../../preload/contract';
import { keyedAct } from '../keyboard/keys';
import { useAct } from '../state/run-action';
import { words } from '../state/words';
import { Button } from './Button';
import styles from './row.module.css';

const copiedForMs = 2_000;

interface CopyLinkButtonProps {
  readonly label: string;
  /** `isCopied`: false where the user must press once more to copy it. */
  readonly onCopy: () => Promise<Outcome<{ readonly isCopied: boolean }>>;
}

export function CopyLinkButton({ label, onCopy }: CopyLinkButtonProps) {
  const act = useAct();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), copiedForMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    const outcome = onCopy();
    await act(outcome);
    const told = await outcome;
    if (told.ok && told.value.isCopied) setCopied(true);
  };
  return (
    <Button
      icon={copied ? Check : Copy}
      onClick={() => void copy()}
      className={styles['copy']}
      data-copied={copied}
      {...keyedAct('copy')}
    >
      {/* The name stays "Copy link": a button must not change its name under the keyboard. */}
      <span className={copied ? 'visually-hidden' : ''}>{label}</span>
      {copied ? <span aria-hidden>{words.shares.copied}</span> : null}
    </Button>
  );
}
