// `mayfly connections test` and `policy`: the doctor's findings as they come, as JSON, or as a report for others.
import type { Connection } from '../../core/model/connection';
import { verdictOf, type Examination, type ExaminationVerdict, type Finding } from '../../core/model/examination';
import { examinationReport } from '../../core/wording/examination-report';
import { asFailure, Failure } from '../../core/model/failure';
import { failureWords } from '../../core/wording/failure-words';
import { correctedWords, findingWords, intakePlace, wantsPolicy } from '../../core/wording/finding-words';
import { intakeKeysOf, intakePolicy } from '../../core/providers/policies/intake-policy';
import { leastPrivilegePolicy, policyParts, policyText } from '../../core/providers/policies/least-privilege';
import type { App } from '../../core/app/app';
import { words } from '../../../resources/words/messages';
import type { TestCommand } from '../arguments/connection-command';
import type { Common } from '../arguments/command';
import { connectionNamed } from './connection-named';
import { documentLine, exitCodeOf, failureLine, jsonLine, jsonLines, type Terminal } from '../output/output';

const marks = { ok: 'ok  ', note: 'note', warning: '!   ', failed: 'FAIL', skipped: '-   ' } as const;

/** One finding for the terminal; a good one takes one line. */
function linesOf(finding: Finding): readonly string[] {
  const { says, means, mend } = findingWords(finding, 'terminal');
  const more = finding.state === 'ok' || finding.state === 'skipped' ? [] : [means, mend];
  return [`${marks[finding.state]}  ${says}`, ...more.flatMap((text) => (text === undefined ? [] : [`      ${text}`]))];
}

/** Prints each finding once, as it comes; skipped ones come last, if at all. */
export function liveFindings(print: (line: string) => void, terminal: Terminal): (examination: Examination) => void {
  const told = new Map<string, Finding>();
  return ({ findings, step, endedAtMs }) => {
    for (const finding of findings) {
      if (finding.state === 'skipped' || told.get(finding.step)?.code === finding.code) continue;
      told.set(finding.step, finding);
      for (const line of linesOf(finding)) print(line);
    }
    terminal.progress(
      step === undefined || endedAtMs !== undefined ? '' : words.doctor.running({ step: words.doctor.steps[step] }),
    );
  };
}

/** Findings for programs. */
export const findingsJson = (findings: readonly Finding[]): readonly object[] =>
  findings.map((finding) => {
    const { says, means, mend } = findingWords(finding, 'terminal');
    return {
      step: finding.step,
      state: finding.state,
      code: finding.code,
      ok: finding.state !== 'failed',
      text: says,
      ...(means !== undefined && { means }),
      ...(mend !== undefined && finding.state !== 'ok' && { mend }),
      facts: finding.facts,
    };
  });

/** An examination for programs. */
function examinationJson(name: string, examination: Examination): object {
  const { place } = examination;
  const { endpoint, region, bucket, addressing, prefix } = place;
  const { requests, startedAtMs, endedAtMs = startedAtMs, facts, corrected, failure } = examination;
  const said = failure && failureWords(failure, 'terminal');
  return {
    ok: verdictOf(examination) !== 'fails',
    verdict: verdictOf(examination),
    connection: { name, endpoint, region, bucket, addressing, prefix },
    requests,
    tookMs: endedAtMs - startedAtMs,
    ...(corrected !== undefined && {
      corrected: { endpoint: corrected.endpoint, region: corrected.region, addressing: corrected.addressing },
    }),
    findings: findingsJson(examination.findings),
    capabilities: facts,
    ...(wantsPolicy(examination.findings) && { policy: leastPrivilegePolicy(place, policyParts(facts)) }),
    ...(failure !== undefined &&
      said !== undefined && {
        error: { code: failure.code, message: said.message, next: said.next, dataSafe: said.dataSafe },
      }),
  };
}

/** 0 where sharing works, else the exit code of the obstacle. */
const examinationExitCode = (examination: Examination): number =>
  verdictOf(examination) !== 'fails' ? 0 : examination.failure === undefined ? 3 : exitCodeOf(examination.failure);

/** The verdict in one sentence, and the corrections. */
function verdictLines(examination: Examination): readonly string[] {
  const verdict = examination.failure?.code === 'cancelled' ? 'cut-off' : verdictOf(examination);
  const changes = correctedWords(examination);
  return [words.doctor.verdicts[verdict], ...(changes === undefined ? [] : [changes])];
}

/** Raises `connection-unknown`, `secret-missing`, `keychain-*`, `bucket-*`. */
export async function testConnection(
  command: TestCommand,
  app: App,
  terminal: Terminal,
  { signal, version }: { readonly signal: AbortSignal; readonly version: string },
): Promise<number> {
  const { id } = connectionNamed(command.name, app);
  const quiet = command.json || command.report;
  const live = quiet ? undefined : liveFindings((line) => terminal.print(line), terminal);
  const unsubscribe = app.store.subscribe(['examinations'], ({ examinations }) => {
    const now = examinations[id];
    if (now !== undefined) live?.(now);
  });
  try {
    const examination = await app.testKnown(id, signal);
    live?.(examination);
    if (command.json) terminal.print(jsonLine(examinationJson(command.name, examination)));
    else if (command.report) {
      const system = `${process.platform}, Node ${process.versions.node}`;
      terminal.print(examinationReport(examination, { version, system }).split('\n'));
    } else for (const line of ['', ...verdictLines(examination)]) terminal.print(line);
    return examinationExitCode(examination);
  } finally {
    unsubscribe();
  }
}

/** Prints the policy, and on standard error how the provider makes such a key. Raises `intake-unsupported`. */
function printIntakePolicy(connection: Connection, json: boolean, terminal: Terminal): number {
  const policy = intakePolicy(connection);
  const keys = intakeKeysOf(connection);
  if (keys === 'no') throw new Failure('intake-unsupported', { connectionName: connection.name });
  if (policy !== undefined) terminal.print(json ? documentLine(policy) : jsonLines(policyText(policy)));
  terminal.say(intakePlace(connection));
  return 0;
}

/** Prints the policy that the key of a connection needs, or its intake key; sends no request. Raises `connection-unknown`, `intake-unsupported`. */
export function printPolicy(
  command: Common & { readonly name: string; readonly intake?: boolean },
  app: App,
  terminal: Terminal,
): number {
  const connection = connectionNamed(command.name, app);
  if (command.intake === true) return printIntakePolicy(connection, command.json, terminal);
  const policy = leastPrivilegePolicy(connection, policyParts(connection.capabilities ?? {}));
  terminal.print(command.json ? documentLine(policy) : jsonLines(policyText(policy)));
  return 0;
}

/**
 * Examines a connection that was just saved; for people prints the verdict, and on standard error each finding that is not good. Gives the
 * verdict; `undefined` when it could not begin.
 */
export async function testSaved(
  { id }: Pick<Connection, 'id'>,
  json: boolean,
  app: App,
  terminal: Terminal,
  signal?: AbortSignal,
): Promise<ExaminationVerdict | undefined> {
  try {
    const examination = await app.testKnown(id, signal);
    const telling = examination.findings.filter(({ state }) => state === 'failed' || state === 'warning');
    if (!json) {
      for (const line of verdictLines(examination)) terminal.print(line);
      for (const line of telling.flatMap(linesOf)) terminal.say(line);
    }
    return verdictOf(examination);
  } catch (error) {
    terminal.say(failureLine(asFailure(error), json));
    return undefined;
  }
}
