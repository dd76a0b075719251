// Shares and the place they lie in, without the rest of the app.
import { emptyState } from '../../../main/core/state/rules/app-state';
import { createStore } from '../../../main/core/state/state-store';
import type { Connection } from '../../../main/core/model/connection';
import { createShareAccess } from '../../../main/core/given/share-rows';
import type { OpenConnection } from '../../../main/core/storage/open-connection';
import type { Ports } from '../../../main/core/ports/ports';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import { createTestPorts } from '../../fakes/test-ports';

/** `connection`: what the connection of every share is by now. */
export function openShares(connection: Connection = sampleConnection, overrides: Partial<Ports> = {}) {
  const twins = createTestPorts(overrides);
  const bucket = twins.server.createBucket(connection.bucket);
  twins.server.credentials.set(sampleCredentials.accessKeyId, sampleCredentials.secretAccessKey);
  twins.ports.ledger.saveConnection(connection);
  const store = createStore(emptyState);
  const opened: Connection[] = [];
  const chosen: unknown[] = [];
  const at = async <T>(place: Connection, action: (open: OpenConnection) => Promise<T>): Promise<T> => {
    opened.push(place);
    const objects = await twins.objects.open(place, sampleCredentials);
    const refreshCredentials = () => Promise.resolve();
    const intake = () => Promise.resolve(objects);
    try {
      return await action({
        connection: place,
        credentials: sampleCredentials,
        objects,
        ephemeral: false,
        refreshCredentials,
        intake,
      });
    } finally {
      objects.close();
    }
  };
  const known = createShareAccess(twins.ports, store, {
    withConnection(choice, action) {
      chosen.push(choice);
      return at(connection, action);
    },
    withPlace: (_open, place, action) => at(place, action),
    resolve: () => connection,
    lastEndpoint: () => connection.endpoint,
    renew: () => Promise.resolve(),
  });
  return { ...twins, bucket, store, known, opened, chosen };
}
