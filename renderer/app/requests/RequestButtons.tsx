// The buttons of a file request: its link, its files, its end.
import { Download, Lock, X } from 'lucide-react';
import type { FileRequestView } from '../../../preload/views/file-request-views';
import { keyedAct } from '../keyboard/keys';
import { shownAddress } from '../history/share-facts';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { useAct } from '../state/run-action';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { CopyLinkButton } from '../ui/CopyLinkButton';
import { ProgressBar } from '../ui/ProgressBar';
import rowStyles from '../ui/row.module.css';
import styles from './requests.module.css';

export const CopyRequestLink = ({ requestId }: { readonly requestId: string }) => (
  <CopyLinkButton label={words.requests.copy} onCopy={() => request('file-requests:copy-link', { requestId })} />
);

/** Renders nothing while there is nothing to save. What is saved by itself would begin again, so only another saving can be stopped. */
export function SaveAll({ request: { id, waiting, saving, folder } }: { readonly request: FileRequestView }) {
  const act = useAct();
  if (saving !== undefined) {
    return folder !== undefined ? null : (
      <Button
        icon={X}
        title={words.requests.stop}
        onClick={() => void act(request('file-requests:stop-saving', { requestId: id }))}
      >
        {words.requests.stop}
      </Button>
    );
  }
  return waiting === 0 ? null : (
    <Button
      icon={Download}
      title={words.requests.saveAll}
      onClick={() => void act(request('file-requests:save', { requestId: id }))}
    >
      {words.requests.saveAll}
    </Button>
  );
}

interface CloseRequestProps {
  readonly request: FileRequestView;
  readonly nowMs: number;
  readonly className?: string | undefined;
}

export function CloseRequest({ request: shown, nowMs, className = '' }: CloseRequestProps) {
  const act = useAct();
  const w = words.requests;
  const { id, slotsEndAtMs, doorAddress } = shown;
  const text = slotsEndAtMs > nowMs ? w.closeUntil({ clock: formats.clock(slotsEndAtMs, nowMs) }) : w.closeText;
  return (
    <Confirm
      trigger={
        <Button
          look="quiet"
          icon={Lock}
          aria-label={w.close}
          title={w.close}
          className={`${rowStyles['takeBack']} ${className}`}
          {...keyedAct('revoke')}
        >
          {w.closeShort}
        </Button>
      }
      title={w.closeTitle}
      text={doorAddress === undefined ? text : `${text} ${w.closeDoor({ address: shownAddress(shown) })}`}
      confirm={w.closeConfirm}
      keep={w.keep}
      onConfirm={() => void act(request('file-requests:close', { requestId: id }))}
    />
  );
}

/** How far the files of a request are on their way into the folder. */
export function SavingProgress({ request: { title, saving } }: { readonly request: FileRequestView }) {
  if (saving === undefined) return null;
  const w = words.requests;
  const { bytes, savedBytes, files, savedFiles } = saving;
  return (
    <div className={styles['saving']}>
      <ProgressBar
        label={w.savingName({ title })}
        percent={bytes === 0 ? 100 : Math.floor((100 * savedBytes) / bytes)}
      />
      <p className={rowStyles['status']}>
        {w.saving({
          done: formats.number(savedFiles),
          count: files,
          sent: formats.bytes(savedBytes),
          size: formats.bytes(bytes),
        })}
      </p>
    </div>
  );
}
