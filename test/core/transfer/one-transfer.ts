// The steps of one transfer, without the engine around them: its file, its bucket and its slots are what a test says.
import type { FileSnapshot } from '../../../main/core/model/given-file';
import type { Failure } from '../../../main/core/model/failure';
import type { OpenFile } from '../../../main/core/ports/files';
import type { ObjectStore } from '../../../main/core/ports/object-store';
import { usualEngineLimits } from '../../../main/core/ports/transfer-engine';
import { bodyWorkInPlace } from '../../../main/core/transfer/body-work-in-place';
import { createMemoryBudget } from '../../../main/core/transfer/memory-budget';
import { createSlotPool } from '../../../main/core/transfer/request-slots';
import type { TransferContext } from '../../../main/core/transfer/transfer-context';
import { createMemoryObjects } from '../../fakes/memory-objects';
import { createMemoryServer } from '../../fakes/memory-server';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';

export const snapshotOf = (sizeBytes: number): FileSnapshot => ({
  sizeBytes,
  mtimeNs: 1n,
  ctimeNs: 1n,
  inode: 1n,
  device: 1n,
});

/** An open file with these bytes. */
export const fileOf = (content: Uint8Array): OpenFile => ({
  snapshot: snapshotOf(content.length),
  async read(positionBytes, target) {
    const bytes = content.subarray(positionBytes, positionBytes + target.length);
    target.set(bytes);
    return bytes.length;
  },
  inspect: async () => snapshotOf(content.length),
  close: async () => undefined,
});

export function oneTransfer(change: Partial<TransferContext> = {}) {
  const server = createMemoryServer(() => 0);
  const bucket = server.createBucket(sampleConnection.bucket);
  server.credentials.set(sampleCredentials.accessKeyId, sampleCredentials.secretAccessKey);
  const twin = createMemoryObjects(server);
  /** What the slots were told. */
  const told = { sent: [] as number[], failures: [] as Failure[] };
  const stop = new AbortController();
  const context: TransferContext = {
    job: {
      id: 't',
      path: '/a',
      fileName: 'a.txt',
      connection: sampleConnection,
      credentials: sampleCredentials,
      key: 'k/a.txt',
      headers: { contentType: 'text/plain', contentDisposition: 'attachment' },
      resumable: true,
    },
    file: fileOf(Buffer.from('abc')),
    // The twin opens at once.
    objects: twin.open(sampleConnection, sampleCredentials) as ObjectStore,
    slots: {
      ...createSlotPool(() => 0, usualEngineLimits).of('c'),
      sent: (bytes) => void told.sent.push(bytes),
      reportFailure: (failure) => void told.failures.push(failure),
    },
    memory: createMemoryBudget(1_048_576),
    bodies: bodyWorkInPlace,
    // The shortest of waits.
    random: () => 0,
    signal: stop.signal,
    save: () => undefined,
    onProgress: () => undefined,
    ...change,
  };
  return { context, bucket, twin, told, stop };
}
