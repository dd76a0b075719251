// One examination under way: how many requests are left, what was stored and must go again, and what was found so far.
import type { CapabilityFacts } from '../model/capabilities';
import { placeOf, type Connection, type Credentials } from '../model/connection';
import type { ExamAnswer, ExamRequest } from '../model/probe';
import type { Judged } from './rules/interpret-answers';
import {
  emptyExamination,
  unanswered,
  withFinding,
  type Examination,
  type ExamStep,
  type Finding,
} from '../model/examination';
import { asFailure, Failure } from '../model/failure';
import { objectKey } from '../storage/rules/object-key';
import type { Examiner, OpenExaminer } from '../ports/server-probe';
import type { Clock, RandomBytes } from '../model/system';
import type { Place } from '../model/place';

/** Retries, corrections and the removal of everything included. */
export const mostRequests = 17;

export interface ExamPorts {
  readonly openExaminer: OpenExaminer;
  readonly randomBytes: RandomBytes;
  readonly clock: Clock;
}

export interface RunHooks {
  readonly onProgress?: (examination: Examination) => void;
  /** Before the first request that may store something: from then on these keys may be there, whatever becomes of this process. */
  readonly onStore?: (connection: Connection, keys: readonly string[]) => void;
}

export interface ExamRun {
  /** The one key below a random prefix of its own. */
  readonly key: string;
  /** The key beside it to which a server might copy it. */
  readonly copyKey: string;
  connection(): Connection;
  /** Sends one request. Raises `cancelled` once the examination was cut off, and what kept the server from answering. */
  ask(request: ExamRequest): Promise<ExamAnswer>;
  /** From now on another place is asked: what was corrected. */
  move(place: Place): Promise<void>;
  /** Cleaning up goes on after the examination was cut off, under a signal of its own. */
  cleanUpUnder(signal: AbortSignal): void;
  /** Whether so many requests are left, and then still those for removing what is stored and what these may store. */
  room(requests: number, mayStore?: number): boolean;
  left(): number;
  looksAt(step: ExamStep): void;
  /**
   * Looks at a step that others do not depend on: where nobody answers, it is `unclear` and the examination goes on. Raises the second such
   * failure, because then the server is gone, and `cancelled`.
   */
  attempt(step: ExamStep, action: () => Promise<void>): Promise<void>;
  take(judged: Judged): void;
  found(finding: Finding): void;
  facts(): CapabilityFacts;
  has(step: ExamStep): boolean;
  readonly stored: StoredTraces;
  examination(): Examination;
  end(change: Partial<Examination>): Examination;
  close(): void;
}

/** What this examination may have left on the server. */
export interface StoredTraces {
  /** Something may be stored under the key. */
  object: boolean;
  /** Of a bucket with versions, the oldest first. */
  readonly versionIds: string[];
  /** A write that was taken, or that nobody answered, told no version though others do. */
  unnamed: boolean;
  /** An upload that was begun and is neither completed nor aborted; `unknown` when its id never came back. */
  upload: string | undefined;
  /** Something may be stored under the key of the copy. */
  copy: { readonly versionId?: string } | undefined;
}

const stores: ReadonlySet<ExamRequest['kind']> = new Set(['put', 'smuggle', 'form', 'begin', 'complete']);
const untilAnswered = new AbortController().signal;

export const unknownUpload = '';

/** With its slash. */
export const folderOf = (key: string): string => key.slice(0, key.lastIndexOf('/') + 1);

/** Those that it takes to remove all of that. */
const removals = ({ object, versionIds, upload, copy }: StoredTraces): number =>
  (copy === undefined ? 0 : 1) +
  Math.max(object ? 1 : 0, versionIds.length) +
  (upload === undefined ? 0 : upload === unknownUpload ? 2 : 1);

export async function startRun(
  given: Connection,
  credentials: Credentials,
  { openExaminer, randomBytes, clock }: ExamPorts,
  signal: AbortSignal,
  { onProgress = () => undefined, onStore = () => undefined }: RunHooks,
): Promise<ExamRun> {
  let connection = given;
  let current = emptyExamination(given, clock());
  let offsetMs = 0;
  let under = signal;
  let examiner: Examiner = await openExaminer(connection, credentials, offsetMs);
  const stored: StoredTraces = { object: false, versionIds: [], unnamed: false, upload: undefined, copy: undefined };
  const key = objectKey(given.prefix, randomBytes(16), 'mayfly-test.html');
  const copyKey = `${folderOf(key)}mayfly-test-copy.html`;
  let troubles = 0;
  let mayBeStored = false;
  const show = (next: Examination) => {
    current = next;
    onProgress(current);
  };
  return {
    key,
    copyKey,
    connection: () => connection,
    async ask(request) {
      if (under.aborted) throw new Failure('cancelled');
      // Never reached by a plan that asks for room; the promise holds all the same.
      if (current.requests >= mostRequests) throw new Failure('unexpected');
      current = { ...current, requests: current.requests + 1 };
      if (stores.has(request.kind) && !mayBeStored) {
        mayBeStored = true;
        onStore(connection, [key, copyKey]);
      }
      // What may store something is not cut off in the middle: its answer says what has to be removed.
      const answer = await examiner.ask(request, stores.has(request.kind) ? untilAnswered : under);
      offsetMs = answer.offsetMs ?? offsetMs;
      return answer;
    },
    async move(place) {
      connection = { ...connection, ...placeOf(place) };
      examiner.close();
      examiner = await openExaminer(connection, credentials, offsetMs);
      show({ ...current, place: { ...current.place, ...placeOf(place) }, corrected: placeOf(place) });
    },
    cleanUpUnder(next) {
      under = next;
    },
    room: (requests, mayStore = 0) => mostRequests - current.requests >= requests + removals(stored) + mayStore,
    left: () => mostRequests - current.requests,
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
    close: () => examiner.close(),
  };
}
