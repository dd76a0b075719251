// The main screen: drop zone, uploads and the history of links.
import { useId, useMemo } from 'react';
import type { AppView } from '../../../preload/views/views';
import { NearbyList } from '../nearby/NearbyList';
import { DropZone, type DropZoneControls } from '../sharing/DropZone';
import { Section } from '../ui/Section';
import { ShareDialogs } from './ShareDialogs';
import { ShareList } from './ShareList';
import { StorageLine } from '../sharing/StorageLine';
import { UploadActions } from '../uploads/UploadActions';
import { UploadList } from '../uploads/UploadList';
import type { HistorySearch } from './history-search';
import { useStaying } from './optimistic-removal';
import { toldWhole } from './use-history';
import { summaryOf } from '../uploads/upload-words';
import { words } from '../state/words';
import styles from '../window/screen.module.css';

interface SharesScreenProps {
  readonly view: AppView;
  readonly dropZone: DropZoneControls;
  /** Share whose details are shown: it was pressed, or a visit from outside the window asked for it. */
  readonly detailsOf: string | undefined;
  readonly onDetails: (shareId: string | undefined) => void;
  readonly search: HistorySearch;
  readonly onSearch: (search: HistorySearch) => void;
}

export function SharesScreen(props: SharesScreenProps) {
  const { view: told, dropZone, detailsOf, onDetails, search, onSearch } = props;
  const uploadsTitle = useId();
  const { uploads } = told;
  const shares = useStaying(told.shares, toldWhole(told.shares));
  const view = useMemo(() => ({ ...told, shares }), [told, shares]);
  const { receiving, sending = [], received = [] } = told.network.nearby ?? {};
  const isQuiet = receiving === undefined && sending.length + received.length === 0;
  const nothing = uploads.length === 0 && shares.length === 0 && isQuiet;
  return (
    <div className={styles['screen']}>
      <h1 className="visually-hidden">{words.nav.shares}</h1>
      <DropZone view={view} roomy={nothing} {...dropZone} />
      {uploads.length === 0 ? null : (
        <Section
          titleId={uploadsTitle}
          title={words.uploads.title}
          note={summaryOf(uploads)}
          action={<UploadActions uploads={uploads} />}
        >
          <UploadList uploads={uploads} labelledBy={uploadsTitle} />
        </Section>
      )}
      {told.network.nearby === undefined ? null : <NearbyList nearby={told.network.nearby} />}
      {shares.length === 0 ? null : (
        <ShareDialogs shares={shares} expirySeconds={view.expirySeconds}>
          <ShareList
            shares={shares}
            shareChanges={view.shareChanges}
            search={search}
            onSearch={onSearch}
            detailsOf={detailsOf}
            onDetails={onDetails}
          />
        </ShareDialogs>
      )}
      {shares.length > 0 && view.pointsToStorage ? <StorageLine onConnect={dropZone.onConnect} isLast /> : null}
    </div>
  );
}
