// `mayfly connections doors`: shows, proves, saves and ends where the short links of a connection are.
import { words } from '../../../resources/words/messages';
import type { App } from '../../core/app/app';
import { type DoorsDraft, doorsStateOf, type DoorPlace, type LeftDoors } from '../../core/model/door';
import { doorsPolicy } from '../../core/providers/policies/doors-policy';
import { policyText } from '../../core/providers/policies/least-privilege';
import { doorsPlace, doorsStepWords, type FindingWords } from '../../core/wording/finding-words';
import { Failure } from '../../core/model/failure';
import { endpointHost, type Connection } from '../../core/model/connection';
import type { DoorsSetUpCommand } from '../arguments/doors-set-up-arguments';
import type { DoorsSetUp } from '../../core/model/examination';
import { usage } from '../arguments/options';
import { connectionNamed } from './connection-named';
import { failureLine, jsonLine, jsonLines, type Terminal } from '../output/output';
import { findingsJson, liveFindings } from './test-command';

const w = words.terminal.doorsSetUp;

/** The place that the options name, upon the one that is there. What is empty is for Mayfly to choose. */
function draftOf({ place, usual }: DoorsSetUpCommand, { doors }: Connection): DoorsDraft {
  const { bucket = doors?.bucket ?? '', prefix = doors?.prefix } = place;
  const isElsewhere = bucket !== doors?.bucket || prefix !== doors.prefix;
  const { address = isElsewhere ? '' : doors.address } = place;
  return { bucket, address, prefix, isUsual: usual };
}

const placeJson = ({ bucket, prefix, address, isUsual }: DoorPlace) => ({
  bucket,
  prefix,
  address,
  usual: isUsual === true,
});

/** The bucket on this computer ends with the command where no keychain keeps its keys, and its short links with it. Raises `keychain-*`. */
async function refuseWithoutKeychain(app: App): Promise<void> {
  const state = await app.keychainState();
  if (state !== 'ok') throw new Failure(state);
}

/** Raises `connection-unknown`, `bad-request`, `doors-in-use`, `keychain-*` for the bucket on this computer, and what `DoorsSetUp` raises. */
export async function setUpDoors(
  command: DoorsSetUpCommand,
  app: App,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  // A first start: the bucket on this computer is all that there can be, and needs no account.
  if (app.store.get().connections.length === 0) await app.serveBucket();
  const connection = connectionNamed(command.name, app);
  const { json, yes } = command;
  if (command.off) {
    const left = await app.dropDoors(connection.id, yes);
    if (json) terminal.print(jsonLine({ connection: connection.name, doors: null, ...leftJson(left) }));
    else terminal.print(w.off({ name: connection.name }));
    if (!json) sayLeft(left, terminal);
    return 0;
  }
  const isOwn = connection.kind === 'embedded';
  if (isQuestion(command) && (connection.doors !== undefined || !isOwn)) return show(connection, json, terminal);
  if (isOwn) await refuseWithoutKeychain(app);
  const draft = draftOf(command, connection);
  if (command.makePublic && !yes && !isOwn) return showPlan(draft, connection, app, json, terminal);
  const isMade = command.makePublic || (isOwn && draft.bucket === '');
  if (!isMade && (draft.bucket === '' || draft.address === '')) throw usage('short links need a bucket and an address');
  if (!json) warnOfPlainHttp(draft.address, terminal);
  const live = json ? undefined : liveFindings((line) => terminal.print(line), terminal);
  const options = { draft, isTold: yes, signal, ...(live !== undefined && { onProgress: live }) };
  const done: DoorsSetUp = isMade
    ? await app.setUpDoors(connection.id, options)
    : { ...(await app.saveDoors(connection.id, options)), server: connection, steps: [] };
  if (done.examination !== undefined) live?.(done.examination);
  return tell(done, connection, json, terminal);
}

/** What `--make-public --yes` would do. */
function showPlan(
  { prefix = '', ...draft }: DoorsDraft,
  connection: Connection,
  app: App,
  json: boolean,
  terminal: Terminal,
): number {
  const { bucket, address } = {
    ...app.doorsGuide(connection.id, { bucket: draft.bucket, prefix }),
    ...(draft.address !== '' && draft),
  };
  const policy = doorsPolicy(connection, { bucket, prefix });
  terminal.print(
    json ? jsonLine({ policy, doors: { bucket, prefix, address }, written: false }) : jsonLines(policyText(policy)),
  );
  if (!json) terminal.say(`mayfly: ${w.publicAsked({ bucket, address })}`);
  return 0;
}

/** Nothing is named. */
const isQuestion = ({ place, usual, makePublic }: DoorsSetUpCommand): boolean =>
  Object.values(place).every((one) => one === undefined) && !usual && !makePublic;

function show(connection: Connection, json: boolean, terminal: Terminal): number {
  const { name, doors } = connection;
  const state = doorsStateOf(doors);
  if (json) {
    terminal.print(jsonLine({ connection: name, state, doors: doors === undefined ? null : placeJson(doors) }));
    return 0;
  }
  terminal.print(w.states[state]({ name, address: doors?.address ?? '' }));
  if (doors === undefined) terminal.print(doorsPlace(connection));
  return 0;
}

/** An address in the own network may be plain. */
function warnOfPlainHttp(address: string, terminal: Terminal): void {
  if (/^http:\/\//i.test(address)) terminal.say(`mayfly: ${w.plain({ host: endpointHost(address) })}`);
}

const leftJson = (left: LeftDoors | undefined) =>
  left === undefined
    ? {}
    : { left: { bucket: left.place.bucket, prefix: left.place.prefix, state: left.became, ...failureOf(left) } };
const failureOf = ({ failure }: LeftDoors) => failure && { code: failure.code };

/** What became of the place where doors were before. */
function sayLeft(left: LeftDoors | undefined, terminal: Terminal): void {
  if (left === undefined) return;
  const { became, place, failure } = left;
  if (became === 'private' || became === 'kept') terminal.print(w.left[became]({ bucket: place.bucket }));
  if (failure !== undefined) terminal.say(failureLine(failure, false));
}

/** 3 where doors do not work, as for a connection that does not pass its test. */
function tell(
  { server, place, steps, examination, isProven, left }: DoorsSetUp,
  connection: Connection,
  json: boolean,
  terminal: Terminal,
): number {
  const findings = examination?.findings ?? [];
  const isClosed = !isProven && (examination === undefined || findings.some(({ code }) => code === 'doors-closed'));
  const policy = doorsPolicy(connection, place);
  if (json) {
    const told = {
      ok: isProven,
      connection: connection.name,
      doors: placeJson(place),
      findings: findingsJson(findings),
    };
    const done = steps.map(({ code, failure }) => ({ code, ...(failure !== undefined && { failure: failure.code }) }));
    terminal.print(jsonLine({ ...told, steps: done, ...(isClosed && { policy }), ...leftJson(left) }));
  } else {
    for (const step of steps) sayStep(doorsStepWords(step, { ...server, bucket: place.bucket }, 'terminal'), terminal);
    terminal.print(isProven ? w.saved({ address: place.address }) : w.notSaved);
    if (isProven) sayLeft(left, terminal);
    if (isClosed && steps.length === 0) terminal.say(doorsPlace(connection));
    if (isClosed) terminal.print(jsonLines(policyText(policy)));
  }
  if (examination?.failure?.code === 'cancelled') return 130;
  return isProven ? 0 : 3;
}

function sayStep({ says, means, mend }: FindingWords, terminal: Terminal): void {
  terminal.print(says);
  if (means !== undefined) terminal.say([means, mend].join(' '));
}
