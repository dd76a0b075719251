// What devices nearby sent, below the file requests: a row for each session, and its files once it is pressed.
import { FolderOpen, ListX, Smartphone, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import type { ArrivedView } from '../../../preload/views/nearby-view';
import dialogStyles from '../history/share-dialogs.module.css';
import { Fact } from '../requests/Fact';
import requestStyles from '../requests/requests.module.css';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { useAct } from '../state/run-action';
import { useLatest } from '../state/use-request';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { shownName } from '../ui/display-name';
import { FailureText } from '../ui/FailureText';
import { FileMark } from '../ui/FileMark';
import { FileName } from '../ui/FileName';
import { RowList, type RowPlace } from '../ui/RowList';
import { RowMenu } from '../ui/RowMenu';
import rowStyles from '../ui/row.module.css';
import { listRows } from '../ui/row-sizes';
import { Section } from '../ui/Section';
import styles from './nearby.module.css';

/** The list "From devices nearby"; nothing while no device sent anything. */
export function ArrivedList({ changes }: { readonly changes: number }) {
  const titleId = useId();
  const outcome = useLatest(changes, 'nearby:arrivals');
  // A time of day changes its words once a day.
  const [nowMs] = useState(() => Date.now());
  if (outcome === undefined || (outcome.ok && outcome.value.length === 0)) return null;
  return (
    <Section titleId={titleId} title={words.nearby.arrived.title}>
      {outcome.ok ? (
        <RowList
          rows={listRows(outcome.value, ({ id }) => id)}
          labelledBy={titleId}
          renderRow={(arrived, place) => <Arrived key={arrived.id} arrived={arrived} place={place} nowMs={nowMs} />}
        />
      ) : (
        <div role="alert">
          <FailureText failure={outcome.failure} />
        </div>
      )}
    </Section>
  );
}

interface ArrivedProps {
  readonly arrived: ArrivedView;
  readonly place: RowPlace;
  readonly nowMs: number;
}

/** A list item named by its file, or by number and sender. */
function Arrived({ arrived, place, nowMs }: ArrivedProps) {
  const act = useAct();
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  const w = words.nearby;
  const { id: receivedId, sender, fileCount, sizeBytes, atMs, missingCount, name } = arrived;
  const from = w.received({ count: fileCount, name: shownName(sender) });
  const title = name === undefined ? from : shownName(name);
  const show = { label: w.show, icon: FolderOpen, run: () => void act(request('nearby:reveal', { receivedId })) };
  const remove = { label: w.undo, icon: Trash2, run: () => void act(request('nearby:undo', { receivedId })) };
  const unlist = {
    label: w.arrived.unlist,
    icon: ListX,
    run: () => void act(request('nearby:unlist', { receivedId })),
  };
  return (
    <li {...place} className={rowStyles['slim']} aria-label={title} data-state="live" data-open={isOpen}>
      <FileMark name={title} contentType="" {...(name === undefined && { icon: Smartphone })} tone="live" />
      <div className={rowStyles['body']}>
        <button
          type="button"
          className={rowStyles['opener']}
          aria-expanded={isOpen}
          aria-controls={isOpen ? detailsId : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          <FileName name={title} className={rowStyles['name']} />
        </button>
        <p className={rowStyles['meta']}>
          {missingCount === 0 ? null : (
            <span className={requestStyles['fact']}>{w.arrived.missing({ count: missingCount })}</span>
          )}
          {name === undefined ? null : <span>{w.arrived.from({ name: shownName(sender) })}</span>}
          <span>{formats.bytes(sizeBytes)}</span>
          <span>{formats.clock(atMs, nowMs)}</span>
        </p>
      </div>
      <div className={rowStyles['actions']}>
        <Button look="quiet" className={styles['show']} icon={show.icon} onClick={show.run}>
          {show.label}
        </Button>
        <RowMenu label={words.requests.more} groups={[[show, unlist], [remove]]} />
      </div>
      {isOpen ? <ArrivedFiles id={detailsId} receivedId={receivedId} fileCount={fileCount} /> : null}
    </li>
  );
}

interface FilesProps {
  readonly id: string;
  readonly receivedId: string;
  readonly fileCount: number;
}

function ArrivedFiles({ id, receivedId, fileCount }: FilesProps) {
  // The files of a row only become fewer.
  const outcome = useLatest(-fileCount, 'nearby:arrived-files', { receivedId });
  const w = words.nearby.arrived;
  if (outcome === undefined) return null;
  if (!outcome.ok)
    return (
      <div id={id} role="alert" className={styles['details']}>
        <FailureText failure={outcome.failure} />
      </div>
    );
  const { folder, files, fileCount: all } = outcome.value;
  return (
    <dl id={id} className={`selectable ${dialogStyles['facts']} ${styles['details']}`}>
      <Fact term={w.folder}>{folder}</Fact>
      <Fact term={w.files}>
        <ul className={styles['arrived']}>
          {files.map(({ path, sizeBytes }) => (
            <li key={path} className={styles['file']}>
              <FileName name={path} className={styles['name']} />
              <span className={styles['size']}>{formats.bytes(sizeBytes)}</span>
            </li>
          ))}
          {all > files.length ? <li>{w.moreFiles({ count: all - files.length })}</li> : null}
        </ul>
      </Fact>
    </dl>
  );
}
