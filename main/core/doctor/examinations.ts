// Examines connections after they are saved, on demand and after a surprising failure, and keeps the findings with them.
import { connectionSaved, examinationChanged } from '../state/rules/app-state';
import { withoutIntake } from '../model/capabilities';
import { checkAddresses, placeOf, samePlace, type Connection, type Credentials } from '../model/connection';
import { connectionFromDraft, drafted, type ConnectionDraft } from '../connections/rules/connection-draft';
import { withFinding, withFindings, verdictOf, type Examination, draftExamination } from '../model/examination';
import { asFailure, Failure } from '../model/failure';
import { leastPrivilegePolicy, policyParts, policyText } from '../connections/rules/least-privilege';
import type { ConnectionPool } from '../storage/connection-pool';
import type { OpenConnection } from '../storage/open-connection';
import type * as Doctor from './doctor';
import type { DoorsUpkeep } from './doors-set-up';
import type { DraftCredentials } from '../connections/draft-credentials';
import type { Written } from '../ports/desktop';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state-store';

/** Objects of a killed examination are removed after so long; no examination takes that long. */
const orphanMs = 10 * 60_000;

export interface Examinations {
  /**
   * Examines a draft and saves nothing; the examination is in the state under `draftExamination(draft.id)`. A second one of the same draft
   * cuts the first off. Raises `addresses-unconfirmed`, and what opening the credentials raises.
   */
  testConnection(draft: ConnectionDraft, signal?: AbortSignal): Promise<Examination>;
  /**
   * Examines a connection and, once finished, saves the findings and the corrected place with it. Joins a running examination. Raises `connection-unknown`, `secret-missing`, `keychain-*`, `bucket-*`.
   */
  testKnown(connectionId: string, signal?: AbortSignal): Promise<Examination>;
  /** `testKnown` without waiting: the state has its result, the log why it could not begin. */
  testInBackground(connectionId: string): void;
  /** Copies the least-privilege policy for the place of that examination. Raises `clipboard-unavailable`. */
  copyPolicy(id: string): Promise<Written>;
  /** Cuts the examination of that id off and removes it from the state. */
  endTest(id: string): void;
  /** Cuts all examinations off and resolves after their clean-up. */
  stopTests(): Promise<void>;
}

interface Running {
  readonly cut: AbortController;
  readonly result: Promise<Examination>;
}

/** Most commands examine nothing. */
const examine: typeof Doctor.examine = async (...asked) => (await import('./doctor')).examine(...asked);

