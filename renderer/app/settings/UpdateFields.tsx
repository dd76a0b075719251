// The state of updates, release notes, and the button that installs.
import { Download, RefreshCw } from 'lucide-react';
import type { UpdateView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { FailureText } from '../ui/FailureText';
import fieldStyles from '../ui/field.module.css';
import styles from './settings.module.css';

/** States with an update to install. */
const installable: ReadonlySet<UpdateView['kind']> = new Set(['offered', 'ready']);

export function UpdateFields({ update }: { readonly update: UpdateView }) {
  const act = useAct();
  const w = words.settings;
  const { kind, version, notes, failure, waitsForUploads } = update;
  if (kind === 'off') return <p className={fieldStyles['hint']}>{w.updatesOff}</p>;
  if (kind === 'forbidden') return <p className={fieldStyles['hint']}>{w.updatesRuled}</p>;
  const canInstall = version !== undefined && (installable.has(kind) || kind === 'failed');
  return (
    <div className={styles['stack']}>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an output element may hold no paragraphs; silent while it counts */}
      <div role="status" aria-live={kind === 'fetching' ? 'off' : 'polite'}>
        {failure === undefined ? <p>{stateOf(update)}</p> : <FailureText failure={failure} />}
      </div>
      {kind === 'fetching' ? (
        <progress aria-label={stateOf(update)} className={styles['progress']} max={100} value={update.percent ?? 0} />
      ) : null}
      {notes === undefined || notes === '' ? null : (
        <section className={styles['box']} aria-label={w.updatesNotes}>
          <h3>{w.updatesNotes}</h3>
          <p className={`${styles['notes']} selectable`}>{notes}</p>
        </section>
      )}
      {canInstall && waitsForUploads ? <p className={fieldStyles['hint']}>{w.updatesWait}</p> : null}
      <div className={fieldStyles['line']}>
        {canInstall ? (
          <Button
            look="primary"
            icon={Download}
            disabled={waitsForUploads}
            onClick={() => void act(request('updates:install'))}
          >
            {w.updatesInstall}
          </Button>
        ) : null}
        <Button
          icon={RefreshCw}
          disabled={kind === 'looking' || kind === 'fetching' || kind === 'ready'}
          onClick={() => void act(request('updates:check'))}
        >
          {w.updatesCheck}
        </Button>
      </div>
    </div>
  );
}

/** One sentence. */
function stateOf({ kind, stale, version = '', percent = 0 }: UpdateView): string {
  const w = words.settings;
  switch (kind) {
    case 'looking':
      return w.updatesLooking;
    case 'current':
      return w.updatesCurrent;
    case 'stale':
      return stale === 'replayed' ? w.updatesReplayed : w.updatesOld;
    case 'offered':
      return w.updatesOffered({ version });
    case 'fetching':
      return w.updatesFetching({ version, percent });
    case 'ready':
      return w.updatesReady({ version });
    default:
      return w.updatesUnknown;
  }
}
