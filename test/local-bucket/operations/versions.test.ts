// Versioned buckets through the S3 API: what is kept, what a deletion hides and what it ends, for links, copies and uploads too.

import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Fixture, bucketName, serve } from '../fixture';

const Bucket = bucketName;
let s3: Fixture;
beforeEach(async () => {
  s3 = await serve();
});
afterEach(async () => s3.stop());

const setTo = async (Status: 'Enabled' | 'Suspended') =>
  s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
const put = async (Body: string, Key = 'k') =>
  (await s3.client.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId;
const get = async (VersionId?: string, Key = 'k') => {
  const { Body, VersionId: id } = await s3.client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return [await Body?.transformToString(), id];
};
const remove = async (VersionId?: string, Key = 'k') => {
  const { DeleteMarker, VersionId: id } = await s3.client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  return { DeleteMarker, id };
};
const list = async () => {
  const { Versions, DeleteMarkers } = await s3.client.send(new ListObjectVersionsCommand({ Bucket }));
  return [(Versions ?? []).map(({ VersionId }) => VersionId), (DeleteMarkers ?? []).map(({ VersionId }) => VersionId)];
};
const currentKeys = async () =>
  ((await s3.client.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).map(({ Key }) => Key);
const raw = async (query: string, method = 'GET') => s3.signed({ method, target: `/${Bucket}/k${query}` });

describe('the setting', () => {
  test('is absent, then enabled or suspended', async () => {
    const status = async () => (await s3.client.send(new GetBucketVersioningCommand({ Bucket }))).Status;
    expect(await status()).toBeUndefined();
    await setTo('Enabled');
    expect(await status()).toBe('Enabled');
    await setTo('Suspended');
    expect(await status()).toBe('Suspended');
  });

  const configuration = (inner: string) => `<VersioningConfiguration>${inner}</VersioningConfiguration>`;
  test.each([
    [configuration(''), 'IllegalVersioningConfigurationException'],
    [configuration('<Status>On</Status>'), 'MalformedXML'],
    [configuration('<Status>Enabled</Status><MfaDelete>Enabled</MfaDelete>'), 'NotImplemented'],
    [configuration('<Status>Enabled</Status><MfaDelete>Maybe</MfaDelete>'), 'MalformedXML'],
    ['<Other/>', 'MalformedXML'],
    ['', 'MalformedXML'],
  ])('%s is %s', async (body, code) => {
    const headers = { 'content-length': String(body.length) };
    const answer = await s3.signed({ method: 'PUT', target: `/${Bucket}?versioning`, headers, body });
    expect(answer.code).toBe(code);
    expect((await s3.client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
  });

  test('of a bucket that is not there is NoSuchBucket', async () => {
    for (const query of ['versioning', 'versions']) {
      expect((await s3.signed({ target: `/nowhere?${query}` })).code).toBe('NoSuchBucket');
    }
  });
});

describe('without versioning', () => {
  test('nothing speaks of versions, and the list shows null versions', async () => {
    expect(await put('one')).toBeUndefined();
    const answers = [await raw(''), await raw('', 'HEAD'), await raw('?versionId=null'), await raw('', 'DELETE')];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 204]);
    for (const { headers } of answers) {
      expect(Object.keys(headers).filter((name) => /version|marker/.test(name))).toEqual([]);
    }
    await put('two');
    expect(await list()).toEqual([['null'], []]);
    expect(await remove('null')).toEqual({ DeleteMarker: undefined, id: undefined });
    expect(await list()).toEqual([[], []]);
    expect((await raw('')).headers['x-amz-delete-marker']).toBeUndefined();
  });
});

describe('enabled', () => {
  let ids: readonly (string | undefined)[];
  beforeEach(async () => {
    const before = await put('zero');
    await setTo('Enabled');
    ids = [before ?? 'null', await put('one'), await put('two')];
  });

  test('every put is kept and found by its id', async () => {
    expect(new Set(ids).size).toBe(3);
    expect(await get()).toEqual(['two', ids[2]]);
    for (const [index, text] of ['zero', 'one', 'two'].entries())
      expect(await get(ids[index])).toEqual([text, ids[index]]);
    expect(await list()).toEqual([[ids[2], ids[1], ids[0]], []]);
    expect(await currentKeys()).toEqual(['k']);
  });

  test('a deletion hides, and removing its marker brings the object back', async () => {
    const marker = await remove();
    expect(marker.DeleteMarker).toBe(true);
    const gone = await raw('');
    expect([gone.status, gone.code]).toEqual([404, 'NoSuchKey']);
    expect(gone.headers).toMatchObject({ 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker.id });
    const head = await raw('', 'HEAD');
    expect([head.status, head.headers['x-amz-delete-marker']]).toEqual([404, 'true']);
    expect(await currentKeys()).toEqual([]);
    expect(await list()).toEqual([[ids[2], ids[1], ids[0]], [marker.id]]);
    expect(await get(ids[2])).toEqual(['two', ids[2]]);
    expect(await remove(marker.id)).toEqual({ DeleteMarker: true, id: marker.id });
    expect(await get()).toEqual(['two', ids[2]]);
    expect(await currentKeys()).toEqual(['k']);
  });

  test.each(['GET', 'HEAD'])('%s of a marker by its id is 405 and says what it is', async (method) => {
    const { id } = await remove();
    const answer = await raw(`?versionId=${id}`, method);
    expect(answer.status).toBe(405);
    expect(answer.headers).toMatchObject({ 'x-amz-delete-marker': 'true', 'x-amz-version-id': id, allow: 'DELETE' });
    expect(Date.parse(answer.headers['last-modified'] ?? '')).toBeGreaterThan(Date.now() - 60_000);
    expect(answer.code).toBe(method === 'GET' ? 'MethodNotAllowed' : undefined);
  });

  test('a version that is deleted is gone, and the one before it is current', async () => {
    expect(await remove(ids[2])).toEqual({ DeleteMarker: undefined, id: ids[2] });
    expect(await get()).toEqual(['one', ids[1]]);
    expect((await raw(`?versionId=${ids[2]}`)).code).toBe('NoSuchVersion');
    await remove(ids[1]);
    await remove('null');
    expect([await list(), await currentKeys()]).toEqual([[[], []], []]);
    const gone = await raw('');
    expect([gone.code, gone.headers['x-amz-delete-marker']]).toEqual(['NoSuchKey', undefined]);
  });

  test('deleting a version twice succeeds, and what is no id is refused', async () => {
    await remove(ids[1]);
    expect(await remove(ids[1])).toEqual({ DeleteMarker: undefined, id: ids[1] });
    for (const method of ['GET', 'DELETE']) {
      expect((await raw('?versionId=1', method)).code).toBe('InvalidArgument');
    }
  });

  test('deleting what never was leaves a marker, and deleting again another', async () => {
    const [one, two] = [await remove(undefined, 'never'), await remove(undefined, 'never')];
    expect([one.DeleteMarker, two.DeleteMarker, one.id === two.id]).toEqual([true, true, false]);
    expect((await list())[1]).toEqual([two.id, one.id]);
  });

  test('a bucket is empty only when every version and marker has gone', async () => {
    const drop = async () => s3.client.send(new DeleteBucketCommand({ Bucket }));
    const { id } = await remove();
    await expect(drop()).rejects.toMatchObject({ name: 'BucketNotEmpty' });
    for (const version of ids) await remove(version);
    await expect(drop()).rejects.toMatchObject({ name: 'BucketNotEmpty' });
    await remove(id);
    await drop();
  });

  test('DeleteObjects takes versions and says what it made and removed', async () => {
    const { id } = await remove();
    const { Deleted, Errors } = await s3.client.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: {
          Objects: [
            { Key: 'k', VersionId: ids[1] },
            { Key: 'k', VersionId: id },
            { Key: 'other' },
            { Key: 'k', VersionId: 'wrong' },
          ],
        },
      }),
    );
    expect(Deleted?.slice(0, 2)).toEqual([
      { Key: 'k', VersionId: ids[1] },
      { Key: 'k', VersionId: id, DeleteMarker: true, DeleteMarkerVersionId: id },
    ]);
    expect(Deleted?.[2]).toMatchObject({ Key: 'other', DeleteMarker: true });
    expect(Errors).toMatchObject([{ Key: 'k', VersionId: 'wrong', Code: 'InvalidArgument' }]);
    expect(await list()).toEqual([[ids[2], ids[0]], [Deleted?.[2]?.DeleteMarkerVersionId]]);
    expect(await get()).toEqual(['two', ids[2]]);
  });

  test('a presigned link to a version opens that version until it is gone, whatever lies above', async () => {
    const url = await getSignedUrl(s3.client, new GetObjectCommand({ Bucket, Key: 'k', VersionId: ids[1] }), {
      expiresIn: 60,
    });
    const open = async (link = url) => {
      const answer = await fetch(link);
      return [answer.status, await answer.text()] as const;
    };
    expect(await open()).toEqual([200, 'one']);
    await remove();
    expect(await open()).toEqual([200, 'one']);
    const other = await open(url.replace(ids[1] ?? '', ids[2] ?? ''));
    expect([other[0], /<Code>(\w+)/.exec(other[1])?.[1]]).toEqual([403, 'SignatureDoesNotMatch']);
    await remove(ids[1]);
    expect((await open())[0]).toBe(404);
  });

  test('conditions look at what is current: a marker counts as nothing', async () => {
    const create = async () => s3.client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', IfNoneMatch: '*' }));
    await expect(create()).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await remove();
    expect((await create()).VersionId).toBeDefined();
  });

  test('tags, sums and sizes belong to one version', async () => {
    const TagSet = [{ Key: 'a', Value: 'b' }];
    const tagsOf = async (VersionId?: string) =>
      (await s3.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'k', VersionId }))).TagSet;
    const tagged = await s3.client.send(
      new PutObjectTaggingCommand({ Bucket, Key: 'k', VersionId: ids[0], Tagging: { TagSet } }),
    );
    expect(tagged.VersionId).toBe('null');
    expect([await tagsOf(), await tagsOf(ids[0])]).toEqual([[], TagSet]);
    await s3.client.send(new PutObjectTaggingCommand({ Bucket, Key: 'k', Tagging: { TagSet } }));
    await s3.client.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'k', VersionId: ids[0] }));
    expect([await tagsOf(), await tagsOf(ids[0])]).toEqual([TagSet, []]);
    expect(await list()).toEqual([[ids[2], ids[1], ids[0]], []]);
    const attributes = new GetObjectAttributesCommand({
      Bucket,
      Key: 'k',
      VersionId: ids[0],
      ObjectAttributes: ['ObjectSize'],
    });
    expect(await s3.client.send(attributes)).toMatchObject({ ObjectSize: 4, VersionId: 'null' });
    const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'k', VersionId: ids[1] }));
    expect([head.ContentLength, head.VersionId]).toEqual([3, ids[1]]);
  });

  test('new tags of a hidden null version do not bring it to light', async () => {
    const { id } = await remove();
    await remove(ids[1]);
    await remove(ids[2]);
    const Tagging = { TagSet: [{ Key: 'a', Value: 'b' }] };
    await s3.client.send(new PutObjectTaggingCommand({ Bucket, Key: 'k', VersionId: 'null', Tagging }));
    expect([await list(), await currentKeys(), (await raw('')).status]).toEqual([[['null'], [id]], [], 404]);
  });

  test('the end that a rule sets is told of the current version only', async () => {
    const Rules = [{ ID: 'r', Status: 'Enabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 1 } }];
    await s3.client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
    expect((await raw('')).headers['x-amz-expiration']).toMatch(/rule-id="r"$/);
    expect((await raw(`?versionId=${ids[2]}`)).headers['x-amz-expiration']).toMatch(/rule-id="r"$/);
    expect((await raw(`?versionId=${ids[1]}`)).headers['x-amz-expiration']).toBeUndefined();
  });

  test('simultaneous puts are all kept, and simultaneous deletions each leave a marker', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => `text ${index}`);
    const made = await Promise.all(texts.map(async (text) => put(text, 'busy')));
    expect(new Set(made).size).toBe(20);
    for (const [index, id] of made.entries()) expect(await get(id, 'busy')).toEqual([texts[index], id]);
    const markers = await Promise.all(texts.map(async () => remove(undefined, 'busy')));
    expect(new Set(markers.map(({ id }) => id)).size).toBe(20);
    await Promise.all([...made, ...markers.map(({ id }) => id)].map(async (id) => remove(id, 'busy')));
    expect(await list()).toEqual([[ids[2], ids[1], ids[0]], []]);
  });

  test('the order of versions does not hang on the clock', async () => {
    const clock = { nowMs: Date.UTC(2030, 0, 2) };
    const timed = await serve({}, { now: () => clock.nowMs, sweepIntervalMs: 60_000 });
    try {
      const send = async (method: string, target: string, body = '') =>
        timed.signed({
          method,
          target,
          body,
          dateMs: clock.nowMs,
          headers: { 'content-length': String(body.length) },
        });
      const Enabled = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';
      await send('PUT', `/${Bucket}?versioning`, Enabled);
      const made: (string | undefined)[] = [];
      for (const changeMs of [0, -86_400_000, 0, 1]) {
        clock.nowMs += changeMs;
        made.unshift((await send('PUT', `/${Bucket}/k`, 'x')).headers['x-amz-version-id']);
      }
      const { text } = await send('GET', `/${Bucket}?versions`);
      // The clock stands still, and the id of a version that is gone still never comes again.
      await send('DELETE', `/${Bucket}/k?versionId=${made[0]}`);
      const next = (await send('PUT', `/${Bucket}/k`, 'x')).headers['x-amz-version-id'];
      expect(made).not.toContain(next);
      expect([...text.matchAll(/<VersionId>(\w+)</g)].map((match) => match[1])).toEqual(made);
      expect(made.every((id, index) => index === 0 || String(made[index - 1]) > String(id))).toBe(true);
    } finally {
      await timed.stop();
    }
  });
});

