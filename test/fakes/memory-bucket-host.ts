// The LocalBucketHost port's twin: the bucket on this computer as a bucket of the server in memory.
import { Failure } from '../../main/core/model/failure';
import type { ServedObject } from '../../main/core/model/receipts/receipt';
import type { ListenResult, LocalBucketHost, LocalBucketRun } from '../../main/core/ports/local-bucket';
import type { MemoryServer } from './memory-server';

export interface MemoryBucketHost extends LocalBucketHost {
  /** Ports that other programs use. */
  readonly takenPorts: Set<number>;
  /** The network addresses of this computer; `in-use` where another program has the port. */
  readonly network: Map<string, ListenResult['state']>;
  /** The server sends that to others. */
  sends(served: readonly ServedObject[]): void;
  /** Every request to run, in order. */
  readonly runs: readonly LocalBucketRun[];
  /** Every list of network addresses, in order. */
  readonly opened: readonly (readonly string[])[];
}

const bucketName = 'mayfly';

export function createMemoryBucketHost(server: MemoryServer): MemoryBucketHost {
  const takenPorts = new Set<number>();
  const runs: LocalBucketRun[] = [];
  const network = new Map<string, ListenResult['state']>();
  const opened: (readonly string[])[] = [];
  let requested: readonly string[] = [];
  const listeners: Parameters<LocalBucketHost['onServed']>[0][] = [];
  let port: number | undefined;
  return {
    takenPorts,
    network,
    runs,
    opened,
    async ensureRunning({ accessKeyId, secretAccessKey }, run) {
      runs.push(run);
      if (run.port !== undefined && takenPorts.has(run.port)) throw new Failure('bucket-port-taken');
      port ??= run.port ?? 49_152;
      server.credentials.set(accessKeyId, secretAccessKey);
      if (!server.buckets.has(bucketName)) server.createBucket(bucketName);
      return { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', bucket: bucketName };
    },
    serving: () => port !== undefined,
    onServed: (heard) => void listeners.push(heard),
    sends: (served) => listeners.forEach((heard) => heard(served)),
    async listenOn(addresses) {
      requested = addresses;
      opened.push(addresses);
      if (port === undefined) return [];
      return addresses.map((address) => ({ address, state: network.get(address) ?? 'gone' }));
    },
    async listeningOn() {
      return port === undefined ? [] : requested.filter((address) => network.get(address) === 'listening');
    },
    async withdraw() {
      port = undefined;
    },
    async stop() {
      port = undefined;
    },
  };
}
