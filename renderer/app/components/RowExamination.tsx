// Why this exists: on a connection's row: whether it works, as it was found last, and all of it for whoever wants to know.
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { ExaminationView } from '../../../preload/exam-views';
import { words } from '../words';
import { ExaminationReport, ExaminationStatus } from './ExaminationReport';
import reportStyles from './examination-report.module.css';
import tagStyles from './tag.module.css';

const tones = { works: 'teal', limited: 'amber', fails: 'red', 'cut-off': 'plain' } as const;

interface RowExaminationProps {
  readonly examination: ExaminationView | undefined;
  readonly onAgain: () => void;
}

/** Open by itself while it runs and where something is wrong; whoever closed or opened it has the last word until the next one. */
export function RowExamination({ examination, onAgain }: RowExaminationProps) {
  const [chosen, setChosen] = useState<{ readonly of: number | undefined; readonly open: boolean }>();
  const w = words.doctor;
  if (examination === undefined) return <ExaminationStatus examination={undefined} />;
  const { running, verdict = 'cut-off', verdictText, endedAtMs } = examination;
  const byItself = running !== undefined || verdict === 'fails' || verdict === 'limited';
  const open = chosen?.of === endedAtMs ? chosen?.open === true : byItself;
  return (
    <div className={reportStyles['ofRow']}>
      <ExaminationStatus examination={examination} />
      {running === undefined ? (
        <p className={tagStyles['tags']}>
          <span className={tagStyles['tag']} data-tone={tones[verdict]}>
            {verdictText}
          </span>
          <button
            type="button"
            className={reportStyles['more']}
            aria-expanded={open}
            onClick={() => setChosen({ of: endedAtMs, open: !open })}
          >
            <ChevronDown aria-hidden />
            {open ? w.hide : w.results}
          </button>
        </p>
      ) : null}
      {open ? <ExaminationReport examination={examination} onAgain={onAgain} /> : null}
    </div>
  );
}
