// The state of one running examination: its requests, what it stored, and its findings.
import { placeOf, type Connection, type Credentials } from '../model/connection';
import type { ProbeRequest } from '../model/probe';
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
) {
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
    /** The object's key, below a random prefix. */
    key,
    /** The key beside it for the copy of an unsigned header. */
    copyKey,
    connection: () => connection,
    /** Absent without an intake key, by which it asks. Its object lies below `in/`, as guests store theirs. */
    ...(intake !== undefined &&
      intakeKey !== undefined && {
        intake: { key: intake, ask: (request: ProbeRequest) => send(() => openIntake(intakeKey), request) },
      }),
    /** Sends one probe. Raises `cancelled` once the examination is cut off, and what kept the server from answering. */
    ask: (request: ProbeRequest) => send(() => serverProbe, request),
    /** Sends all further probes to the corrected place. */
    async move(place: Place) {
      connection = { ...connection, ...placeOf(place) };
      serverProbe.close();
      serverProbe = await openServerProbe(connection, credentials, offsetMs);
      show({ ...current, place: { ...current.place, ...placeOf(place) }, corrected: placeOf(place) });
    },
    /** Gives the clean-up a signal of its own: it runs after the examination was cut off. */
    cleanUpUnder(next: AbortSignal) {
      under = next;
    },
    /** Whether so many requests are left beside those of the clean-up; `mayStore` of them may store one more object each. */
    room: (requests: number, mayStore = 0) => most - current.requests >= requests + removals(stored) + mayStore,
    left: () => most - current.requests,
    looksAt: (step: ExaminationStep) => show({ ...current, step }),
    /**
     * Runs a step that no other step depends on: without an answer it is `unclear` and the examination goes on. Raises the second such failure,
     * because the server is gone then, and `cancelled`.
     */
    async attempt(step: ExaminationStep, action: () => Promise<void>) {
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
    take({ findings, facts }: Judged) {
      show({ ...findings.reduce(withFinding, current), facts: { ...current.facts, ...facts } });
    },
    found: (finding: Finding) => show(withFinding(current, finding)),
    facts: () => current.facts,
    has: (step: ExaminationStep) => current.findings.some((finding) => finding.step === step),
    stored,
    examination: () => current,
    end(change: Partial<Examination>) {
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

export type ExaminationRun = Awaited<ReturnType<typeof startRun>>;
