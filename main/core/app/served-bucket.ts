// The embedded bucket as the faces of the app start and serve it.
import type { Ports } from '../ports/ports';
import type { Store } from '../state/state-store';
import type { Embedded } from '../storage/embedded-bucket';
import type { App } from './app';

type ServedBucket = Pick<App, 'serveLinks' | 'serveBucket' | 'servesBucket' | 'embeddedIsSessionOnly'>;

export const createServedBucket = (
  { localBucket }: Pick<Ports, 'localBucket'>,
  store: Pick<Store, 'get'>,
  embedded: Embedded,
): ServedBucket => ({
  async serveLinks() {
    const served = store.get().connections.find(({ kind }) => kind === 'embedded');
    if (served !== undefined && embedded.hasLiveLinks(served)) await embedded.open(served);
  },
  async serveBucket(port) {
    const { connection, credentials } = await embedded.open(embedded.ensureConnection(), port);
    const { endpoint, region, bucket } = connection;
    return { endpoint, region, bucket, accessKeyId: credentials.accessKeyId };
  },
  servesBucket: () => localBucket.serving(),
  embeddedIsSessionOnly: () => embedded.sessionOnly(),
});
