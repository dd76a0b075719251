// Says once, after the first share on this computer, how links open elsewhere.
import { Cloud } from 'lucide-react';
import { request } from '../state/bridge';
import { useAct } from '../state/run-action';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import styles from './storage-hint.module.css';

/** Either answer is the last time that it is shown. */
export function StorageHint({ onConnect }: { readonly onConnect: () => void }) {
  const act = useAct();
  const w = words.storageHint;
  const answered = () => void act(request('settings:save', { storageHinted: true }));
  return (
    <section className={styles['hint']} aria-label={w.label}>
      <Cloud aria-hidden className={styles['icon']} />
      <p>{w.text}</p>
      <div className={styles['buttons']}>
        <Button
          onClick={() => {
            answered();
            onConnect();
          }}
        >
          {w.connect}
        </Button>
        <Button look="quiet" onClick={answered}>
          {w.later}
        </Button>
      </div>
    </section>
  );
}
