// Examines connections after they are saved, on demand and after a surprising failure, and keeps the findings with them.
import { draftIntake, draftKeys } from '../connections/connections';
import { connectionFromDraft, drafted, type ConnectionDraft } from '../connections/rules/connection-draft';
import { leastPrivilegePolicy, policyParts, policyText } from '../providers/policies/least-privilege';
import { withoutIntake } from '../model/capabilities';
import { checkAddresses, placeOf, samePlace, type Connection, type Credentials } from '../model/connection';
import { draftExamination, verdictOf, withFinding, withFindings, type Examination } from '../model/examination';
import { checkPlace } from '../model/policy/policy';
import { asFailure, Failure } from '../model/failure';
import type { Written } from '../ports/desktop';
import { examinationChanged } from '../state/rules/app-state';
import type { OpenConnection } from '../storage/storage';
import { orphanMs, saveRow, type DoctorContext } from './doctor-context';
import { examineDoors } from './doors-upkeep';
import type * as Doctor from './examine';

/** Most commands examine nothing. */
const examine: typeof Doctor.examine = async (...asked) => (await import('./examine')).examine(...asked);

/**
 * Examines a draft and saves nothing; the examination is in the state under `draftExamination(draft.id)`. A second one of the same draft
 * cuts the first off. Raises `addresses-unconfirmed`, and what opening the credentials raises.
 */
export async function testConnection(
  context: DoctorContext,
  draft: ConnectionDraft,
  asked?: AbortSignal,
): Promise<Examination> {
  const { ports, store, running } = context;
  const known = store.get().connections.find(({ id }) => id === draft.id);
  const connection: Connection = {
    ...connectionFromDraft(draft, draft.id ?? ports.newId()),
    ...drafted(draft, known),
  };
  checkPlace(connection, ports.policy.now());
  checkAddresses(connection);
  const credentials = await draftKeys(context, draft, connection);
  const intakeKey = await draftIntake(context, draft, connection, known);
  const id = draftExamination(draft.id);
  running.get(id)?.cut.abort();
  return run(context, id, asked, (signal) =>
    examine(connection, credentials, ports, {
      signal,
      ...(intakeKey !== undefined && { intakeKey }),
      onProgress: show(context, id, signal),
    }),
  );
}

/**
 * Examines a connection and, once finished, saves the findings and the corrected place with it. Joins a running examination. Raises
 * `connection-unknown`, `secret-missing`, `keychain-*`, `bucket-*`.
 */
export const testKnown = (context: DoctorContext, connectionId: string, asked?: AbortSignal): Promise<Examination> =>
  context.running.get(connectionId)?.result ??
  run(context, connectionId, asked, (signal) =>
    context.access.withConnection({ kind: 'known', connectionId }, async (open) => {
      const { connection, credentials } = open;
      const examination = await examineKnown(context, connection, credentials, signal);
      keep(context, connection, examination);
      return withDoors(context, open, examination, signal);
    }),
  );

/** `testKnown` without waiting: the state has its result, the log why it could not begin. */
export function testInBackground(context: DoctorContext, connectionId: string): void {
  testKnown(context, connectionId).catch((error: unknown) =>
    context.ports.log.info(`a connection could not be examined (${asFailure(error).code})`),
  );
}

/** Copies the least-privilege policy for the place of that examination. Raises `clipboard-unavailable`. */
export async function copyPolicy({ ports, store }: DoctorContext, id: string): Promise<Written> {
  const examination = store.get().examinations[id];
  if (examination === undefined) throw new Failure('connection-unknown');
  const { place, facts } = examination;
  try {
    const text = policyText(leastPrivilegePolicy(place, policyParts(facts)));
    return await ports.clipboard.write({ text }, { isAsked: true });
  } catch (error) {
    throw new Failure('clipboard-unavailable', {}, error);
  }
}

/** Cuts the examination of that id off and removes it from the state. */
export function endTest({ store, running }: DoctorContext, id: string): void {
  running.get(id)?.cut.abort();
  store.apply(examinationChanged(id, undefined));
}

