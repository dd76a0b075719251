// One file request in the list: its state, what arrived, and what can be done with it.
import { ChevronRight, Inbox } from 'lucide-react';
import type { FileRequestView } from '../../../preload/views/file-request-views';
import { DoorAddress } from '../history/DoorAddress';
import { formats } from '../state/format';
import { useAct } from '../state/run-action';
import { useNowUntil } from '../state/use-now';
import { words } from '../state/words';
import { FileMark } from '../ui/FileMark';
import { shownName } from '../ui/display-name';
import type { RowPlace } from '../ui/RowList';
import { RowMenu } from '../ui/RowMenu';
import rowStyles from '../ui/row.module.css';
import tagStyles from '../ui/tag.module.css';
import { requestEntries, type RequestDialogKind } from './request-actions';
import { CloseRequest, CopyRequestLink, SaveAll, SavingProgress } from './RequestButtons';
import { arrivedWords, isOpen, lateWords, stateWords } from './request-words';
import styles from './requests.module.css';

interface RequestRowProps {
  readonly request: FileRequestView;
  readonly place: RowPlace;
  readonly onDetails: () => void;
  readonly onDialog: (kind: RequestDialogKind) => void;
}

/** A list item named by its title. */
export function RequestRow({ request, place, onDetails, onDialog }: RequestRowProps) {
  const act = useAct();
  const nowMs = useNowUntil(request.state === 'closed' ? request.slotsEndAtMs : request.expiresAtMs);
  const open = isOpen(request, nowMs);
  const { title, expiresAtMs, createdAtMs, arrivedBytes, arrived, connectionName } = request;
  const late = lateWords(request, nowMs);
  return (
    <li
      {...place}
      className={rowStyles['slim']}
      aria-label={shownName(title)}
      data-state={open || request.state === 'full' ? 'live' : 'ended'}
    >
      <FileMark
        name={title}
        contentType=""
        icon={Inbox}
        lifeLeft={open ? (expiresAtMs - nowMs) / (expiresAtMs - createdAtMs) : undefined}
        tone={open ? 'live' : 'ended'}
      />
      <div className={rowStyles['body']}>
        <button
          type="button"
          className={styles['opener']}
          aria-label={words.requests.open({ title })}
          onClick={onDetails}
        >
          <bdi className={rowStyles['name']}>{shownName(title)}</bdi>
          <ChevronRight aria-hidden />
        </button>
        <p className={rowStyles['meta']}>
          <span className={open ? rowStyles['left'] : rowStyles['ending']}>{stateWords(request, nowMs)}</span>
          {requestTags(request).map(({ tone, text }) => (
            <span key={text} className={styles['fact']} data-tone={tone}>
              {text}
            </span>
          ))}
          <span>{arrivedWords(request)}</span>
          {arrived === 0 ? null : <span>{formats.bytes(arrivedBytes)}</span>}
          <span>{connectionName}</span>
          <DoorAddress address={request.doorAddress} hint={words.requests.doorHint} />
        </p>
        {late === undefined ? null : <p className={rowStyles['held']}>{late}</p>}
        <SavingProgress request={request} />
      </div>
      <div className={`${rowStyles['actions']} ${styles['rowActions']}`}>
        <SaveAll request={request} />
        {open ? (
          <>
            {request.isReplaced === true ? null : <CopyRequestLink requestId={request.id} />}
            <CloseRequest request={request} nowMs={nowMs} className={rowStyles['later']} />
          </>
        ) : null}
        <RowMenu
          label={words.requests.more}
          groups={requestEntries(request, { act, openDialog: onDialog, onDetails })}
        />
      </div>
    </li>
  );
}

function requestTags({ waiting, refused, saving, isReplaced, state }: FileRequestView) {
  const w = words.requests;
  return [
    ...(waiting > 0 && saving === undefined ? [{ tone: 'amber', text: w.waiting({ count: waiting }) }] : []),
    ...(isReplaced === true && state !== 'closed' ? [{ tone: 'plain', text: w.replaced }] : []),
    ...(refused > 0 ? [{ tone: 'red', text: w.refused({ count: refused }) }] : []),
  ];
}

export function RequestTags({ request }: { readonly request: FileRequestView }) {
  const { reach, isMoved } = request;
  const tags = [
    ...requestTags(request),
    ...(isMoved === true ? [{ tone: 'amber', text: words.shares.moved }] : []),
    ...(reach === 'public' ? [] : [{ tone: 'plain', text: words.requests.reach[reach] }]),
  ];
  return tags.length === 0 ? null : (
    <p className={tagStyles['tags']}>
      {tags.map(({ tone, text }) => (
        <span key={text} className={tagStyles['tag']} data-tone={tone}>
          {text}
        </span>
      ))}
    </p>
  );
}
