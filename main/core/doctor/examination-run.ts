// The state of one running examination: its requests, what it stored, and its findings.
import type { CapabilityFacts } from '../model/capabilities';
import { placeOf, type Connection, type Credentials } from '../model/connection';
import type { ProbeResponse, ProbeRequest } from '../model/probe';
import type { Judged } from './rules/interpret-answers';
import { emptyExamination, unanswered, withFinding, type Examination, type Finding } from '../model/examination';
import type { ExaminationStep } from '../model/examination-steps';
import { asFailure, Failure } from '../model/failure';
import { objectKey, requestFolder, slotKey } from '../model/keys/object-key';
import type { ServerProbe, OpenServerProbe } from '../ports/server-probe';
import type { Clock, RandomBytes } from '../model/system';
import type { Place } from '../model/place';

/** Including retries, corrections and the clean-up; `intakeRequests`: so many more where there is an intake key. */
const mostRequests = 24;
const intakeRequests = 16;

export interface ExaminationPorts {
  readonly openServerProbe: OpenServerProbe;
  readonly randomBytes: RandomBytes;
  readonly clock: Clock;
}

export interface RunHooks {
  /** The connection's intake key; absent: it has none, or its secret is gone. */
  readonly intakeKey?: Credentials;
  readonly onProgress?: (examination: Examination) => void;
  /** Called before the first request that may store something: from then on these keys may exist, even if this process dies. */
  readonly onStore?: (connection: Connection, keys: readonly string[]) => void;
}

export interface ExaminationRun {
  /** The object's key, below a random prefix. */
  readonly key: string;
  /** The key beside it for the copy of an unsigned header. */
  readonly copyKey: string;
  connection(): Connection;
  /** Absent without an intake key. */
  readonly intake?: {
    /** Of an object below `in/`, as guests store them. */
    readonly key: string;
    /** `ask` with the intake key. */
    readonly ask: (request: ProbeRequest) => Promise<ProbeResponse>;
  };
  /** Sends one probe. Raises `cancelled` once the examination is cut off, and what kept the server from answering. */
  ask(request: ProbeRequest): Promise<ProbeResponse>;
  /** Sends all further probes to the corrected place. */
  move(place: Place): Promise<void>;
  /** Gives the clean-up a signal of its own: it runs after the examination was cut off. */
  cleanUpUnder(signal: AbortSignal): void;
  /** Whether so many requests are left beside those of the clean-up; `mayStore` of them may store one more object each. */
  room(requests: number, mayStore?: number): boolean;
  left(): number;
  looksAt(step: ExaminationStep): void;
  /**
   * Runs a step that no other step depends on: without an answer it is `unclear` and the examination goes on. Raises the second such failure,
   * because the server is gone then, and `cancelled`.
   */
  attempt(step: ExaminationStep, action: () => Promise<void>): Promise<void>;
  take(judged: Judged): void;
  found(finding: Finding): void;
  facts(): CapabilityFacts;
  has(step: ExaminationStep): boolean;
  readonly stored: StoredTraces;
  examination(): Examination;
  end(change: Partial<Examination>): Examination;
  close(): void;
}

/** What this examination may have stored on the server. */
export interface StoredTraces {
  /** An object may be stored under the key. */
  object: boolean;
  /** Of a bucket with versions, the oldest first. */
  readonly versionIds: string[];
  /** A write has no version id, though others of this bucket have one. */
  unnamed: boolean;
  /** The id of an upload neither completed nor aborted; `unknownUpload` where the answer was lost. */
  upload: string | undefined;
  /** An object may be stored under the key of the copy. */
  copy: { readonly versionId?: string } | undefined;
  /** An object may be stored under the intake's key: its versions, the oldest first; none in a bucket without versions. */
  intake: string[] | undefined;
}

const stores: ReadonlySet<ProbeRequest['kind']> = new Set(['put', 'smuggle', 'form', 'publish', 'begin', 'complete']);
const untilAnswered = new AbortController().signal;

export const unknownUpload = '';

/** With its slash. */
export const folderOf = (key: string): string => key.slice(0, key.lastIndexOf('/') + 1);

