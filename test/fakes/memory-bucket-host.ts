// The LocalBucketHost port's twin: the bucket on this computer as a bucket of the server in memory.
import { Failure } from '../../main/core/model/failure';
import type { LocalBucketHost, LocalBucketRun } from '../../main/core/ports/local-bucket';
import type { MemoryServer } from './memory-server';

export interface MemoryBucketHost extends LocalBucketHost {
  /** Ports that other programs use. */
  readonly takenPorts: Set<number>;
  /** Every request to run, in order. */
  readonly runs: readonly LocalBucketRun[];
  /** Every list of network addresses, in order. */
  readonly opened: readonly (readonly string[])[];
  /** Network addresses that other programs use. */
  readonly takenAddresses: Set<string>;
}

const bucketName = 'mayfly';

export function createMemoryBucketHost(server: MemoryServer): MemoryBucketHost {
  const takenPorts = new Set<number>();
  const runs: LocalBucketRun[] = [];
  const opened: (readonly string[])[] = [];
  const takenAddresses = new Set<string>();
  let port: number | undefined;
  return {
    takenPorts,
    runs,
    opened,
    takenAddresses,
    async ensureRunning({ accessKeyId, secretAccessKey }, run) {
      runs.push(run);
      if (run.port !== undefined && takenPorts.has(run.port)) throw new Failure('bucket-port-taken');
      port ??= run.port ?? 49_152;
      server.credentials.set(accessKeyId, secretAccessKey);
      if (!server.buckets.has(bucketName)) server.createBucket(bucketName);
      return { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', bucket: bucketName };
    },
    serving: () => port !== undefined,
    async withdraw() {
      port = undefined;
    },
    async listenOn(addresses) {
      opened.push(addresses);
      return addresses.map((address) => ({ address, state: takenAddresses.has(address) ? 'in-use' : 'listening' }));
    },
    async stop() {
      port = undefined;
    },
  };
}
