// How the provider makes a public bucket for short links, and the policy that opens exactly the place of these.
import { Check, Copy, LockOpen } from 'lucide-react';
import { useState } from 'react';
import type { DoorsWishView } from '../../../../preload/views/connection-views';
import { request } from '../../state/bridge';
import { useAct } from '../../state/run-action';
import { useRequest } from '../../state/use-request';
import { words } from '../../state/words';
import { Button } from '../../ui/Button';
import { Confirm } from '../../ui/Confirm';
import styles from './short-links.module.css';

interface DoorsGuideProps {
  readonly connectionId: string;
  readonly doors: DoorsWishView;
  readonly isBusy: boolean;
  readonly onPublish: () => void;
}

export function DoorsGuide({ connectionId, doors, isBusy, onPublish }: DoorsGuideProps) {
  const w = words.shortLinks;
  const act = useAct();
  const [copied, setCopied] = useState('');
  const { bucket, prefix } = doors;
  const [outcome] = useRequest('connections:doors-guide', { connectionId, bucket, prefix });
  const guide = outcome?.ok === true ? outcome.value : undefined;
  const policy = guide?.policy ?? '';
  const copy = async () => {
    const asked = request('connections:copy-doors-policy', { connectionId, bucket, prefix });
    await act(asked);
    const told = await asked;
    setCopied(told.ok && told.value.isCopied ? policy : '');
  };
  return (
    <div className={styles['guide']}>
      <p className={styles['hint']}>{guide?.where ?? ''}</p>
      {policy === '' ? null : (
        <>
          <textarea readOnly rows={6} value={policy} aria-label={w.policy} spellCheck={false} />
          <div className={styles['buttons']}>
            <Button icon={copied === policy ? Check : Copy} onClick={() => void copy()}>
              {copied === policy ? w.policyCopied : w.copyPolicy}
            </Button>
            <Confirm
              trigger={
                <Button icon={LockOpen} aria-disabled={isBusy}>
                  {w.makePublic}
                </Button>
              }
              title={w.makePublicTitle}
              text={w.makePublicText({ bucket, prefix: `${prefix}*` })}
              confirm={w.makePublicConfirm}
              keep={words.common.cancel}
              onConfirm={onPublish}
            />
          </div>
        </>
      )}
    </div>
  );
}
