// The main screen: drop zone, uploads and the history of links.
import { useId, useMemo } from 'react';
import type { AppView, UploadView } from '../../../preload/views/views';
import { DropZone, type DropZoneControls } from '../sharing/DropZone';
import { EmptyShares } from './EmptyShares';
import { RowList } from '../ui/RowList';
import { Section } from '../ui/Section';
import { ShareDialogs } from './ShareDialogs';
import { ShareList } from './ShareList';
import { StorageHint } from '../sharing/StorageHint';
import { UploadActions } from '../uploads/UploadActions';
import { UploadRow } from '../uploads/UploadRow';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import type { HistorySearch } from './history-search';
import { useStaying } from './optimistic-removal';
import { listRows } from '../ui/row-sizes';
import { toldWhole } from './use-history';
import { useDropOnRow } from '../uploads/upload-order';
import { summaryOf } from '../uploads/upload-words';
import { words } from '../state/words';
import { FirstRun } from './FirstRun';
import styles from '../window/screen.module.css';

const keyOf = ({ id }: UploadView): string => id;

interface SharesScreenProps {
  readonly view: AppView;
  readonly dropZone: Omit<DropZoneControls, 'onConnect'>;
  /** Share whose details a visit from outside the window opens. */
  readonly detailsOf: string | undefined;
  readonly onDetailsClosed: () => void;
  readonly search: HistorySearch;
  readonly onSearch: (search: HistorySearch) => void;
  readonly onConnect: () => void;
}

export function SharesScreen(props: SharesScreenProps) {
  const { view: told, dropZone, detailsOf, onDetailsClosed, search, onSearch, onConnect } = props;
  const uploadsTitle = useId();
  const { uploads, firstRun } = told;
  const shares = useStaying(told.shares, toldWhole(told.shares));
  const view = useMemo(() => ({ ...told, shares }), [told, shares]);
  const firstWaiting = uploads.find((upload) => upload.phase === 'waiting')?.id;
  const act = useAct();
  const onDropped = useDropOnRow(
    uploads.map(({ id }) => id),
    (uploadId, before) => void act(request('uploads:move', { uploadId, beforeId: before })),
  );
  const nothing = uploads.length === 0 && shares.length === 0;
  return (
    <div className={styles['screen']}>
      {firstRun ? <FirstRun onConnect={onConnect} /> : <h1 className="visually-hidden">{words.nav.shares}</h1>}
      <DropZone view={view} roomy={nothing && !firstRun} onConnect={onConnect} {...dropZone} />
      {view.pointsToStorage ? <StorageHint onConnect={onConnect} /> : null}
      {uploads.length === 0 ? null : (
        <Section
          titleId={uploadsTitle}
          title={words.uploads.title}
          note={summaryOf(uploads)}
          action={<UploadActions uploads={uploads} />}
        >
          <RowList
            rows={listRows(uploads, keyOf)}
            labelledBy={uploadsTitle}
            renderRow={(upload, place) => (
              <UploadRow
                key={upload.id}
                upload={upload}
                place={place}
                firstWaiting={firstWaiting}
                onDropped={onDropped}
              />
            )}
          />
        </Section>
      )}
      {shares.length === 0 ? (
        firstRun ? null : (
          <EmptyShares />
        )
      ) : (
        <ShareDialogs
          expirySeconds={view.expirySeconds}
          details={shares.find(({ id }) => id === detailsOf)}
          onDetailsClosed={onDetailsClosed}
        >
          <ShareList view={view} search={search} onSearch={onSearch} />
        </ShareDialogs>
      )}
    </div>
  );
}
