// One quiet line: how links open elsewhere than on this computer.
import { request } from '../state/bridge';
import { useAct } from '../state/run-action';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { withSlots } from './sentence-words';
import styles from './storage-line.module.css';

interface StorageLineProps {
  /** Opens the form for a new connection. */
  readonly onConnect: () => void;
  /** Below the list: either answer is the last time that it is shown. */
  readonly isLast?: boolean;
}

export function StorageLine({ onConnect, isLast = false }: StorageLineProps) {
  const act = useAct();
  const w = words.storageHint;
  const answered = () => void act(request('settings:save', { storageHinted: true }));
  const connect = () => {
    if (isLast) answered();
    onConnect();
  };
  return (
    <div className={styles['line']}>
      <p>
        {withSlots(w.line, ['connect']).map((part) =>
          part === 'connect' ? (
            <button key={part} type="button" className={styles['connect']} onClick={connect}>
              {w.connect}
            </button>
          ) : (
            part.text
          ),
        )}
      </p>
      {isLast ? (
        <Button look="quiet" onClick={answered}>
          {w.later}
        </Button>
      ) : null}
    </div>
  );
}
