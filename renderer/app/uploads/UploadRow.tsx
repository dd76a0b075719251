// One upload: its phase, progress and actions.
import { ArrowUpToLine, KeyRound, Pause, Play, RotateCw, X } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { UploadView } from '../../../preload/views/views';
import { useAct, useRenew } from '../state/run-action';
import { request } from '../state/bridge';
import { sameFields } from '../state/same-fields';
import { useRedrawnInLanguage } from '../state/use-language';
import { shownName } from '../ui/display-name';
import { useRowDrag } from './upload-order';
import { isHeld, progressOf, statusOf } from './upload-words';
import { words } from '../state/words';
import { Button, IconButton } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import { FileMark } from '../ui/FileMark';
import { FileName } from '../ui/FileName';
import { ProgressBar } from '../ui/ProgressBar';
import type { RowPlace } from '../ui/RowList';
import styles from '../ui/row.module.css';
import type { FailureView } from '../../../preload/views/failure-view';

export interface UploadRowProps {
  readonly upload: UploadView;
  readonly place: RowPlace;
  /** The first waiting upload of the list; any other waiting one can be moved before it. */
  readonly firstWaiting: string | undefined;
  /** Moves an upload before the first waiting one. */
  readonly onNext: (uploadId: string) => void;
  /** Another row was dropped on this one. */
  readonly onDropped: (dragged: string, target: string) => void;
}

/** Another waiting upload comes before it. */
export const canBeNext = ({ id, phase }: UploadView, firstWaiting: string | undefined): boolean =>
  phase === 'waiting' && firstWaiting !== undefined && firstWaiting !== id;

/** A list item named by its file. */
export function UploadRow({ upload, place, firstWaiting, onNext, onDropped }: UploadRowProps) {
  const drag = useRowDrag(upload.id, upload.phase === 'waiting', onDropped);
  return (
    <li
      {...place}
      {...drag.handlers}
      className={styles['slim']}
      aria-label={shownName(upload.name)}
      data-phase={upload.phase}
      data-target={drag.isTarget}
    >
      <Content upload={upload} onNext={canBeNext(upload, firstWaiting) ? onNext : undefined} />
    </li>
  );
}

/** Memoised, because the place of a row changes with every upload that ends before it. */
const Content = memo(
  UploadContent,
  (before, after) => before.onNext === after.onNext && sameFields(before.upload, after.upload),
);

function UploadContent({ upload, onNext }: Pick<QueueActionsProps, 'upload' | 'onNext'>) {
  useRedrawnInLanguage();
  const failed = upload.phase === 'failed';
  return (
    <>
      <FileMark name={upload.name} contentType="" tone={failed ? 'failed' : 'live'} />
      <div className={styles['body']}>
        <FileName name={upload.name} className={styles['name']} />
        {failed ? <Failed upload={upload} /> : <Progress upload={upload} label={shownName(upload.name)} />}
      </div>
      {failed ? null : (
        <div className={styles['actions']}>
          <QueueActions upload={upload} onNext={onNext} />
        </div>
      )}
    </>
  );
}

interface QueueActionsProps {
  readonly upload: UploadView;
  /** Absent for an upload that is next already, or does not wait. */
  readonly onNext: ((uploadId: string) => void) | undefined;
  /** The parts of a page fail apart: what failed is neither paused nor resumed. */
  readonly canPause?: boolean;
}

/** Moves an upload, or a page with all its files, in the queue; pauses, resumes and cancels it. */
export function QueueActions({ upload: { id: uploadId, phase }, onNext, canPause = true }: QueueActionsProps) {
  const act = useAct();
  const w = words.uploads;
  return (
    <>
      {onNext === undefined ? null : (
        <IconButton label={w.next} icon={ArrowUpToLine} onClick={() => onNext(uploadId)} />
      )}
      {!canPause ? null : isHeld(phase) ? (
        <IconButton label={w.resume} icon={Play} onClick={() => void act(request('uploads:resume', { uploadId }))} />
      ) : (
        <IconButton label={w.pause} icon={Pause} onClick={() => void act(request('uploads:pause', { uploadId }))} />
      )}
      <IconButton label={w.cancel} icon={X} onClick={() => void act(request('uploads:cancel', { uploadId }))} />
    </>
  );
}

export function Progress({ upload, label }: { readonly upload: UploadView; readonly label: string }) {
  const percent = progressOf(upload);
  const status = statusOf(upload);
  const busy = upload.phase === 'verifying';
  const still = upload.phase === 'waiting' || isHeld(upload.phase);
  return (
    <>
      <p className={styles['meta']}>
        <span>{status}</span>
        {upload.phase !== 'offline' || upload.failure === undefined ? null : (
          <span className={styles['held']} title={upload.failure.message}>
            {upload.failure.message}
          </span>
        )}
      </p>
      {upload.phase !== 'awaiting-credentials' || upload.failure === undefined ? null : (
        <Awaiting upload={upload} failure={upload.failure} />
      )}
      <ProgressBar
        label={label}
        percent={percent}
        aria-valuetext={busy || still ? status : words.uploads.percent({ percent })}
        isBusy={busy}
        isStill={still}
      />
    </>
  );
}

/** Why it needs new credentials, and where they are entered. */
function Awaiting({ upload, failure }: { readonly upload: UploadView; readonly failure: FailureView }) {
  const renew = useRenew();
  return (
    <>
      <p className={styles['held']}>{`${failure.message} ${failure.next}`}</p>
      {failure.code === 'token-expired' ? (
        <div className={styles['buttons']}>
          <Button icon={KeyRound} onClick={() => renew(upload.connectionId)}>
            {words.uploads.renew}
          </Button>
        </div>
      ) : null}
    </>
  );
}

interface FailedProps {
  readonly upload: UploadView;
  readonly failure?: FailureView | undefined;
  /** Stands before the failure. */
  readonly title?: ReactNode;
  /** Of the button that goes on without what failed. */
  readonly dismiss?: string;
}

export function Failed({ upload, failure = upload.failure, title, dismiss = words.common.dismiss }: FailedProps) {
  const act = useAct();
  return (
    <div className={styles['failed']}>
      {title}
      {failure === undefined ? <p>{words.uploads.failed}</p> : <FailureText failure={failure} />}
      <div className={styles['buttons']}>
        {upload.canRetry ? (
          <Button icon={RotateCw} onClick={() => void act(request('uploads:retry', { uploadId: upload.id }))}>
            {words.common.tryAgain}
          </Button>
        ) : null}
        <Button onClick={() => void act(request('uploads:dismiss', { uploadId: upload.id }))}>{dismiss}</Button>
      </div>
    </div>
  );
}
