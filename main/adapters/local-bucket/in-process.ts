// Under plain Node the embedded bucket runs inside the command that needs it.
import type { LocalBucketHost } from '../../core/ports/local-bucket';
import { Failure } from '../../core/model/failure';
import { createLocalBucketHost, type HostOptions } from './host';
import { createServedListeners } from './served-listeners';

/** Loads the server only when it is to be started: most commands need none. */
export function createLocalBucketInProcess({
  serves = true,
  ...options
}: Omit<HostOptions, 'start'> & { readonly serves?: boolean }): LocalBucketHost {
  const { tell, onServed } = createServedListeners();
  const host = createLocalBucketHost({
    ...options,
    async start(server) {
      if (!serves) throw new Failure('bucket-unserved');
      const { startLocalBucket } = await import('../../local-bucket/server/server');
      const bucket = await startLocalBucket(server, undefined, tell);
      let ended: () => void = () => undefined;
      const gone = new Promise<void>((resolve) => {
        ended = resolve;
      });
      return {
        port: bucket.port,
        gone,
        listenOn: (addresses) => bucket.listenOn(addresses),
        async stop() {
          await bucket.close();
          ended();
        },
      };
    },
  });
  return { ...host, onServed };
}
