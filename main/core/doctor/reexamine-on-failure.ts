// An upload that fails by what its server or credentials can do may disprove the findings of the last examination: examine again.
import type { FailureCode } from '../model/failure';
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

/** Examines the connection of a surprising failure in the background. Gives the function that ends the watch. */
export function watchSurprises(
  store: Pick<Store, 'subscribe'>,
  examinations: Pick<Examinations, 'testInBackground'> | undefined,
  clock: Clock,
): () => void {
  const seen = new WeakSet();
  const examinedAtMs = new Map<string, number>();
  return store.subscribe(({ uploads, connections }) => {
    for (const { phase, connectionId } of uploads) {
      if (phase.kind !== 'failed' || !surprising.has(phase.failure.code) || seen.has(phase.failure)) continue;
      seen.add(phase.failure);
      const connection = connections.find(({ id }) => id === connectionId);
      if (connection?.kind !== 's3') continue;
      if (clock() - (examinedAtMs.get(connectionId) ?? -restMs) < restMs) continue;
      examinedAtMs.set(connectionId, clock());
      examinations?.testInBackground(connectionId);
    }
  });
}
