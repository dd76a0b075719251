// The latest examination in a connection's row: its verdict, and the full report on request.
import { ChevronDown } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ExaminationView } from '../../../preload/views/examination-views';
import { words } from '../state/words';
import { ExaminationReport, ExaminationStatus } from './ExaminationReport';
import reportStyles from './examination-report.module.css';
import disclosure from '../ui/disclosure.module.css';
import tagStyles from '../ui/tag.module.css';

const tones = { works: 'teal', limited: 'amber', fails: 'red', 'cut-off': 'plain' } as const;

interface RowExaminationProps {
  readonly name: string;
  readonly missing: ReactNode;
  readonly examination: ExaminationView | undefined;
  readonly onAgain: () => void;
  readonly onEdit: () => void;
}

/** Opens while it runs and when something fails; the user's own toggle holds until the next examination. */
export function RowExamination({ examination, ...row }: RowExaminationProps) {
  return (
    <>
      <ExaminationStatus examination={examination} />
      {examination === undefined ? null : <Results examination={examination} {...row} />}
    </>
  );
}

function Results({ examination, ...row }: RowExaminationProps & { readonly examination: ExaminationView }) {
  const [chosen, setChosen] = useState<{ readonly of: number | undefined; readonly open: boolean }>();
  const w = words.doctor;
  const { running, verdict = 'cut-off', verdictText, endedAtMs } = examination;
  const byItself = running !== undefined || verdict === 'fails' || verdict === 'limited';
  const open = chosen !== undefined && chosen.of === endedAtMs ? chosen.open : byItself;
  return (
    <div className={reportStyles['ofRow']}>
      {running === undefined ? (
        <p className={tagStyles['tags']}>
          {open ? null : (
            <span className={tagStyles['tag']} data-tone={tones[verdict]}>
              {verdictText}
            </span>
          )}
          <button
            type="button"
            className={`${disclosure['trigger']} ${disclosure['small']}`}
            aria-expanded={open}
            onClick={() => setChosen({ of: endedAtMs, open: !open })}
          >
            <ChevronDown aria-hidden />
            {open ? w.hide : w.results}
          </button>
        </p>
      ) : null}
      {open ? <ExaminationReport examination={examination} {...row} /> : null}
    </div>
  );
}
