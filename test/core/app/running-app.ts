// The whole app over twins, with one connection to a server in memory, as most tests of services need it.
import { createApp } from '../../../main/core/app/compose';
import type { Connection } from '../../../main/core/model/connection';
import { credentialsText } from '../../../main/core/credentials/rules/keychain-entry';
import type { App } from '../../../main/core/app/app';
import type { Ports } from '../../../main/core/ports/ports';
import type { WatchTimes } from '../../../main/core/watching/watch-folder';
import type { MemoryBucket } from '../../fakes/memory-bucket';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import { createTestPorts, type TestPorts } from '../../fakes/test-ports';

export interface RunningApp extends TestPorts {
  readonly app: App;
  /** Of the connection `Work`, the default one. */
  readonly bucket: MemoryBucket;
}

export interface Start {
  readonly ports?: Partial<Ports>;
  /** What another app of this test made, to share it. */
  readonly shared?: Partial<TestPorts>;
  /** As the window does it: waits for a lost network, and goes on with what earlier processes left. */
  readonly stays?: boolean;
  /** How often shares are looked after while it stays. */
  readonly upkeepEveryMs?: number;
  readonly watchTimes?: WatchTimes;
  /** Without the connection `Work`: the first start of all. */
  readonly fresh?: boolean;
  /** Before the app starts. */
  readonly prepare?: (twins: TestPorts) => void;
}

export const secretEntry = (connection: Connection) => `connection:${connection.id}`;

export async function startApp({
  ports = {},
  shared = {},
  stays = false,
  fresh = false,
  upkeepEveryMs,
  watchTimes,
  prepare,
}: Start = {}): Promise<RunningApp> {
  const twins = createTestPorts(ports, shared);
  const { server, secrets } = twins;
  const bucket = server.buckets.get(sampleConnection.bucket) ?? server.createBucket(sampleConnection.bucket);
  server.credentials.set(sampleCredentials.accessKeyId, sampleCredentials.secretAccessKey);
  if (!fresh && twins.ports.ledger.connections().length === 0) {
    twins.ports.ledger.saveConnection(sampleConnection);
    secrets.entries.set(secretEntry(sampleConnection), credentialsText(sampleCredentials));
  }
  prepare?.(twins);
  const app = createApp(twins.ports, {
    stays,
    ...(upkeepEveryMs !== undefined && { upkeepEveryMs }),
    ...(watchTimes !== undefined && { watchTimes }),
  });
  await app.start();
  return { ...twins, app, bucket };
}

/** Lets everything run that is not waiting for a timer. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Waits until `condition` holds; the test's own time limit ends it otherwise. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
