// An upload that fails by what its server or key can do says that what is known of the connection may no longer be so.
import type { FailureCode } from '../model/failure';
import type { Examinations } from './examinations';
import type { Store } from '../state/state-store';
import type { Clock } from '../model/system';

/** By these the connection itself is in question, and not the file, the network or the hour. */
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

/** Many uploads fail of one cause, and an examination is fourteen requests or more. */
const restMs = 10 * 60_000;

/** Examines a connection of which an upload failed surprisingly, each one seldom. Gives the function that ends it. */
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
