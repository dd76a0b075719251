// The doctor's report while it grows: each step with its result; for a failed one its meaning and the remedy.
import { CircleAlert, CircleCheck, CircleMinus, CircleX, Info, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ExaminationView, FindingStateView, FindingView } from '../../../preload/views/examination-views';
import { useAct } from '../state/run-action';
import { request } from '../state/bridge';
import { words } from '../state/words';
import { Button } from '../ui/Button';
import fieldStyles from '../ui/field.module.css';
import styles from './examination-report.module.css';
import { PolicyText } from './PolicyText';
import { Disclosure } from '../ui/Disclosure';
import { Skeleton } from '../ui/Skeleton';

const icons: Readonly<Record<FindingStateView, LucideIcon>> = {
  ok: CircleCheck,
  note: Info,
  warning: CircleAlert,
  failed: CircleX,
  skipped: CircleMinus,
};

const isFine = ({ state }: FindingView) => state === 'ok' || state === 'skipped';
const gravity: readonly FindingStateView[] = ['failed', 'warning', 'note', 'ok', 'skipped'];
const worstFirst = (findings: readonly FindingView[]) =>
  findings.toSorted((a, b) => gravity.indexOf(a.state) - gravity.indexOf(b.state));

/** Of steps that are still to come. */
const awaitedWidths = ['5rem', '7rem', '4rem'] as const;

interface ExaminationReportProps {
  readonly examination: ExaminationView;
  /** Absent in the form, whose own button starts the test. */
  readonly onAgain?: () => void;
  /** Of the connection, where several are in view. */
  readonly name?: string;
  /** Creates the bucket that is not there. */
  readonly missing: ReactNode;
  /** Opens the form of the examined connection; absent where the form is in view. */
  readonly onEdit?: () => void;
}

/** Its beginning and its end are announced, the steps between them are not. */
export function ExaminationReport({ examination, onAgain, name, missing, onEdit }: ExaminationReportProps) {
  const { running, verdict, verdictText, correctedText, findings, stepsLeft, policy } = examination;
  const act = useAct();
  const w = words.doctor;
  const telling = worstFirst(findings.filter((finding) => !isFine(finding)));
  const isMissing = examination.failure?.code === 'bucket-missing';
  const looked = findings.filter(({ state }) => state !== 'skipped');
  return (
    <section
      className={styles['report']}
      data-verdict={verdict ?? 'running'}
      aria-label={name === undefined ? w.title : w.titleOf({ name })}
    >
      <p className={styles['verdict']} aria-hidden={running !== undefined}>
        {running === undefined ? <VerdictIcon verdict={verdict} /> : <Skeleton shape="icon" />}
        {running === undefined ? verdictText : w.running({ step: running })}
      </p>
      {correctedText === undefined ? null : <p className={styles['corrected']}>{correctedText}</p>}
      {running === undefined ? (
        <>
          {telling.length === 0 ? null : (
            <ul aria-label={w.results}>
              {telling.map((finding) => (
                <Said key={finding.step} finding={finding} />
              ))}
            </ul>
          )}
          {policy === undefined ? null : (
            <div className={styles['policy']}>
              <p className={styles['says']}>{w.policy}</p>
              <p className={styles['means']}>
                {w.policyHint} {policy.where}
              </p>
              <PolicyText
                texts={w}
                text={policy.text}
                rows={8}
                onCopy={() => request('connections:copy-policy', { examinationId: examination.id })}
              />
            </div>
          )}
          <FineFindings findings={looked.filter(isFine)} />
        </>
      ) : (
        <ul className={styles['steps']} aria-label={w.results} aria-busy>
          {looked.map(({ step, state, title, stateText }) => (
            <li key={step} data-state={state}>
              <StateIcon state={state} />
              {title}
              <span className="visually-hidden"> ({stateText})</span>
            </li>
          ))}
          {Array.from({ length: stepsLeft }, (_, index) => (
            <li key={index} aria-hidden>
              <Skeleton shape="icon" />
              <Skeleton shape="small" width={awaitedWidths[index % awaitedWidths.length]} />
            </li>
          ))}
        </ul>
      )}
      {running !== undefined ? (
        <div className={fieldStyles['line']}>
          <Button onClick={() => void act(request('connections:end-test', { examinationId: examination.id }))}>
            {w.stop}
          </Button>
        </div>
      ) : onAgain === undefined && !isMissing ? null : (
        <div className={fieldStyles['line']}>
          {isMissing ? missing : null}
          {onAgain === undefined ? null : <Button onClick={onAgain}>{w.again}</Button>}
          {onEdit !== undefined && verdict === 'fails' ? <Button onClick={onEdit}>{w.edit}</Button> : null}
        </div>
      )}
    </section>
  );
}

function StateIcon({ state }: { readonly state: FindingStateView }) {
  const Icon = icons[state];
  return <Icon aria-hidden />;
}

const iconOfVerdict = { works: 'ok', limited: 'warning', fails: 'failed', 'cut-off': 'skipped' } as const;

function VerdictIcon({ verdict = 'cut-off' }: { readonly verdict: ExaminationView['verdict'] }) {
  return <StateIcon state={iconOfVerdict[verdict]} />;
}

/** A list item. */
export function Said({ finding }: { readonly finding: FindingView }) {
  const { state, title, stateText, says, means, mend } = finding;
  return (
    <li className={styles['finding']} data-state={state}>
      <StateIcon state={state} />
      <div className="selectable">
        <p className={styles['says']}>
          <span className="visually-hidden">
            {title} ({stateText}):{' '}
          </span>
          {says}
        </p>
        {means === undefined ? null : <p className={styles['means']}>{means}</p>}
        {mend === undefined ? null : <p className={styles['mend']}>{mend}</p>}
      </div>
    </li>
  );
}

/** The successful steps, collapsed. */
function FineFindings({ findings }: { readonly findings: readonly FindingView[] }) {
  if (findings.length === 0) return null;
  return (
    <Disclosure title={words.doctor.fineOnes({ count: findings.length })} look="small">
      <ul className={styles['fine']}>
        {findings.map((finding) => (
          <Said key={finding.step} finding={finding} />
        ))}
      </ul>
    </Disclosure>
  );
}

/** Announces that a test began and how it ended. A live region: it stays in the page while there is none. */
export function ExaminationStatus({ examination }: { readonly examination: ExaminationView | undefined }) {
  const text =
    examination === undefined ? '' : examination.running === undefined ? examination.verdictText : words.form.testing;
  return <output className="visually-hidden">{text}</output>;
}