describe('suspended', () => {
  test('puts and deletions share one null version, and older versions stay', async () => {
    await setTo('Enabled');
    const kept = await put('kept');
    await setTo('Suspended');
    expect([await put('one'), await put('two')]).toEqual(['null', 'null']);
    expect(await list()).toEqual([['null', kept], []]);
    expect(await remove()).toEqual({ DeleteMarker: true, id: 'null' });
    expect(await list()).toEqual([[kept], ['null']]);
    expect((await raw('?versionId=null')).status).toBe(405);
    await remove();
    expect(await list()).toEqual([[kept], ['null']]);
    expect(await put('three')).toBe('null');
    expect(await list()).toEqual([['null', kept], []]);
    await remove('null');
    expect(await get()).toEqual(['kept', kept]);
  });

  test('enabled again, the null version is one of many', async () => {
    await put('null');
    await setTo('Enabled');
    const first = await put('first');
    await setTo('Suspended');
    await put('null again');
    await setTo('Enabled');
    const last = await put('last');
    expect(await list()).toEqual([[last, 'null', first], []]);
    expect(await get('null')).toEqual(['null again', 'null']);
  });
});

describe('copies', () => {
  test('take the version that is named, say which, and may restore it onto itself', async () => {
    await setTo('Enabled');
    const [one, two] = [await put('one'), await put('two')];
    const copy = async (source: string, Key: string) =>
      s3.client.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${source}` }));
    const restored = await copy(`k?versionId=${one}`, 'k');
    expect(restored.CopySourceVersionId).toBe(one);
    expect(await get()).toEqual(['one', restored.VersionId]);
    const other = await copy('k', 'other');
    expect(other.CopySourceVersionId).toBe(restored.VersionId);
    await remove(one);
    await remove(two);
    await remove(restored.VersionId);
    expect(await get(undefined, 'other')).toEqual(['one', other.VersionId]);
    await expect(copy(`k?versionId=${one}`, 'x')).rejects.toMatchObject({ name: 'NoSuchVersion' });
    const { id } = await remove(undefined, 'other');
    await expect(copy('other', 'x')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(copy(`other?versionId=${id}`, 'x')).rejects.toMatchObject({ name: 'InvalidRequest' });
  });

  test('of parts take the version that is named, and Complete tells the id of what it made, again and again', async () => {
    await setTo('Enabled');
    const one = await put('one');
    await put('two');
    const named = { Bucket, Key: 'joined' };
    const { UploadId } = await s3.client.send(new CreateMultipartUploadCommand(named));
    const part = await s3.client.send(
      new UploadPartCopyCommand({ ...named, UploadId, PartNumber: 1, CopySource: `${Bucket}/k?versionId=${one}` }),
    );
    expect(part.CopySourceVersionId).toBe(one);
    const complete = new CompleteMultipartUploadCommand({
      ...named,
      UploadId,
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag: part.CopyPartResult?.ETag }] },
    });
    const { VersionId } = await s3.client.send(complete);
    expect(await get(undefined, 'joined')).toEqual(['one', VersionId]);
    const above = await put('above', 'joined');
    // The answer got lost and somebody else was quicker: the object that was made is still the answer.
    expect((await s3.client.send(complete)).VersionId).toBe(VersionId);
    expect(await get(undefined, 'joined')).toEqual(['above', above]);
    await remove(VersionId, 'joined');
    await expect(s3.client.send(complete)).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  test('an upload that is aborted leaves no version', async () => {
    await setTo('Enabled');
    const { UploadId } = await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'k' }));
    await s3.client.send(new UploadPartCommand({ Bucket, Key: 'k', UploadId, PartNumber: 1, Body: 'x' }));
    await s3.client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'k', UploadId }));
    expect(await list()).toEqual([[], []]);
  });
});
