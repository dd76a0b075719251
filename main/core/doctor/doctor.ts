// The doctor: what a server and a key can do for sharing, found out by doing each thing once, with everything removed again.
import { examSteps, finding, type Examination } from '../model/examination';
import { endpointHost, type Connection, type Credentials } from '../model/connection';
import { asFailure, Failure } from '../model/failure';
import { judgeFatal } from './rules/interpret-answers';
import { cleanUp } from './clean-up';
import { makeContact, noCorrections } from './check-connection';
import { judgeWriteFailure, openPage, storePage, tryLimits } from './check-object';
import { startRun, type ExamPorts, type ExamRun, type RunHooks } from './examination-run';
import { tryUpload } from './check-multipart';

/** An examination of a server that answers takes a second or two; one that does not must end. */
const longestMs = 60_000;
const longestCleanUpMs = 30_000;

export interface ExamOptions extends RunHooks {
  /** Cuts it off; what was stored is removed all the same. */
  readonly signal?: AbortSignal;
}

/**
 * Looks at everything, with at most seventeen requests below a random prefix of its own, corrections and clean-up included. Never rejects:
 * what ended it is `failure`.
 */
export async function examine(
  connection: Connection,
  credentials: Credentials,
  ports: ExamPorts,
  { signal, ...hooks }: ExamOptions = {},
): Promise<Examination> {
  const limit = AbortSignal.timeout(longestMs);
  const under = signal === undefined ? limit : AbortSignal.any([signal, limit]);
  const run = await startRun(connection, credentials, ports, under, hooks);
  let ended: Pick<Examination, 'failure'> = {};
  try {
    await lookAtAll(run);
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

const hostOf = (run: ExamRun) => ({ host: endpointHost(run.connection().endpoint) });

async function lookAtAll(run: ExamRun): Promise<void> {
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
  } catch (error) {
    fatal(run, error, (failure) => judgeFatal(failure));
  }
}

function fatal(run: ExamRun, error: unknown, judge: typeof judgeWriteFailure): never {
  const failure = asFailure(error);
  if (failure.code !== 'cancelled') run.take(judge(failure));
  throw failure;
}

/** Every step has a finding, those that were not reached too. */
function fillIn(run: ExamRun, isCutOff: boolean): void {
  for (const step of examSteps) if (!run.has(step)) run.found(finding(step, isCutOff ? 'cut-off' : 'not-asked'));
}
