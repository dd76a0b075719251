// Everything Mayfly knows of one file request: its files, its limits, its end.
import { ArrowLeft, RefreshCw } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import type { FileRequestDetailsView, FileRequestView } from '../../../preload/views/file-request-views';
import formStyles from '../connections/connection-form.module.css';
import { DoorAddress } from '../history/DoorAddress';
import dialogStyles from '../history/share-dialogs.module.css';
import { doorWords, shownAddress, reachWords } from '../history/share-facts';
import { request } from '../state/bridge';
import { formats } from '../state/format';
import { useAct } from '../state/run-action';
import { useNowUntil } from '../state/use-now';
import { useLatest } from '../state/use-request';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import { shownName } from '../ui/display-name';
import emptyStyles from '../ui/empty.module.css';
import fieldStyles from '../ui/field.module.css';
import { FailureText } from '../ui/FailureText';
import { RowList } from '../ui/RowList';
import { RowMenu } from '../ui/RowMenu';
import { listRows } from '../ui/row-sizes';
import rowStyles from '../ui/row.module.css';
import { Section } from '../ui/Section';
import screenStyles from '../window/screen.module.css';
import { entriesOf } from './arrival-groups';
import { ArrivalRow } from './ArrivalRow';
import { Fact } from './Fact';
import { requestEntries, type RequestDialogKind } from './request-actions';
import { CloseRequest, CopyRequestLink, SaveAll, SavingProgress } from './RequestButtons';
import { RequestTags } from './RequestRow';
import { arrivedWords, isOpen, keptWords, lateWords, limitWords, stateWords } from './request-words';
import styles from './requests.module.css';
import { SendingRow } from './SendingRow';

interface RequestDetailsProps {
  readonly request: FileRequestView;
  readonly changes: number;
  readonly onBack: () => void;
  readonly onDialog: (kind: RequestDialogKind) => void;
}

export function RequestDetails({ request: shown, changes, onBack, onDialog }: RequestDetailsProps) {
  const act = useAct();
  const w = words.requests;
  const nowMs = useNowUntil(shown.state === 'closed' ? shown.slotsEndAtMs : shown.expiresAtMs);
  const outcome = useLatest(changes, 'file-requests:details', { requestId: shown.id });
  const open = isOpen(shown, nowMs);
  const late = lateWords(shown, nowMs);
  return (
    <div className={screenStyles['screen']}>
      <div>
        <Button look="quiet" icon={ArrowLeft} className={formStyles['back']} onClick={onBack}>
          {w.back}
        </Button>
        <div className={screenStyles['head']}>
          <div className={styles['heading']}>
            <h1>
              <bdi>{shownName(shown.title)}</bdi>
            </h1>
            <p className={rowStyles['meta']}>
              <span className={open ? rowStyles['left'] : rowStyles['ending']}>{stateWords(shown, nowMs)}</span>
              <span>{arrivedWords(shown)}</span>
              {shown.arrived === 0 ? null : <span>{formats.bytes(shown.arrivedBytes)}</span>}
              <DoorAddress address={shown.doorAddress} hint={words.requests.doorHint} />
            </p>
            {late === undefined ? null : <p className={fieldStyles['warning']}>{late}</p>}
            <RequestTags request={shown} />
          </div>
          <div className={fieldStyles['line']}>
            {open ? <CopyRequestLink requestId={shown.id} /> : null}
            <SaveAll request={shown} />
            {open ? <CloseRequest request={shown} nowMs={nowMs} /> : null}
            <RowMenu label={w.more} groups={requestEntries(shown, { act, openDialog: onDialog })} />
          </div>
        </div>
        <SavingProgress request={shown} />
      </div>
      <Arrived request={shown} details={outcome?.ok === true ? outcome.value : undefined} nowMs={nowMs} />
      {outcome?.ok === false ? (
        <div role="alert">
          <FailureText failure={outcome.failure} />
        </div>
      ) : null}
      <Facts request={shown} details={outcome?.ok === true ? outcome.value : undefined} nowMs={nowMs} />
    </div>
  );
}

