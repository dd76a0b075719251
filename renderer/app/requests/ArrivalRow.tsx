// One file of a guest. Whatever the guest said of it is shown as text.
import { Download, ExternalLink, FolderOpen, Link2, Trash2 } from 'lucide-react';
import type { ArrivalView } from '../../../preload/views/file-request-views';
import { useId, useState } from 'react';
import dialogStyles from '../history/share-dialogs.module.css';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { useAct } from '../state/run-action';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { shownName } from '../ui/display-name';
import { FileMark } from '../ui/FileMark';
import { FileName } from '../ui/FileName';
import type { RowPlace } from '../ui/RowList';
import { RowMenu } from '../ui/RowMenu';
import rowStyles from '../ui/row.module.css';
import { Fact } from './Fact';
import { fateWords } from './request-words';
import styles from './requests.module.css';

interface ArrivalRowProps {
  readonly requestId: string;
  readonly arrival: ArrivalView;
  readonly place: RowPlace;
  readonly nowMs: number;
}

/** A list item named by its file; a press on it opens its details below. */
export function ArrivalRow({ requestId, arrival, place, nowMs }: ArrivalRowProps) {
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  const { name, sizeBytes, state, folderLost } = arrival;
  const isOver = state === 'refused' || state === 'deleted';
  return (
    <li {...place} className={styles['arrival']} aria-label={shownName(name)} data-state={isOver ? 'ended' : 'live'}>
      <div className={styles['arrivalLine']}>
        <FileMark name={name} contentType="" tone={state === 'refused' ? 'failed' : isOver ? 'ended' : 'live'} />
        <button
          type="button"
          className={styles['arrivalName']}
          aria-expanded={isOpen}
          aria-controls={isOpen ? detailsId : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          <FileName name={name} className={rowStyles['name']} />
        </button>
        <div className={styles['arrivalEnd']}>
          <p className={rowStyles['meta']}>
            <span>{formats.bytes(sizeBytes)}</span>
            <span className={styles['fact']} data-state={state}>
              {fateWords(arrival)}
            </span>
            {folderLost === true ? <span>{words.requests.folderLost.short}</span> : null}
          </p>
          <ArrivalActions requestId={requestId} arrival={arrival} />
        </div>
      </div>
      {isOpen ? <ArrivalDetails id={detailsId} arrival={arrival} nowMs={nowMs} /> : null}
    </li>
  );
}

function ArrivalDetails({ id, arrival, nowMs }: Pick<ArrivalRowProps, 'arrival' | 'nowMs'> & { readonly id: string }) {
  const w = words.requests.file;
  const { arrivedAtMs, path, sha256, folderLost } = arrival;
  return (
    <dl id={id} className={`selectable ${dialogStyles['facts']} ${styles['arrivalFacts']}`}>
      <Fact term={w.arrived}>{formats.clock(arrivedAtMs, nowMs)}</Fact>
      <Fact term={w.saved}>{path}</Fact>
      <Fact term={w.folders}>{folderLost && words.requests.folderLost.why}</Fact>
      <Fact term={w.hash}>{sha256 && <code>{sha256}</code>}</Fact>
    </dl>
  );
}

function ArrivalActions({ requestId, arrival }: Pick<ArrivalRowProps, 'requestId' | 'arrival'>) {
  const act = useAct();
  const w = words.requests.actions;
  const { slot, state, path, canOpen } = arrival;
  const one = { requestId, slot };
  const isStored = state === 'arrived' || state === 'saved';
  const isHere = path !== undefined && state !== 'refused';
  const fetched = { requestId, slots: [slot] };
  const save = { label: w.save, icon: Download, run: () => void act(request('file-requests:save', fetched)) };
  const open = { label: w.open, icon: ExternalLink, run: () => void act(request('arrivals:open', one)) };
  const reveal = { label: w.reveal, icon: FolderOpen, run: () => void act(request('arrivals:reveal', one)) };
  const first = state === 'arrived' ? save : canOpen ? open : isHere ? reveal : undefined;
  const share = { label: w.share, icon: Link2, run: () => void act(request('arrivals:share', one)) };
  const remove = { label: w.remove, icon: Trash2, run: () => void act(request('arrivals:remove', one)) };
  const groups = [[...(canOpen ? [reveal] : []), ...(isStored ? [share] : [])], isStored ? [remove] : []];
  return (
    <div className={styles['arrivalActions']} data-calm={state !== 'arrived'}>
      {first === undefined ? null : (
        <Button look={first === save ? 'plain' : 'quiet'} icon={first.icon} onClick={first.run}>
          {first.label}
        </Button>
      )}
      {groups.every((group) => group.length === 0) ? null : <RowMenu label={words.requests.more} groups={groups} />}
    </div>
  );
}