/** Cuts all examinations off and resolves after their clean-up. */
export async function stopTests({ running }: DoctorContext): Promise<void> {
  for (const { cut } of running.values()) cut.abort();
  await Promise.allSettled([...running.values()].map(({ result }) => result));
}

function run(
  { running }: DoctorContext,
  id: string,
  signal: AbortSignal | undefined,
  begin: (signal: AbortSignal) => Promise<Examination>,
): Promise<Examination> {
  const cut = new AbortController();
  const result = begin(signal === undefined ? cut.signal : AbortSignal.any([signal, cut.signal])).finally(() => {
    if (running.get(id)?.cut === cut) running.delete(id);
  });
  running.set(id, { cut, result });
  return result;
}

const show =
  ({ store }: DoctorContext, id: string, signal: AbortSignal) =>
  (examination: Examination): void => {
    // Of two examinations of one draft only the later one is shown.
    if (!signal.aborted) store.apply(examinationChanged(id, examination));
  };

/** `undefined` where its secret is gone; the findings say so. */
const keptIntake = ({ intake }: DoctorContext, connection: Connection): Promise<Credentials | undefined> =>
  intake(connection).catch((error: unknown) => {
    if (asFailure(error).code === 'intake-key-missing') return undefined;
    throw error;
  });

/** Saves an orphan first: after a crash its objects are removed by it. */
async function examineKnown(
  context: DoctorContext,
  connection: Connection,
  credentials: Credentials,
  signal: AbortSignal,
): Promise<Examination> {
  const { ports } = context;
  const orphanId = ports.newId();
  const intakeKey = connection.intakeKeyId === undefined ? undefined : await keptIntake(context, connection);
  const examination = await examine(connection, credentials, ports, {
    signal,
    ...(intakeKey !== undefined && { intakeKey }),
    onProgress: show(context, connection.id, signal),
    onStore(at, keys) {
      const expiresAtMs = ports.clock() + orphanMs;
      ports.ledger.saveOrphan({
        shareId: orphanId,
        connectionId: connection.id,
        ...placeOf(at),
        keys,
        expiresAtMs,
      });
    },
  });
  // Credentials without the right to delete cannot clean up later either, and the findings say so.
  const isLeft = examination.findings.some(({ code }) => code === 'left-behind');
  // An unanswered write may still arrive.
  const mayArrive = examination.failure?.retryable === true;
  if (!(isLeft || mayArrive) || examination.facts.removes === false) ports.ledger.forgetOrphan(orphanId);
  return examination;
}

function keep(context: DoctorContext, examined: Connection, examination: Examination): void {
  const now = context.ports.ledger.connections().find(({ id }) => id === examined.id);
  // Findings of another place, or of a removed connection, are dropped.
  if (now === undefined || now.kind === 'embedded' || !samePlace(now, examined)) return;
  if (examination.failure !== undefined) return;
  const found = withFindings(now, examination, context.ports.clock());
  saveRow(context, now.intakeKeyId === examined.intakeKeyId ? found : withoutIntakeOf(found));
}

/** The intake key was changed during the examination. */
const withoutIntakeOf = (connection: Connection): Connection => ({
  ...connection,
  ...(connection.capabilities !== undefined && { capabilities: withoutIntake(connection.capabilities) }),
});

/** The doors come last: they need a connection that works. */
async function withDoors(
  context: DoctorContext,
  open: OpenConnection,
  examination: Examination,
  signal: AbortSignal,
): Promise<Examination> {
  const { doors, id } = open.connection;
  if (doors === undefined || verdictOf(examination) === 'fails') return examination;
  const { endedAtMs: _notYet, ...running } = examination;
  const onProgress = ({ findings, step }: Examination) =>
    show(context, id, signal)({ ...findings.reduce(withFinding, running), ...(step !== undefined && { step }) });
  const findings = await examineDoors(context, open, { signal, onProgress });
  const all = { ...findings.reduce(withFinding, examination), endedAtMs: context.ports.clock() };
  show(context, id, signal)(all);
  return all;
}
