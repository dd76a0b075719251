// Lists longer than one page, as only huge uploads make them: 10,000 parts are ten pages.
import { describe, expect, it } from 'vitest';
import { createObjectStoreFactory } from '../../main/adapters/s3/object-store';
import { startFaultServer } from './fault-server';
import { connectionTo } from './run-case';

const credentials = { accessKeyId: 'AKIDFAULTS', secretAccessKey: 'secret-of-the-fault-server' };

describe('lists of several pages', () => {
  it('2,345 parts are all found, in order', async () => {
    const server = await startFaultServer();
    const objects = createObjectStoreFactory(Date.now)(connectionTo(server.url), credentials);
    const uploadId = server.bucket.create('a/b.bin', Date.now());
    const parts = server.bucket.uploads.get(uploadId)?.parts;
    for (let number = 1; number <= 2_345; number += 1)
      parts?.set(number, server.bucket.describe(Buffer.from([number % 256])));
    const listed = await objects.listParts('a/b.bin', uploadId);
    expect(listed.map(({ partNumber }) => partNumber)).toEqual(Array.from({ length: 2_345 }, (_, index) => index + 1));
    expect(server.requests().filter(({ operation }) => operation === 'list-parts')).toHaveLength(3);
    objects.close();
    await server.close();
  });

  it('2,100 unfinished uploads are all found once, those of other prefixes not at all', async () => {
    const server = await startFaultServer();
    const objects = createObjectStoreFactory(Date.now)(connectionTo(server.url), credentials);
    const ours = Array.from({ length: 2_100 }, (_, index) => server.bucket.create(`ours/${index % 7}`, Date.now()));
    server.bucket.create('theirs/1', Date.now());
    const listed = await objects.listUploads('ours/');
    expect(listed.map(({ uploadId }) => uploadId).toSorted()).toEqual(ours.toSorted());
    objects.close();
    await server.close();
  });

  it('a list of uploads that never gets on ends', async () => {
    const server = await startFaultServer({ pageSize: 2 });
    const objects = createObjectStoreFactory(Date.now)(connectionTo(server.url), credentials);
    for (let index = 0; index < 5; index += 1) server.bucket.create('ours/1', Date.now());
    server.plan([{ match: { operation: 'list-uploads' }, act: { kind: 'endless-list' } }]);
    expect((await objects.listUploads('ours/')).length).toBeLessThan(10);
    objects.close();
    await server.close();
  });
});
