// Proves the doors of an open connection, and that nobody reads a place which they have left; what a killed process leaves is removed by the clean-up.
import { placeOf } from '../model/connection';
import { usualDoorPatienceMs, type DoorPlace, type LeftPlace } from '../model/door';
import type { DoorsTest } from '../model/examination';
import type { Ports } from '../ports/ports';
import type { OpenConnection } from '../storage/storage';
import { orphanMs } from './doctor-context';
import { proveDoors, whereStillOpen, type ProofOptions } from './prove-doors';
import { provesDoors } from './rules/door-answers';

type Needs = Pick<
  Ports,
  'ledger' | 'openObjectStore' | 'reader' | 'randomBytes' | 'clock' | 'newId' | 'doorPatienceMs'
>;

/** Saves an orphan before objects are stored, and forgets it once they are removed. */
function noting({ ledger, clock, newId }: Needs, { connection }: OpenConnection): ProofOptions {
  const orphans = new Map<string, string>();
  return {
    onStore(bucket, keys) {
      const shareId = newId();
      orphans.set(bucket, shareId);
      const expiresAtMs = clock() + orphanMs;
      ledger.saveOrphan({ ...placeOf(connection), shareId, connectionId: connection.id, bucket, keys, expiresAtMs });
    },
    onRemoved(bucket) {
      const shareId = orphans.get(bucket);
      if (shareId !== undefined) ledger.forgetOrphan(shareId);
    },
  };
}

export const createDoorsTest =
  (ports: Needs) =>
  async (open: OpenConnection, place: DoorPlace, options: ProofOptions): Promise<DoorsTest> => {
    const { connection, credentials } = open;
    const examination = await proveDoors({
      connection,
      credentials,
      place,
      ports,
      options: { ...options, ...noting(ports, open) },
    });
    return { place, examination, isProven: provesDoors(examination.findings) };
  };

/** Gives the address at which an anonymous request still reads what is stored there. Raises what keeps the server from answering. */
export const createLeftTest =
  (ports: Needs) =>
  async (open: OpenConnection, place: LeftPlace): Promise<string | undefined> => {
    const { connection, credentials } = open;
    const { doorPatienceMs: patienceMs = usualDoorPatienceMs } = ports;
    const options = { ...noting(ports, open), patienceMs };
    return whereStillOpen({ connection, credentials, place, ports, options });
  };
