// The policy that opens exactly the place of the short links, shown and copied on request.
import { Collapsible } from '@base-ui/react/collapsible';
import { Check, ChevronDown, Copy } from 'lucide-react';
import { useState } from 'react';
import type { DoorsWishView } from '../../../../preload/views/connection-views';
import { request } from '../../state/bridge';
import { useAct } from '../../state/run-action';
import { words } from '../../state/words';
import { Button } from '../../ui/Button';
import disclosure from '../../ui/disclosure.module.css';
import styles from './short-links.module.css';

interface DoorsPolicyProps extends Pick<DoorsWishView, 'bucket' | 'prefix'> {
  readonly connectionId: string;
  readonly policy: string;
  /** The user needs it now. */
  readonly isOpen: boolean;
}

export function DoorsPolicy({ connectionId, bucket, prefix, policy, isOpen }: DoorsPolicyProps) {
  const w = words.shortLinks;
  const act = useAct();
  const [copied, setCopied] = useState('');
  const copy = async () => {
    const asked = request('connections:copy-doors-policy', { connectionId, bucket, prefix });
    await act(asked);
    const told = await asked;
    setCopied(told.ok && told.value.isCopied ? policy : '');
  };
  return (
    <Collapsible.Root key={String(isOpen)} defaultOpen={isOpen}>
      <Collapsible.Trigger className={`${disclosure['trigger']} ${styles['more']}`}>
        <ChevronDown aria-hidden />
        {w.showPolicy}
      </Collapsible.Trigger>
      <Collapsible.Panel className={styles['policy']}>
        <textarea readOnly rows={11} value={policy} aria-label={w.policy} spellCheck={false} />
        <div>
          <Button icon={copied === policy ? Check : Copy} onClick={() => void copy()}>
            {copied === policy ? w.policyCopied : w.copyPolicy}
          </Button>
        </div>
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}
