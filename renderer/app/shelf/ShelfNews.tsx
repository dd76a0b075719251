// News on the shelf since it opened: uploads, copied links, failures.
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { AppView, UploadView } from '../../../preload/views/views';
import { isHeld, progressOf, statusOf } from '../uploads/upload-words';
import { shownName } from '../ui/display-name';
import { useAnnouncement } from '../window/use-announcement';
import { useOverflow } from '../ui/use-overflow';
import { words } from '../state/words';
import { FailureText } from '../ui/FailureText';
import { FileName } from '../ui/FileName';
import { ProgressBar } from '../ui/ProgressBar';
import { NoticeActions } from '../window/NoticeActions';
import { NoticeLine } from '../window/NoticeLine';
import { wordsOf } from '../window/notice-words';
import styles from './shelf-news.module.css';
import type { FailureView } from '../../../preload/views/failure-view';

interface ShelfNewsProps {
  readonly view: AppView;
  /** Of a request of the shelf that started no upload. */
  readonly failures: readonly FailureView[];
}

const shownAtOnce = 2;

const nothing = () => undefined;

export function ShelfNews({ view, failures }: ShelfNewsProps) {
  const { notice, uploadIds } = view.shelf ?? { uploadIds: [] };
  const uploads = view.uploads.filter(({ id }) => uploadIds.includes(id));
  const moving = uploads.filter(({ phase }) => phase !== 'failed');
  const announcement = useAnnouncement(uploads);
  const failure =
    failures.at(-1) ??
    uploads.find(({ phase }) => phase === 'failed')?.failure ??
    (notice?.kind === 'failure' ? notice.failure : undefined);
  const [nowMs] = useState(() => Date.now());
  const said = notice === undefined || notice.kind === 'failure' ? undefined : wordsOf(notice, nowMs);
  const overflow = useOverflow();
  return (
    <div className={styles['news']} {...overflow}>
      {moving.length === 0 ? null : (
        <ul aria-label={words.uploads.title} className={styles['uploads']}>
          {moving.slice(0, shownAtOnce).map((upload) => (
            <Moving key={upload.id} upload={upload} />
          ))}
        </ul>
      )}
      {moving.length <= shownAtOnce ? null : (
        <p className={styles['more']}>{words.shelf.moreUploads({ count: moving.length - shownAtOnce })}</p>
      )}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an output element may hold no paragraphs */}
      <div role="status" aria-atomic={false}>
        <p className="visually-hidden">{announcement}</p>
        {said === undefined || moving.length > 0 ? null : (
          <div className={styles['said']}>
            <said.icon aria-hidden />
            <div>
              <NoticeLine said={said} />
              {notice?.kind === 'ready' || notice?.kind === 'own-link' ? (
                <NoticeActions notice={notice} onDone={nothing} />
              ) : null}
            </div>
          </div>
        )}
      </div>
      <div role="alert">
        {failure === undefined || moving.length > 0 ? null : (
          <div className={styles['said']} data-tone="failure">
            <TriangleAlert aria-hidden />
            <FailureText failure={failure} />
          </div>
        )}
      </div>
    </div>
  );
}

function Moving({ upload }: { readonly upload: UploadView }) {
  const name = shownName(upload.name);
  return (
    <li aria-label={name}>
      <FileName name={upload.name} />
      {isHeld(upload.phase) ? <p className={styles['state']}>{statusOf(upload)}</p> : null}
      <ProgressBar
        label={name}
        percent={progressOf(upload)}
        aria-valuetext={statusOf(upload)}
        isStill={isHeld(upload.phase)}
      />
    </li>
  );
}
