// The doctor: examines what a server and credentials can do for sharing by doing each thing once, and removes everything again.
import { finding, type Examination } from '../model/examination';
import { examinationSteps } from '../model/examination-steps';
import { endpointHost, type Connection, type Credentials } from '../model/connection';
import { asFailure, Failure } from '../model/failure';
import { judgeFatal } from './rules/interpret-answers';
import { cleanUp } from './clean-up';
import { makeContact, noCorrections } from './check-connection';
import { tryIntake } from './check-intake';
import { judgeWriteFailure, openPage, storePage, tryLimits } from './check-object';
import { startRun, type ExaminationPorts, type ExaminationRun, type RunHooks } from './examination-run';
import { tryUpload } from './check-multipart';

/** An examination takes a second or two; one of a silent server ends after this. */
const longestMs = 60_000;
const longestCleanUpMs = 30_000;

export interface ExaminationOptions extends RunHooks {
  /** Cuts the examination off; the clean-up still runs. */
  readonly signal?: AbortSignal;
}

/**
 * Runs all steps with at most 24 requests (40 with an intake key) below random prefixes of its own, corrections and clean-up included. Never rejects: `failure`
 * says what ended it.
 */
export async function examine(
  connection: Connection,
  credentials: Credentials,
  ports: ExaminationPorts,
  { signal, ...hooks }: ExaminationOptions = {},
): Promise<Examination> {
  const limit = AbortSignal.timeout(longestMs);
  const under = signal === undefined ? limit : AbortSignal.any([signal, limit]);
  const run = await startRun(connection, credentials, ports, under, hooks);
  let ended: Pick<Examination, 'failure'> = {};
  try {
    await lookAtAll(run, connection);
  } catch (error) {
    const tooLong = limit.aborted && signal?.aborted !== true;
    ended = { failure: tooLong ? new Failure('timed-out', hostOf(run)) : asFailure(error) };
  }
  try {
    run.cleanUpUnder(AbortSignal.timeout(longestCleanUpMs));
    await cleanUp(run);
    fillIn(run, ended.failure?.code === 'cancelled');
    return run.end(ended);
  } finally {
    run.close();
  }
}

const hostOf = (run: ExaminationRun) => ({ host: endpointHost(run.connection().endpoint) });

async function lookAtAll(run: ExaminationRun, connection: Connection): Promise<void> {
  const corrections = noCorrections();
  try {
    await makeContact(run, corrections);
  } catch (error) {
    fatal(run, error, (failure) => judgeFatal(failure));
  }
  let isStored = false;
  try {
    isStored = await storePage(run, corrections);
  } catch (error) {
    fatal(run, error, judgeWriteFailure);
  }
  if (!isStored) return;
  try {
    await openPage(run);
    await tryUpload(run);
    await tryLimits(run);
    await tryIntake(run, connection.intakeKeyId !== undefined);
  } catch (error) {
    fatal(run, error, (failure) => judgeFatal(failure));
  }
}

function fatal(run: ExaminationRun, error: unknown, judge: typeof judgeWriteFailure): never {
  const failure = asFailure(error);
  if (failure.code !== 'cancelled') run.take(judge(failure));
  throw failure;
}

/** Gives every step without a finding one. */
function fillIn(run: ExaminationRun, isCutOff: boolean): void {
  for (const step of examinationSteps) if (!run.has(step)) run.found(finding(step, isCutOff ? 'cut-off' : 'not-asked'));
}
