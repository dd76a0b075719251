// The heading of the files that somebody sent together: who, when, how many, and what was said of them once.
import { FolderOpen } from 'lucide-react';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { useAct } from '../state/run-action';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { shownName } from '../ui/display-name';
import type { RowPlace } from '../ui/RowList';
import rowStyles from '../ui/row.module.css';
import type { Sending } from './arrival-groups';
import styles from './requests.module.css';

interface SendingRowProps {
  readonly requestId: string;
  readonly sending: Sending;
  readonly place: RowPlace;
  readonly nowMs: number;
}

/** A list item named by the sender; the arrow keys pass it by. */
export function SendingRow({ requestId, sending: { files }, place, nowMs }: SendingRowProps) {
  const act = useAct();
  const w = words.requests;
  const [newest] = files;
  if (newest === undefined) return null;
  const sender = newest.sender === undefined ? w.nameless : shownName(newest.sender);
  const saved = files.find(({ state, path }) => path !== undefined && state !== 'refused');
  const taken = files.filter(({ state }) => state !== 'refused');
  const bytes = taken.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <li {...place} className={styles['sending']} aria-label={sender} data-heading>
      <div className={styles['sendingLine']}>
        <p className={rowStyles['meta']}>
          <span className={styles['sender']}>
            <bdi>{sender}</bdi>
          </span>
          <span>{formats.clock(newest.arrivedAtMs, nowMs)}</span>
          {taken.length === 0 ? null : <span>{w.sent({ count: taken.length })}</span>}
          {taken.length === 0 ? null : <span>{formats.bytes(bytes)}</span>}
        </p>
        {saved === undefined ? null : (
          <Button
            look="quiet"
            icon={FolderOpen}
            aria-label={w.actions.showFolder}
            title={w.actions.showFolder}
            onClick={() => void act(request('arrivals:reveal', { requestId, slot: saved.slot }))}
          >
            {w.actions.showFolder}
          </Button>
        )}
      </div>
      {newest.note === undefined ? null : (
        <blockquote className={`selectable ${styles['quote']}`}>{newest.note}</blockquote>
      )}
    </li>
  );
}
