// An upload that fails by what its server or credentials can do may disprove the findings of the last examination: examine again.
import type { Failure, FailureCode } from '../model/failure';
import type { Examinations } from './examinations';
import type { Store } from '../state/state-store';
import type { Clock } from '../model/system';

/** Failures of the connection itself, and not of the file, the network or the clock. */
const surprising: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'access-denied',
  'access-key-unknown',
  'signature-rejected',
  'bucket-missing',
  'region-wrong',
  'redirected',
  'addressing-wrong',
  'not-s3',
  'server-too-old',
  'stored-differs',
  'link-unproven',
  'page-not-shown',
]);

/** At most one examination of a connection in this time: many uploads fail of one cause. */
const restMs = 10 * 60_000;

/** Gives the function to call after each failed upload: it examines the connection of a surprising failure in the background. */
export function reexamineOnFailure(
  store: Pick<Store, 'get'>,
  examinations: Pick<Examinations, 'testInBackground'>,
  clock: Clock,
): (failure: Failure, connectionId: string) => void {
  const examinedAtMs = new Map<string, number>();
  return ({ code }, connectionId) => {
    if (!surprising.has(code)) return;
    const connection = store.get().connections.find(({ id }) => id === connectionId);
    if (connection?.kind !== 's3') return;
    if (clock() - (examinedAtMs.get(connectionId) ?? -restMs) < restMs) return;
    examinedAtMs.set(connectionId, clock());
    examinations.testInBackground(connectionId);
  };
}
