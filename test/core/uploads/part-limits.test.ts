// The engine cuts a file by the limits of the server it goes to.
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createFiles } from '../../../main/adapters/files/files';
import { createLocalEngine } from '../../../main/core/transfer/engine';
import { createMemoryObjects } from '../../fakes/memory-objects';
import { createMemoryServer } from '../../fakes/memory-server';
import { rejected } from '../../fakes/failing';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';

const folder = mkdtempSync(join(tmpdir(), 'mayfly-parts-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  [sampleConnection.endpoint, 16],
  ['https://s3.fr-par.scw.cloud', 21],
])('20 GiB to %s go in parts of %d MiB', async (endpoint, mebibytes) => {
  const path = join(folder, 'large.bin');
  writeFileSync(path, '');
  // A file with a hole takes no room on the disk.
  truncateSync(path, 20 * 1_073_741_824);
  const server = createMemoryServer(Date.now);
  server.createBucket(sampleConnection.bucket);
  server.credentials.set(sampleCredentials.accessKeyId, sampleCredentials.secretAccessKey);
  const { open } = createMemoryObjects(server);
  const engine = createLocalEngine({ clock: Date.now, files: createFiles(), openObjectStore: open, random: () => 0 });
  const cutAt = new Set<number>();
  const running = engine.run(
    {
      id: 'u',
      path,
      fileName: 'large.bin',
      connection: { ...sampleConnection, endpoint },
      credentials: sampleCredentials,
      key: 'k/large.bin',
      headers: { contentType: 'a/b', contentDisposition: 'attachment' },
      resumable: true,
    },
    {
      onProgress: () => undefined,
      save(fact) {
        if (fact.kind === 'begun') cutAt.add(fact.record.partBytes);
        running.stop('cancel');
      },
    },
  );
  expect((await rejected(running.done)).code).toBe('cancelled');
  expect([...cutAt]).toEqual([mebibytes * 1_048_576]);
});
