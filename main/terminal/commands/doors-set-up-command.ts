// `mayfly connections doors`: shows, proves, saves and ends where the short links of a connection are.
import { words } from '../../../resources/words/messages';
import type { App } from '../../core/app/app';
import type { DoorsDraft } from '../../core/connections/rules/door-place';
import { doorsPolicy } from '../../core/connections/rules/doors-policy';
import { policyText } from '../../core/connections/rules/least-privilege';
import { doorsPlace } from '../../core/doctor/rules/finding-words';
import { endpointHost, type Connection } from '../../core/model/connection';
import { doorsStateOf, type DoorPlace, type LeftDoors } from '../../core/model/door';
import type { DoorsSetUpCommand } from '../arguments/doors-set-up-arguments';
import type { DoorsTest } from '../../core/model/examination';
import { usage } from '../arguments/options';
import { connectionNamed } from './connection-named';
import { failureLine, jsonLine, jsonLines, type Terminal } from '../output/output';
import { findingsJson, liveFindings } from './test-command';

const w = words.terminal.doorsSetUp;

/** The place that the options name, upon the one that is there; `undefined`: none is named, and none is there. */
function draftOf({ place, usual }: DoorsSetUpCommand, { doors, kind }: Connection): DoorsDraft | undefined {
  const { bucket = doors?.bucket, address = doors?.address, prefix = doors?.prefix } = place;
  if (bucket === undefined && address === undefined && prefix === undefined)
    return kind === 'embedded' ? { bucket: '', address: '', isUsual: usual } : undefined;
  if (bucket === undefined || address === undefined) throw usage('short links need a bucket and an address');
  return { bucket, address, prefix, isUsual: usual };
}

const placeJson = ({ bucket, prefix, address, isUsual }: DoorPlace) => ({
  bucket,
  prefix,
  address,
  usual: isUsual === true,
});

/** Raises `connection-unknown`, `bad-request`, `doors-in-use`, and what `DoorsSetUp` raises. */
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
  const draft = draftOf(command, connection);
  if (draft === undefined || isQuestion(command, connection)) return show(connection, json, terminal);
  if (command.makePublic && draft.bucket !== '') {
    const policy = doorsPolicy(connection, { bucket: draft.bucket, prefix: draft.prefix ?? '' });
    if (!yes) {
      terminal.print(json ? jsonLine({ policy, written: false }) : jsonLines(policyText(policy)));
      terminal.say(`mayfly: ${w.publicAsked({ bucket: draft.bucket })}`);
      return 0;
    }
    const made = await app.publishDoors(connection.id, draft);
    if (!json) terminal.print(made === 'made' ? w.publicMade({ bucket: draft.bucket }) : w.publicThere);
  }
  warnOfPlainHttp(draft.address, terminal);
  const live = json ? undefined : liveFindings((line) => terminal.print(line), terminal);
  const tested = await app.saveDoors(connection.id, {
    draft,
    isTold: yes,
    signal,
    ...(live !== undefined && { onProgress: live }),
  });
  live?.(tested.examination);
  return tell(tested, connection, json, terminal);
}

/** Nothing is named, and there is something to show. */
const isQuestion = ({ place, usual, makePublic }: DoorsSetUpCommand, { doors }: Connection): boolean =>
  doors !== undefined && Object.values(place).every((one) => one === undefined) && !usual && !makePublic;

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
  { place, examination, isProven, left }: DoorsTest & { readonly left?: LeftDoors },
  connection: Connection,
  json: boolean,
  terminal: Terminal,
): number {
  const isClosed = examination.findings.some(({ code }) => code === 'doors-closed');
  const policy = doorsPolicy(connection, place);
  if (json) {
    const findings = findingsJson(examination.findings);
    const told = { ok: isProven, connection: connection.name, doors: placeJson(place), findings };
    terminal.print(jsonLine({ ...told, ...(isClosed && { policy }), ...leftJson(left) }));
  } else if (isProven) {
    terminal.print(w.saved({ address: place.address }));
    sayLeft(left, terminal);
  } else {
    terminal.print(w.notSaved);
    if (isClosed) terminal.say(doorsPlace(connection));
    if (isClosed) terminal.print(jsonLines(policyText(policy)));
  }
  if (examination.failure?.code === 'cancelled') return 130;
  return isProven ? 0 : 3;
}
