// Why this exists: the main screen: the drop zone, what is on its way, and every link that was made.
import { useId } from 'react';
import type { AppView } from '../../../preload/views';
import { DropZone, type DropZoneControls } from '../components/DropZone';
import { EmptyShares } from '../components/EmptyShares';
import { RemoveEnded } from '../components/RemoveEnded';
import { RowList } from '../components/RowList';
import { Section } from '../components/Section';
import { ShareRow } from '../components/ShareRow';
import { UploadActions } from '../components/UploadActions';
import { UploadRow } from '../components/UploadRow';
import { useAct } from '../actions';
import { bridge } from '../bridge';
import { useDropOnRow } from '../upload-order';
import { summaryOf } from '../upload-words';
import { words } from '../words';
import { FirstRun } from './FirstRun';
import styles from './screen.module.css';

interface SharesScreenProps {
  readonly view: AppView;
  readonly dropZone: DropZoneControls;
  readonly onConnect: () => void;
}

export function SharesScreen({ view, dropZone, onConnect }: SharesScreenProps) {
  const uploadsTitle = useId();
  const sharesTitle = useId();
  const { uploads, shares, firstRun } = view;
  const firstWaiting = uploads.find((upload) => upload.phase === 'waiting')?.id;
  const act = useAct();
  const onDropped = useDropOnRow(
    uploads.map(({ id }) => id),
    (uploadId, before) => void act(bridge.moveUpload(uploadId, before)),
  );
  const ended = shares.filter((share) => share.state !== 'live');
  const nothing = uploads.length === 0 && shares.length === 0;
  return (
    <div className={styles['screen']}>
      {firstRun ? <FirstRun onConnect={onConnect} /> : <h1 className="visually-hidden">{words.nav.shares}</h1>}
      <DropZone view={view} roomy={nothing && !firstRun} {...dropZone} />
      {uploads.length === 0 ? null : (
        <Section
          titleId={uploadsTitle}
          title={words.uploads.title}
          note={summaryOf(uploads)}
          action={<UploadActions uploads={uploads} />}
        >
          <RowList
            items={uploads}
            keyOf={(upload) => upload.id}
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
        <Section
          titleId={sharesTitle}
          title={words.shares.title}
          action={ended.length > 1 ? <RemoveEnded shares={ended} /> : null}
        >
          <RowList
            items={shares}
            keyOf={(share) => share.id}
            labelledBy={sharesTitle}
            renderRow={(share, place) => <ShareRow key={share.id} share={share} place={place} />}
          />
        </Section>
      )}
    </div>
  );
}
