// What guests say of files on their way is read once, and forgotten with the slots that nobody waits for.
import { expect, test } from 'vitest';
import { createManifestMemory } from '../../../main/core/requests/manifest-memory';
import { askedHeaders } from '../../../main/core/requests/upload-of-guest';
import { slotKey } from '../../../main/core/model/keys/object-key';
import { newYearMs, sampleConnection, sampleCredentials, sampleFileRequest as request } from '../../fakes/samples';
import { createTestPorts } from '../../fakes/test-ports';
import { aboutOf } from './guest';

test('a manifest is read once, until its slot is none that is waited for', async () => {
  const { ports, server } = createTestPorts();
  server.createBucket(sampleConnection.bucket);
  server.credentials.set(sampleCredentials.accessKeyId, sampleCredentials.secretAccessKey);
  const objects = await ports.openObjectStore(sampleConnection, sampleCredentials, { retries: true });
  const reads: string[] = [];
  const noting: typeof objects = {
    ...objects,
    readBack: (key, ...range) => {
      reads.push(key);
      return objects.readBack(key, ...range);
    },
  };
  const { saidOf, keepOnly } = createManifestMemory({ openHead: () => Promise.resolve(undefined) });
  const keys = [1, 2].map((slot) => slotKey(request.folder, slot, 'about'));
  const look = async () => {
    reads.length = 0;
    for (const [index, key] of keys.entries()) {
      const body = aboutOf('film.mp4', 'b', 1);
      await objects.put(key, body, askedHeaders, { signal: new AbortController().signal });
      const about = { key, sizeBytes: body.length, modifiedAtMs: newYearMs };
      expect(await saidOf(noting, request, index + 1, about)).toMatchObject({ count: 1 });
    }
    return reads;
  };
  expect(await look()).toEqual(keys);
  expect(await look()).toEqual([]);
  keepOnly(request, new Set([2]));
  keepOnly({ id: 'another' }, new Set());
  expect(await look()).toEqual(keys.slice(0, 1));
});
