// Why this exists: many uploads are held, let go on or given up together.
import { Pause, Play, X } from 'lucide-react';
import type { UploadView } from '../../../preload/views';
import { useAct } from '../actions';
import { bridge } from '../bridge';
import { isHeld, isMoving } from '../upload-words';
import { words } from '../words';
import { Button } from './Button';
import { Confirm } from './Confirm';
import styles from './section.module.css';

/** Nothing for a single upload: its own row says it all. */
export function UploadActions({ uploads }: { readonly uploads: readonly UploadView[] }) {
  const act = useAct();
  const w = words.uploads;
  const open = uploads.filter(({ phase }) => phase !== 'failed');
  if (open.length < 2) return null;
  const all = (action: 'pause' | 'resume' | 'cancel') => void act(bridge.allUploads(action));
  return (
    <div className={styles['buttons']}>
      {open.some(({ phase }) => isMoving(phase)) ? (
        <Button look="quiet" icon={Pause} onClick={() => all('pause')}>
          {w.pauseAll}
        </Button>
      ) : null}
      {open.some(({ phase }) => isHeld(phase)) ? (
        <Button look="quiet" icon={Play} onClick={() => all('resume')}>
          {w.resumeAll}
        </Button>
      ) : null}
      <Confirm
        trigger={
          <Button look="quiet" icon={X}>
            {w.cancelAll}
          </Button>
        }
        title={w.cancelAllTitle({ count: open.length })}
        text={w.cancelAllText}
        confirm={w.cancelAllConfirm}
        keep={w.cancelAllKeep}
        onConfirm={() => all('cancel')}
      />
    </div>
  );
}
