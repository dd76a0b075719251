// The list of uploads: files by themselves, and pages. A page is one row, which opens to a list of its files on request.
import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import type { UploadingPageView, UploadView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { shownName } from '../ui/display-name';
import { keyOf, useQueueOrder, useRowDrag } from './upload-order';
import { statusOf } from './upload-words';
import { words } from '../state/words';
import { IconButton } from '../ui/Button';
import { FileMark } from '../ui/FileMark';
import { FileName } from '../ui/FileName';
import { RowList } from '../ui/RowList';
import { listRows } from '../ui/row-sizes';
import row from '../ui/row.module.css';
import { canBeNext, Failed, Progress, QueueActions, UploadRow, type UploadRowProps } from './UploadRow';
import styles from './upload-list.module.css';

interface UploadListProps {
  readonly uploads: readonly UploadView[];
  /** The id of its heading. */
  readonly labelledBy: string;
}

export function UploadList({ uploads, labelledBy }: UploadListProps) {
  const order = useQueueOrder(uploads);
  return (
    <RowList
      rows={listRows(uploads, keyOf)}
      labelledBy={labelledBy}
      renderRow={(upload, place) => {
        const { page } = upload;
        return page === undefined ? (
          <UploadRow key={upload.id} upload={upload} place={place} {...order} />
        ) : (
          <UploadPageRow key={upload.id} upload={upload} page={page} place={place} {...order} />
        );
      }}
    />
  );
}

/** Of the button that goes on without what failed: a page of nothing else ends with it. */
const withoutFailed = ({ fileCount, isGiven }: UploadingPageView, count: number): string =>
  count < fileCount
    ? words.uploads.leaveOut({ count })
    : isGiven === true
      ? words.uploads.takeBack
      : words.common.dismiss;

interface UploadPageRowProps extends UploadRowProps {
  readonly page: UploadingPageView;
}

/** A list item named by the page's title. */
function UploadPageRow({ upload, page, place, firstWaiting, onNext, onDropped }: UploadPageRowProps) {
  const act = useAct();
  const drag = useRowDrag(upload.id, upload.phase === 'waiting', onDropped);
  const [title, files] = [useId(), useId()];
  const name = shownName(upload.name);
  const failed = upload.phase === 'failed';
  const { failed: some, files: opened } = page;
  return (
    <li {...place} className={styles['page']} aria-label={name}>
      {/* The files below are dragged by themselves. */}
      <div {...drag.handlers} className={row['slim']} data-phase={upload.phase} data-target={drag.isTarget}>
        <FileMark name={upload.name} contentType="" page tone={failed ? 'failed' : 'live'} />
        <div className={row['body']}>
          <FileName name={upload.name} className={row['name']} />
          {/* The shown name is in two pieces. */}
          <span id={title} hidden>
            {name}
          </span>
          {!failed ? (
            <Progress upload={upload} label={name} />
          ) : page.fileCount > 1 ? (
            <p className={row['status']}>{statusOf(upload)}</p>
          ) : null}
          {some === undefined ? (
            failed ? (
              <Failed upload={upload} />
            ) : null
          ) : (
            <Failed
              upload={upload}
              failure={some.failure}
              title={<p>{words.uploads.pageFailed({ name: shownName(some.name), count: some.count })}</p>}
              dismiss={withoutFailed(page, some.count)}
            />
          )}
        </div>
        <div className={row['actions']}>
          {page.fileCount > page.storedCount && page.fileCount > 1 ? (
            <IconButton
              label={words.uploads.showFiles}
              icon={ChevronDown}
              className={styles['opener']}
              aria-expanded={opened !== undefined}
              aria-controls={opened === undefined ? undefined : files}
              onClick={() =>
                void act(request('uploads:show-files', { uploadId: upload.id, shown: opened === undefined }))
              }
            />
          ) : null}
          {failed && some === undefined ? null : (
            <QueueActions
              upload={upload}
              onNext={canBeNext(upload, firstWaiting) ? onNext : undefined}
              canPause={!failed}
            />
          )}
        </div>
      </div>
      {opened === undefined || opened.length === 0 ? null : (
        <div id={files} className={styles['files']}>
          <UploadList uploads={opened} labelledBy={title} />
        </div>
      )}
    </li>
  );
}
