// Why this exists: what a test of a connection found, step by step, and what to do about the step that failed.
import { CircleCheck, CircleX, LoaderCircle } from 'lucide-react';
import type { Outcome } from '../../../preload/contract';
import type { TestReport } from '../../../preload/connection-views';
import { words } from '../words';
import { FailureText } from './FailureText';
import styles from './test-result.module.css';

export type TestState =
  | { readonly kind: 'none' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly outcome: Outcome<TestReport> };

/** A live region: it stays in the page while it is empty. */
export function TestResult({ state }: { readonly state: TestState }) {
  return (
    <div aria-live="polite">
      {state.kind === 'running' ? (
        <p className={styles['running']}>
          <LoaderCircle aria-hidden />
          {words.form.testing}
        </p>
      ) : null}
      {state.kind === 'done' ? <Report outcome={state.outcome} /> : null}
    </div>
  );
}

function Report({ outcome }: { readonly outcome: Outcome<TestReport> }) {
  const report: TestReport = outcome.ok ? outcome.value : { ok: false, findings: [], failure: outcome.failure };
  return (
    <div className={styles['report']} data-ok={report.ok}>
      <p className={styles['verdict']}>{report.ok ? words.form.tested : words.form.testFailed}</p>
      {report.findings.length === 0 ? null : (
        <ul>
          {report.findings.map((finding) => (
            <li key={finding.text} className={styles['finding']} data-ok={finding.ok}>
              {finding.ok ? <CircleCheck aria-hidden /> : <CircleX aria-hidden />}
              <span>
                <span className="visually-hidden">{finding.ok ? words.form.found : words.form.notFound} </span>
                {finding.text}
              </span>
            </li>
          ))}
        </ul>
      )}
      {report.failure === undefined ? null : <FailureText failure={report.failure} />}
    </div>
  );
}
