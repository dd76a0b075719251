// One file of a guest. Whatever the guest said of it is shown as text.
import { Download, ExternalLink, FolderOpen, Link2, Trash2 } from 'lucide-react';
import type { ArrivalView } from '../../../preload/views/file-request-views';
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
import { fateWords } from './request-words';
import styles from './requests.module.css';

interface ArrivalRowProps {
  readonly requestId: string;
  readonly arrival: ArrivalView;
  readonly place: RowPlace;
  readonly nowMs: number;
}

/** A list item named by its file. */
export function ArrivalRow({ requestId, arrival, place, nowMs }: ArrivalRowProps) {
  const w = words.requests;
  const { name, sizeBytes, sender, note, arrivedAtMs, state, sha256 } = arrival;
  const isOver = state === 'refused' || state === 'deleted';
  return (
    <li {...place} className={rowStyles['row']} aria-label={shownName(name)} data-state={isOver ? 'ended' : 'live'}>
      <FileMark name={name} contentType="" tone={state === 'refused' ? 'failed' : isOver ? 'ended' : 'live'} />
      <div className={rowStyles['body']}>
        <FileName name={name} className={rowStyles['name']} />
        <p className={rowStyles['meta']}>
          <span>{formats.bytes(sizeBytes)}</span>
          {sender === undefined ? null : (
            <span>
              {w.from} <bdi>{shownName(sender)}</bdi>
            </span>
          )}
          <span>{formats.clock(arrivedAtMs, nowMs)}</span>
        </p>
        {note === undefined ? null : <blockquote className={`selectable ${styles['quote']}`}>{note}</blockquote>}
        <p className={styles['fate']} data-state={state}>
          <bdi>{fateWords(arrival)}</bdi>
        </p>
        {sha256 === undefined ? null : (
          <p className={`selectable ${styles['hash']}`} title={sha256}>
            {w.hash({ hash: sha256 })}
          </p>
        )}
      </div>
      <ArrivalActions requestId={requestId} arrival={arrival} />
    </li>
  );
}

function ArrivalActions({ requestId, arrival }: Pick<ArrivalRowProps, 'requestId' | 'arrival'>) {
  const act = useAct();
  const w = words.requests.actions;
  const { slot, state, path, canOpen } = arrival;
  const one = { requestId, slot };
  const isStored = state === 'arrived' || state === 'saved';
  const isHere = path !== undefined && state !== 'refused';
  const save = {
    label: w.save,
    icon: Download,
    run: () => void act(request('file-requests:save', { requestId, slots: [slot] })),
  };
  const open = { label: w.open, icon: ExternalLink, run: () => void act(request('arrivals:open', one)) };
  const reveal = { label: w.reveal, icon: FolderOpen, run: () => void act(request('arrivals:reveal', one)) };
  const first = state === 'arrived' ? save : canOpen ? open : isHere ? reveal : undefined;
  const share = { label: w.share, icon: Link2, run: () => void act(request('arrivals:share', one)) };
  const remove = { label: w.remove, icon: Trash2, run: () => void act(request('arrivals:remove', one)) };
  const groups = [[...(canOpen ? [reveal] : []), ...(isStored ? [share] : [])], isStored ? [remove] : []];
  return (
    <div className={rowStyles['actions']}>
      {first === undefined ? null : (
        <Button icon={first.icon} onClick={first.run}>
          {first.label}
        </Button>
      )}
      {groups.every((group) => group.length === 0) ? null : <RowMenu label={words.requests.more} groups={groups} />}
    </div>
  );
}