interface PartProps {
  readonly request: FileRequestView;
  readonly details: FileRequestDetailsView | undefined;
  readonly nowMs: number;
}

/** The last three folders of a path; “Show folder” opens it. */
const endOfPath = (path: string): string => path.split(/[/\\]/).slice(-3).join('/');

function Arrived({ request: shown, details, nowMs }: PartProps) {
  const titleId = useId();
  const act = useAct();
  const w = words.requests;
  const [looking, setLooking] = useState(false);
  const look = async () => {
    if (looking) return;
    setLooking(true);
    await act(request('file-requests:look', { requestId: shown.id }));
    setLooking(false);
  };
  const arrivals = details?.arrivals;
  const entries = useMemo(() => entriesOf(arrivals ?? []), [arrivals]);
  return (
    <Section
      titleId={titleId}
      title={w.whatArrived}
      note={arrivals === undefined || arrivals.length < 2 ? undefined : formats.number(arrivals.length)}
      action={
        <Button look="quiet" icon={RefreshCw} aria-disabled={looking} onClick={() => void look()}>
          {looking ? w.looking : w.lookNow}
        </Button>
      }
    >
      {arrivals === undefined ? null : arrivals.length === 0 ? (
        <div className={`${emptyStyles['empty']} ${styles['nothing']}`}>
          <h3>{w.nothing}</h3>
          <p>{shown.state === 'open' ? w.nothingYet : w.nothingCame}</p>
        </div>
      ) : (
        <RowList
          rows={listRows(entries, ({ key }) => key)}
          labelledBy={titleId}
          renderRow={(entry, place) =>
            entry.kind === 'sending' ? (
              <SendingRow key={entry.key} requestId={shown.id} sending={entry} place={place} nowMs={nowMs} />
            ) : (
              <ArrivalRow key={entry.key} requestId={shown.id} arrival={entry.arrival} place={place} nowMs={nowMs} />
            )
          }
        />
      )}
    </Section>
  );
}

function Facts({ request: shown, details, nowMs }: PartProps) {
  const w = words.requests.facts;
  const door = details?.door;
  const open = isOpen(shown, nowMs);
  const opens = open && (shown.isMoved === true || shown.nearby !== undefined) ? reachWords(shown) : undefined;
  const facts: Readonly<Record<string, string | undefined>> = {
    [w.message]: shown.message,
    [w.asked]: limitWords(shown),
    [w.goes]: shown.folder === undefined ? w.bucket : w.folder({ folder: endOfPath(shown.folder) }),
    [shown.expiresAtMs > nowMs ? w.ends : words.shares.details.ended]:
      shown.state === 'closed' ? undefined : formats.clock(shown.expiresAtMs, nowMs),
    [words.shares.details.door]:
      shown.doorAddress && (door === undefined ? shownAddress(shown) : doorWords(shown, door, nowMs)),
    [w.closed]: shown.closedAtMs === undefined ? undefined : formats.clock(shown.closedAtMs, nowMs),
    [w.made]: formats.clock(shown.createdAtMs, nowMs),
    [w.limits]: keptWords(shown.keptByStorage),
    [w.lease]: !open ? undefined : w.leaseOf({ duration: formats.lifetime(shown.mostLeaseSeconds) }),
    [w.connection]: [shown.connectionName, ...(opens === undefined ? [] : [opens])].join('. '),
    [w.place]: details && words.shares.details.placeOf({ bucket: details.bucket, host: details.host }),
  };
  return (
    <Section title={w.title}>
      <dl className={`selectable ${dialogStyles['facts']} ${styles['facts']}`}>
        {Object.entries(facts).map(([term, text]) => (
          <Fact key={term} term={term}>
            {text}
          </Fact>
        ))}
      </dl>
    </Section>
  );
}
