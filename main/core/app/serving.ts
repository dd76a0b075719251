// Serves the bucket on this computer for the command line.
import { anyLive } from '../model/share';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state-store';
import { hasLiveRequests, type Embedded } from '../storage/embedded-bucket';
import type { App } from './app';

export const createServing = (
  { ledger, clock }: Pick<Ports, 'ledger' | 'clock'>,
  store: Store,
  embedded: Embedded,
): Pick<App, 'serveLinks' | 'serveBucket'> => ({
  async serveLinks() {
    const now = clock();
    const served = store.get().connections.find(({ kind }) => kind === 'embedded');
    if (served === undefined) return;
    const { total } = ledger.findShares({ ...anyLive, connectionId: served.id, nowMs: now });
    if (total > 0 || hasLiveRequests(ledger, served.id, now)) await embedded.open(served);
  },
  async serveBucket(port) {
    const { connection, credentials } = await embedded.open(embedded.ensureConnection(), port);
    const { endpoint, region, bucket } = connection;
    return { endpoint, region, bucket, accessKeyId: credentials.accessKeyId };
  },
});
