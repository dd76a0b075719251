// Examines the way to the server, its clock, the keys, the region and the addressing. Where a refusal names the right value, tries again with
// it, one more request each.
import { endpointHost, parseEndpoint } from '../model/connection';
import { correctionFor, inRegion, withoutBucket, type Correction } from './rules/endpoint-corrections';
import type { ProbeResponse, ProbeRequest } from '../model/probe';
import { isDenied, judgeLifecycle } from './rules/interpret-answers';
import { finding } from '../model/examination';
import { asFailure, Failure, type FailureCode } from '../model/failure';
import { wrongClockMs } from '../model/system';
import type { ExaminationRun } from './examination-run';

/** Refusals that every further request would meet too. */
const fatal: ReadonlySet<FailureCode> = new Set([
  'access-key-unknown',
  'addressing-wrong',
  'bucket-missing',
  'captive-portal',
  'clock-skewed',
  'redirected',
  'region-wrong',
  'server-too-old',
  'signature-rejected',
  'token-expired',
]);

/** The corrections tried so far: each is tried once. */
export interface Corrections {
  readonly tried: Set<Correction>;
  clock: boolean;
  located: boolean;
}

export const noCorrections = (): Corrections => ({ tried: new Set(), clock: false, located: false });

/** Sends a probe and repeats it after every correction. Gives the last answer; raises what the last attempt raised. */
export async function askCorrecting(
  run: ExaminationRun,
  corrections: Corrections,
  request: ProbeRequest,
): Promise<ProbeResponse> {
  for (;;) {
    let answer: ProbeResponse | undefined;
    let failure: Failure;
    try {
      answer = checked(await run.ask(request), request);
      if (answer.failure === undefined) return answer;
      failure = answer.failure;
    } catch (error) {
      failure = asFailure(error);
      if (failure.code === 'cancelled') throw error;
    }
    if (await correct(run, corrections, failure, answer)) continue;
    if (answer === undefined) throw failure;
    return answer;
  }
}

/** A bucket without rules is no failure. A server without virtual-host addressing answers with the list of all buckets: `not-s3`. */
function checked(answer: ProbeResponse, { kind }: ProbeRequest): ProbeResponse {
  if (kind !== 'lifecycle') return answer;
  if (answer.code === 'NoSuchLifecycleConfiguration') {
    const { failure: _none, ...rest } = answer;
    return rest;
  }
  if (answer.failure !== undefined || answer.root === 'LifecycleConfiguration') return answer;
  return { ...answer, failure: new Failure('not-s3', { status: answer.status }) };
}

/** Whether a correction was made, so that the probe is worth repeating. */
async function correct(
  run: ExaminationRun,
  corrections: Corrections,
  failure: Failure,
  answer: ProbeResponse | undefined,
): Promise<boolean> {
  if (!run.room(1)) return false;
  if (failure.code === 'clock-skewed') {
    // The refusal carried the server's time; the next request is signed on it.
    const again = !corrections.clock && answer?.offsetMs !== undefined;
    corrections.clock = true;
    return again;
  }
  const connection = run.connection();
  const next = correctionFor(connection, failure, answer, corrections.tried);
  const unsure = next === 'locate' || (next === undefined && failure.code === 'signature-rejected');
  if (unsure && !corrections.located && !corrections.tried.has('region') && run.room(2)) {
    corrections.located = true;
    const { region } = await run.ask({ kind: 'locate' });
    const there = inRegion(connection, region);
    if (there === undefined) return false;
    corrections.tried.add('region');
    await run.move(there);
    return true;
  }
  if (next === undefined || next === 'locate') return false;
  corrections.tried.add(next.kind);
  await run.move(next.place);
  return true;
}

/** The first probe. Raises what ends the examination. */
export async function makeContact(run: ExaminationRun, corrections: Corrections): Promise<void> {
  const given = run.connection();
  const typed = withoutBucket(given);
  if (typed !== undefined) {
    await run.move(typed);
    corrections.tried.add('endpoint');
  }
  run.looksAt('reach');
  const answer = await askCorrecting(run, corrections, { kind: 'lifecycle' });
  run.found(reachFinding(run));
  run.found(clockFinding(answer));
  const { failure } = answer;
  if (failure !== undefined && fatal.has(failure.code)) throw failure;
  if (isWebPage(answer)) throw failure ?? new Failure('not-s3');
  run.take(judgeLifecycle(answer, run.connection()));
  if (failure === undefined || isDenied(answer)) accepted(run, corrections);
  if (failure === undefined) run.found(finding('bucket', 'bucket-there', { bucket: given.bucket }));
}

/** A captive portal or a web server, and no S3 server. */
const isWebPage = ({ failure, root, contentType = '' }: ProbeResponse): boolean =>
  failure?.code === 'not-s3' && root !== 'Error' && /^text\/html\b/i.test(contentType);

function reachFinding(run: ExaminationRun) {
  const { endpoint } = run.connection();
  const { loopback, insecure } = parseEndpoint(endpoint);
  const code = loopback ? 'reached-here' : insecure ? 'reached-openly' : 'reached';
  return finding('reach', code, { host: endpointHost(endpoint) });
}

function clockFinding({ offsetMs }: ProbeResponse) {
  if (offsetMs === undefined) return finding('clock', 'clock-untold');
  if (Math.abs(offsetMs) < wrongClockMs) return finding('clock', 'clock-right');
  return finding('clock', 'clock-off', { offsetSeconds: Math.round(offsetMs / 1000) });
}

/** Records the findings of an accepted signature: the keys, the region and the addressing are right. */
export function accepted(run: ExaminationRun, { tried }: Corrections): void {
  if (run.has('keys')) return;
  const { region, addressing, endpoint } = run.connection();
  run.found(finding('keys', 'keys-taken'));
  run.found(finding('region', tried.has('region') ? 'region-corrected' : 'region-right', { region }));
  const place = { addressing, host: endpointHost(endpoint) };
  const code = tried.has('endpoint')
    ? 'endpoint-corrected'
    : tried.has('addressing')
      ? 'addressing-corrected'
      : 'addressing-right';
  run.found(finding('addressing', code, place));
}
