// Proves the doors of an open connection; what a killed process leaves is removed by the clean-up.
import { placeOf } from '../model/connection';
import type { DoorPlace } from '../model/door';
import type { DoorsTest } from '../model/examination';
import type { Ports } from '../ports/ports';
import type { OpenConnection } from '../storage/open-connection';
import { proveDoors, type ProofOptions } from './prove-doors';
import { provesDoors } from './rules/door-answers';

const orphanMs = 10 * 60_000;

type Needs = Pick<Ports, 'ledger' | 'openObjectStore' | 'reader' | 'randomBytes' | 'clock' | 'newId'>;

export const createDoorsTest =
  (ports: Needs) =>
  async (open: OpenConnection, place: DoorPlace, options: ProofOptions): Promise<DoorsTest> => {
    const { ledger, clock } = ports;
    const { connection, credentials } = open;
    const orphans = new Map<string, string>();
    const examination = await proveDoors({
      connection,
      credentials,
      place,
      ports,
      options: {
        ...options,
        onStore(bucket, keys) {
          const shareId = ports.newId();
          orphans.set(bucket, shareId);
          const expiresAtMs = clock() + orphanMs;
          ledger.saveOrphan({
            ...placeOf(connection),
            shareId,
            connectionId: connection.id,
            bucket,
            keys,
            expiresAtMs,
          });
        },
        onRemoved(bucket) {
          const shareId = orphans.get(bucket);
          if (shareId !== undefined) ledger.forgetOrphan(shareId);
        },
      },
    });
    return { place, examination, isProven: provesDoors(examination.findings) };
  };