export function createExaminations(
  ports: Ports,
  store: Store,
  access: ConnectionPool,
  /** Raises `intake-key-missing`, and what reading a secret raises. */
  intake: (connection: Connection) => Promise<Credentials>,
  draftCredentials: DraftCredentials,
  { examineDoors }: Pick<DoorsUpkeep, 'examineDoors'>,
): Examinations {
  const { ledger, clock } = ports;
  const running = new Map<string, Running>();

  const run = (
    id: string,
    signal: AbortSignal | undefined,
    begin: (signal: AbortSignal) => Promise<Examination>,
  ): Promise<Examination> => {
    const cut = new AbortController();
    const result = begin(signal === undefined ? cut.signal : AbortSignal.any([signal, cut.signal])).finally(() => {
      if (running.get(id)?.cut === cut) running.delete(id);
    });
    running.set(id, { cut, result });
    return result;
  };

  const show = (id: string, signal: AbortSignal) => (examination: Examination) => {
    // Of two examinations of one draft only the later one is shown.
    if (!signal.aborted) store.apply(examinationChanged(id, examination));
  };

  /** `undefined` where its secret is gone; the findings say so. */
  const keptIntake = (connection: Connection): Promise<Credentials | undefined> =>
    intake(connection).catch((error: unknown) => {
      if (asFailure(error).code === 'intake-key-missing') return undefined;
      throw error;
    });

  /** Saves an orphan first: after a crash its objects are removed by it. */
  const examineKnown = async (connection: Connection, credentials: Credentials, signal: AbortSignal) => {
    const orphanId = ports.newId();
    const intakeKey = connection.intakeKeyId === undefined ? undefined : await keptIntake(connection);
    const examination = await examine(connection, credentials, ports, {
      signal,
      ...(intakeKey !== undefined && { intakeKey }),
      onProgress: show(connection.id, signal),
      onStore(at, keys) {
        const expiresAtMs = clock() + orphanMs;
        ledger.saveOrphan({
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
    if (!(isLeft || mayArrive) || examination.facts.removes === false) ledger.forgetOrphan(orphanId);
    return examination;
  };

  const keep = (examined: Connection, examination: Examination) => {
    const { connections, secrets } = store.get();
    const now = connections.find(({ id }) => id === examined.id);
    // Findings of another place, or of a removed connection, are dropped.
    if (now === undefined || now.kind === 'embedded' || !samePlace(now, examined)) return;
    if (examination.failure !== undefined) return;
    const all = withFindings(now, examination, clock());
    const found = now.intakeKeyId === examined.intakeKeyId ? all : withoutIntakeOf(all);
    ledger.saveConnection(found);
    store.apply(connectionSaved(found, secrets[found.id] ?? 'keychain'));
  };

  /** The intake key was changed during the examination. */
  const withoutIntakeOf = (connection: Connection): Connection => ({
    ...connection,
    ...(connection.capabilities !== undefined && { capabilities: withoutIntake(connection.capabilities) }),
  });

  /** The doors come last: they need a connection that works. */
  const withDoors = async (open: OpenConnection, examination: Examination, signal: AbortSignal) => {
    const { doors, id } = open.connection;
    if (doors === undefined || verdictOf(examination) === 'fails') return examination;
    const { endedAtMs: _notYet, ...running } = examination;
    const onProgress = ({ findings, step }: Examination) =>
      show(id, signal)({ ...findings.reduce(withFinding, running), ...(step !== undefined && { step }) });
    const findings = await examineDoors(open, { signal, onProgress });
    const all = { ...findings.reduce(withFinding, examination), endedAtMs: clock() };
    show(id, signal)(all);
    return all;
  };

  const testKnown: Examinations['testKnown'] = (connectionId, asked) =>
    running.get(connectionId)?.result ??
    run(connectionId, asked, (signal) =>
      access.withConnection({ kind: 'known', connectionId }, async (open) => {
        const { connection, credentials } = open;
        const examination = await examineKnown(connection, credentials, signal);
        keep(connection, examination);
        return withDoors(open, examination, signal);
      }),
    );

  return {
    async testConnection(draft, asked) {
      const known = store.get().connections.find(({ id }) => id === draft.id);
      const connection: Connection = {
        ...connectionFromDraft(draft, draft.id ?? ports.newId()),
        ...drafted(draft, known),
      };
      checkAddresses(connection);
      const credentials = await draftCredentials.of(draft, connection);
      const intakeKey = await draftCredentials.intakeOf(draft, connection, known);
      const id = draftExamination(draft.id);
      running.get(id)?.cut.abort();
      return run(id, asked, (signal) =>
        examine(connection, credentials, ports, {
          signal,
          ...(intakeKey !== undefined && { intakeKey }),
          onProgress: show(id, signal),
        }),
      );
    },

    testKnown,

    testInBackground(connectionId) {
      testKnown(connectionId).catch((error: unknown) =>
        ports.log.info(`a connection could not be examined (${asFailure(error).code})`),
      );
    },

    async copyPolicy(id) {
      const examination = store.get().examinations[id];
      if (examination === undefined) throw new Failure('connection-unknown');
      const { place, facts } = examination;
      try {
        const text = policyText(leastPrivilegePolicy(place, policyParts(facts)));
        return await ports.clipboard.write({ text }, { isAsked: true });
      } catch (error) {
        throw new Failure('clipboard-unavailable', {}, error);
      }
    },

    endTest(id) {
      running.get(id)?.cut.abort();
      store.apply(examinationChanged(id, undefined));
    },

    async stopTests() {
      for (const { cut } of running.values()) cut.abort();
      await Promise.allSettled([...running.values()].map(({ result }) => result));
    },
  };
}