/** The requests that removing all of that takes. */
const removals = ({ object, versionIds, upload, copy, intake }: StoredTraces): number =>
  (copy === undefined ? 0 : 1) +
  (intake === undefined ? 0 : Math.max(1, intake.length)) +
  Math.max(object ? 1 : 0, versionIds.length) +
  (upload === undefined ? 0 : upload === unknownUpload ? 2 : 1);

export async function startRun(
  given: Connection,
  credentials: Credentials,
  { openServerProbe, randomBytes, clock }: ExaminationPorts,
  signal: AbortSignal,
  { intakeKey, onProgress = () => undefined, onStore = () => undefined }: RunHooks,
): Promise<ExaminationRun> {
  let connection = given;
  let current = emptyExamination(given, clock());
  let offsetMs = 0;
  let under = signal;
  let serverProbe: ServerProbe = await openServerProbe(connection, credentials, offsetMs);
  const stored: StoredTraces = {
    object: false,
    versionIds: [],
    unnamed: false,
    upload: undefined,
    copy: undefined,
    intake: undefined,
  };
  const key = objectKey(given.prefix, randomBytes(16), 'mayfly-test.html');
  const copyKey = `${folderOf(key)}mayfly-test-copy.html`;
  const intake = intakeKey === undefined ? undefined : slotKey(requestFolder(given.prefix, randomBytes(16)), 1, 'data');
  const most = mostRequests + (intake === undefined ? 0 : intakeRequests);
  let byIntake: ServerProbe | undefined;
  let troubles = 0;
  let mayBeStored = false;
  const show = (next: Examination) => {
    current = next;
    onProgress(current);
  };
  const send = async (probe: () => ServerProbe | Promise<ServerProbe>, request: ProbeRequest) => {
    if (under.aborted) throw new Failure('cancelled');
    // Every step asks `room` first, so this is a programming error.
    if (current.requests >= most) throw new Failure('unexpected');
    current = { ...current, requests: current.requests + 1 };
    if (stores.has(request.kind) && !mayBeStored) {
      mayBeStored = true;
      onStore(connection, [key, copyKey, ...(intake === undefined ? [] : [intake])]);
    }
    const by = await probe();
    // A request that may store something runs to its end: its answer says what to remove.
    const answer = await by.ask(request, stores.has(request.kind) ? untilAnswered : under);
    offsetMs = answer.offsetMs ?? offsetMs;
    return answer;
  };
  /** Opened once all corrections are made. */
  const openIntake = async (by: Credentials) => (byIntake ??= await openServerProbe(connection, by, offsetMs));

  return {
    key,
    copyKey,
    connection: () => connection,
    ...(intake !== undefined &&
      intakeKey !== undefined && {
        intake: { key: intake, ask: (request: ProbeRequest) => send(() => openIntake(intakeKey), request) },
      }),
    ask: (request) => send(() => serverProbe, request),
    async move(place) {
      connection = { ...connection, ...placeOf(place) };
      serverProbe.close();
      serverProbe = await openServerProbe(connection, credentials, offsetMs);
      show({ ...current, place: { ...current.place, ...placeOf(place) }, corrected: placeOf(place) });
    },
    cleanUpUnder(next) {
      under = next;
    },
    room: (requests, mayStore = 0) => most - current.requests >= requests + removals(stored) + mayStore,
    left: () => most - current.requests,
    looksAt: (step) => show({ ...current, step }),
    async attempt(step, action) {
      show({ ...current, step });
      try {
        await action();
      } catch (error) {
        const failure = asFailure(error);
        troubles += 1;
        if (failure.code === 'cancelled' || troubles > 1) throw error;
        show(withFinding(current, unanswered(step, failure)));
      }
    },
    take({ findings, facts }) {
      show({ ...findings.reduce(withFinding, current), facts: { ...current.facts, ...facts } });
    },
    found: (finding) => show(withFinding(current, finding)),
    facts: () => current.facts,
    has: (step) => current.findings.some((finding) => finding.step === step),
    stored,
    examination: () => current,
    end(change) {
      const { step: _over, ...rest } = current;
      show({ ...rest, endedAtMs: clock(), ...change });
      return current;
    },
    close() {
      serverProbe.close();
      byIntake?.close();
    },
  };
}
