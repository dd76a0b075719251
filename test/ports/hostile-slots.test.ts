// A server that keeps no condition, or tells of slots for ever, gives no file of two objects and no look without an end.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import { asFailure } from '../../main/core/model/failure';
import type { FileRequest } from '../../main/core/model/requests/file-request';
import type { ObjectStore } from '../../main/core/ports/object-store';
import { findArrivals } from '../../main/core/requests/find-arrivals';
import { rejected } from '../fakes/failing';
import { createMemoryLedgerFile } from '../fakes/memory-ledger';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { answer, startScripted, type ScriptedServer } from './scripted-server';

let server: ScriptedServer;
let objects: ObjectStore;
beforeAll(async () => {
  server = await startScripted();
  const connection = { ...sampleConnection, endpoint: server.endpoint };
  objects = createObjectStoreFactory(Date.now)(connection, sampleCredentials);
});
afterAll(async () => {
  objects.close();
  await server.close();
});

test.each([
  ['"another"', 'object-missing'],
  ['"mine"', 1],
  ['W/"mine"', 1],
])('a read that asked for "mine" and is answered with %s gives %s', async (etag, outcome) => {
  server.script = answer(206, 'x', { ETag: etag });
  const read = objects.readBack('k', 0, 1, 'mine').then(
    ({ length }) => length,
    (error: unknown) => asFailure(error).code,
  );
  expect(await read).toBe(outcome);
});

test('a list of slots that never ends is not-s3', async () => {
  let asked = 0;
  server.script = (request, response) => {
    asked += 1;
    const body = `<ListBucketResult><Name>files</Name><Prefix>in/x/</Prefix><KeyCount>1</KeyCount><IsTruncated>true</IsTruncated><NextContinuationToken>${asked}</NextContinuationToken><Contents><Key>in/x/${asked}</Key><Size>1</Size></Contents></ListBucketResult>`;
    answer(200, body)(request, response);
  };
  const look = findArrivals(objects, { ledger: createMemoryLedgerFile().open() }, { openHead: async () => undefined }, {
    id: 'r',
    folder: 'in/x/',
  } as FileRequest);
  expect([(await rejected(look)).code, asked]).toEqual(['not-s3', 200]);
});
