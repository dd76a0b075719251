// Pauses, resumes or cancels all uploads; PoliteNotice offers the undo of a cancel.
import { Pause, Play, X } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import type { UploadView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { focusTitle } from '../ui/use-screen-focus';
import { isHeld, isMoving } from './upload-words';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import styles from '../ui/section.module.css';

/** Nothing for a single upload: its own row says it all. */
export function UploadActions({ uploads }: { readonly uploads: readonly UploadView[] }) {
  const act = useAct();
  const leaving = useRef(false);
  // The pressed button disappears with the uploads it cancelled.
  useLayoutEffect(
    () => () => {
      if (leaving.current) focusTitle();
    },
    [],
  );
  const w = words.uploads;
  const open = uploads.filter(({ phase }) => phase !== 'failed');
  if (open.length < 2) return null;
  const all = (action: 'pause' | 'resume' | 'cancel') => void act(request('uploads:all', { action }));
  const cancel = () => {
    leaving.current = true;
    all('cancel');
  };
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
      <Button look="quiet" icon={X} onClick={cancel}>
        {w.cancelAll}
      </Button>
    </div>
  );
}
