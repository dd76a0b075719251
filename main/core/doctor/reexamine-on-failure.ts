// An upload that fails by what its server or credentials can do may disprove the findings of the last examination: examine again.
import type { Failure, FailureCode } from '../model/failure';
import type { DoctorContext } from './doctor-context';
import { testInBackground } from './examinations';

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

/** After a failed upload: examines the connection of a surprising failure in the background. */
export function reexamine(context: DoctorContext, { code }: Failure, connectionId: string): void {
  const { store, examinedAtMs, now } = context;
  if (!surprising.has(code)) return;
  const connection = store.get().connections.find(({ id }) => id === connectionId);
  if (connection?.kind !== 's3') return;
  if (now() - (examinedAtMs.get(connectionId) ?? -restMs) < restMs) return;
  examinedAtMs.set(connectionId, now());
  testInBackground(context, connectionId);
}
