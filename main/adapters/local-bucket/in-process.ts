// Under plain Node the embedded bucket runs inside the command that needs it.
import type { LocalBucketHost } from '../../core/ports/local-bucket';
import { createLocalBucketHost, type HostOptions } from './host';

/** Loads the server only when it is to be started: most commands need none. */
export function createLocalBucketInProcess(options: Omit<HostOptions, 'start'>): LocalBucketHost {
  return createLocalBucketHost({
    ...options,
    async start(server) {
      const { startLocalBucket } = await import('../../local-bucket/server/server');
      const bucket = await startLocalBucket(server);
      let ended: () => void = () => undefined;
      const gone = new Promise<void>((resolve) => {
        ended = resolve;
      });
      return {
        port: bucket.port,
        gone,
        async stop() {
          await bucket.close();
          ended();
        },
      };
    },
  });
}
