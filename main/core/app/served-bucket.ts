// The embedded bucket as the faces of the app start and serve it.
import { anyLive } from '../model/share';
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state-store';
import { hasLiveRequests, type Embedded } from '../storage/embedded-bucket';
import type { App } from './app';

type ServedBucket = Pick<App, 'serveLinks' | 'serveBucket' | 'servesBucket' | 'embeddedIsSessionOnly'>;

export const createServedBucket = (
  { ledger, localBucket, clock }: Pick<Ports, 'ledger' | 'localBucket' | 'clock'>,
  store: Pick<Store, 'get'>,
  embedded: Embedded,
): ServedBucket => ({
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
  servesBucket: () => localBucket.serving(),
  embeddedIsSessionOnly: () => embedded.sessionOnly(),
});
