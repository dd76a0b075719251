// Buckets, their settings and the tags of objects; and that nothing which is not implemented reaches something that is.

import { createHash } from 'node:crypto';
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteBucketCorsCommand,
  DeleteBucketLifecycleCommand,
  DeleteObjectTaggingCommand,
  DeleteObjectsCommand,
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepOnce } from '../../../main/local-bucket/operations/lifecycle-sweeper';
import { Store } from '../../../main/local-bucket/storage/store';
import { type Fixture, bareObject, bucketName, serve, temporaryFolder } from '../fixture';

const Bucket = bucketName;
let s3: Fixture;
beforeAll(async () => {
  s3 = await serve();
});
afterAll(async () => s3.stop());

describe('buckets', () => {
  test('are created, listed, found and deleted', async () => {
    await s3.client.send(new CreateBucketCommand({ Bucket: 'second' }));
    await s3.client.send(new CreateBucketCommand({ Bucket: 'second' }));
    const list = await s3.client.send(new ListBucketsCommand({}));
    expect(list.Buckets?.map(({ Name }) => Name)).toEqual(['mayfly', 'second']);
    const head = await s3.client.send(new HeadBucketCommand({ Bucket: 'second' }));
    expect(head.BucketRegion).toBe('us-east-1');
    const location = await s3.client.send(new GetBucketLocationCommand({ Bucket: 'second' }));
    expect(location.LocationConstraint ?? '').toBe('');
    await s3.client.send(new DeleteBucketCommand({ Bucket: 'second' }));
    await expect(s3.client.send(new HeadBucketCommand({ Bucket: 'second' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
    expect((await s3.signed({ method: 'DELETE', target: '/second' })).code).toBe('NoSuchBucket');
  });

  test('are listed in pages', async () => {
    const fresh = await serve({ bucket: 'a-1' });
    try {
      for (const name of ['b-2', 'a-2', 'b-1']) await fresh.client.send(new CreateBucketCommand({ Bucket: name }));
      const list = async (more: object) => {
        const page = await fresh.client.send(new ListBucketsCommand(more));
        return [page.Buckets?.map(({ Name }) => Name).join(' '), page.ContinuationToken] as const;
      };
      expect(await list({ MaxBuckets: 3 })).toEqual(['a-1 a-2 b-1', 'b-1']);
      expect(await list({ MaxBuckets: 3, ContinuationToken: 'b-1' })).toEqual(['b-2', undefined]);
      expect(await list({ Prefix: 'b-' })).toEqual(['b-1 b-2', undefined]);
      expect((await list({ BucketRegion: 'eu-west-1' }))[0] ?? '').toBe('');
      expect((await fresh.signed({ target: '/?max-buckets=0' })).code).toBe('InvalidArgument');
    } finally {
      await fresh.stop();
    }
  });

  test('are deleted only when empty, with the uploads in them', async () => {
    await s3.client.send(new CreateBucketCommand({ Bucket: 'full' }));
    await s3.client.send(new PutObjectCommand({ Bucket: 'full', Key: 'x', Body: 'x' }));
    await s3.client.send(new CreateMultipartUploadCommand({ Bucket: 'full', Key: 'y' }));
    expect((await s3.signed({ method: 'DELETE', target: '/full' })).code).toBe('BucketNotEmpty');
    expect((await s3.signed({ method: 'DELETE', target: '/full/x' })).status).toBe(204);
    expect((await s3.signed({ method: 'DELETE', target: '/full' })).status).toBe(204);
    await s3.client.send(new CreateBucketCommand({ Bucket: 'full' }));
    expect((await s3.client.send(new ListMultipartUploadsCommand({ Bucket: 'full' }))).Uploads ?? []).toEqual([]);
  });

  test('deleting a bucket and filling it at once leaves no object outside a bucket', async () => {
    for (let round = 0; round < 10; round += 1) {
      await s3.client.send(new CreateBucketCommand({ Bucket: 'contested' }));
      const [put, remove] = await Promise.all([
        s3.signed({ method: 'PUT', target: '/contested/x', headers: { 'content-length': '1' }, body: 'x' }),
        s3.signed({ method: 'DELETE', target: '/contested' }),
      ]);
      expect([`${put.status} ${remove.status}`]).toEqual([expect.stringMatching(/^(?:200 409|404 204)$/)]);
      await s3.signed({ method: 'DELETE', target: '/contested/x' });
      await s3.signed({ method: 'DELETE', target: '/contested' });
    }
  });

  test('in another region are there already, and say where they are', async () => {
    const elsewhere = await serve({ region: 'eu-central-1' });
    try {
      const send = async (method: string, target: string, body = '') =>
        elsewhere.signed({
          method,
          target,
          region: 'eu-central-1',
          body,
          headers: { 'content-length': String(body.length) },
        });
      expect((await send('PUT', `/${Bucket}`)).code).toBe('BucketAlreadyOwnedByYou');
      expect((await send('GET', `/${Bucket}?location`)).text).toContain('>eu-central-1<');
      const configuration = (where: string) =>
        `<CreateBucketConfiguration><LocationConstraint>${where}</LocationConstraint></CreateBucketConfiguration>`;
      expect((await send('PUT', '/here', configuration('eu-central-1'))).status).toBe(200);
      expect((await send('PUT', '/there', configuration('eu-west-1'))).code).toBe('InvalidLocationConstraint');
    } finally {
      await elsewhere.stop();
    }
  });

  test.each(['ab', 'UPPER', 'a_b', '192.168.0.1', '-abc', 'a..b', '%2e%2e', 'a%00b'])(
    '%s is no name for one',
    async (name) => {
      expect((await s3.signed({ method: 'PUT', target: `/${name}` })).code).toBe('InvalidBucketName');
    },
  );
});

describe('DeleteObjects', () => {
  const send = async (xml: string, headers?: Record<string, string>) =>
    s3.signed({
      method: 'POST',
      target: `/${Bucket}?delete`,
      headers: {
        'content-length': String(Buffer.byteLength(xml)),
        ...(headers ?? { 'content-md5': createHash('md5').update(xml).digest('base64') }),
      },
      body: xml,
    });

  test('a thousand keys go at once, missing ones too', async () => {
    await Promise.all(
      [1, 2, 3].map(async (index) => s3.client.send(new PutObjectCommand({ Bucket, Key: `del/${index}`, Body: 'x' }))),
    );
    const Objects = Array.from({ length: 1000 }, (_, index) => ({ Key: `del/${index}` }));
    const done = await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect([done.Deleted?.length, done.Errors ?? []]).toEqual([1000, []]);
    expect((await s3.client.send(new ListObjectsV2Command({ Bucket, Prefix: 'del/' }))).KeyCount).toBe(0);
    const more = new DeleteObjectsCommand({ Bucket, Delete: { Objects: [...Objects, { Key: 'one too many' }] } });
    await expect(s3.client.send(more)).rejects.toMatchObject({ name: 'MalformedXML' });
  });

  test('a bucket without locks has nothing that a bypass of them would change, and DeleteObject says so', async () => {
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'unlocked', Body: 'x' }));
    const target = `/${Bucket}/unlocked`;
    const bypass = { 'x-amz-bypass-governance-retention': 'true' };
    const single = await s3.signed({ method: 'DELETE', target, headers: bypass });
    expect([single.status, single.code, (await s3.signed({ target })).status]).toEqual([400, 'InvalidArgument', 200]);
    const Delete = { Objects: [{ Key: 'unlocked' }] };
    await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete, BypassGovernanceRetention: true }));
    expect((await s3.signed({ target })).status).toBe(404);
  });

  test('a condition that is not checked keeps its key: Size and LastModifiedTime, as the headers of a single DELETE', async () => {
    const conditions = [
      ['Size', '<Size>1</Size>', { 'x-amz-if-match-size': '1' }],
      [
        'LastModifiedTime',
        '<LastModifiedTime>Wed, 21 Oct 2015 07:28:00 GMT</LastModifiedTime>',
        { 'x-amz-if-match-last-modified-time': 'Wed, 21 Oct 2015 07:28:00 GMT' },
      ],
    ] as const;
    for (const [key, condition, headers] of conditions) {
      await s3.client.send(new PutObjectCommand({ Bucket, Key: key, Body: 'xx' }));
      await s3.client.send(new PutObjectCommand({ Bucket, Key: 'free', Body: 'x' }));
      const single = await s3.signed({ method: 'DELETE', target: `/${Bucket}/${key}`, headers });
      expect([single.status, single.code]).toEqual([501, 'NotImplemented']);
      const many = await send(
        `<Delete><Object><Key>${key}</Key>${condition}</Object><Object><Key>free</Key></Object></Delete>`,
      );
      expect(many.text).toMatch(new RegExp(`<Error><Key>${key}</Key><Code>NotImplemented</Code><Message>.*${key}`));
      expect(many.text).toContain('<Deleted><Key>free</Key></Deleted>');
      expect((await s3.signed({ target: `/${Bucket}/${key}` })).text).toBe('xx');
    }
  });

  test('each key has its own outcome, and Quiet names failures only', async () => {
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'x' }));
    const list = (quiet: boolean) =>
      `<Delete><Quiet>${String(quiet)}</Quiet><Object><Key>gone</Key></Object><Object><Key>kept</Key><ETag>"other"</ETag></Object><Object><Key>v</Key><VersionId>1</VersionId></Object></Delete>`;
    const loud = await send(list(false));
    expect([loud.status, loud.text.match(/<Deleted>/g)?.length, loud.text.match(/<Error>/g)?.length]).toEqual([
      200, 1, 2,
    ]);
    const quiet = await send(list(true));
    expect([quiet.text.includes('<Deleted>'), quiet.text.match(/<Code>\w+/g)]).toEqual([
      false,
      ['<Code>PreconditionFailed', '<Code>NoSuchVersion'],
    ]);
    expect((await s3.signed({ target: `/${Bucket}/kept` })).status).toBe(200);
  });

  test.each([
    ['no digest', '<Delete><Object><Key>a</Key></Object></Delete>', {}, 'InvalidRequest'],
    [
      'a wrong digest',
      '<Delete><Object><Key>a</Key></Object></Delete>',
      { 'content-md5': createHash('md5').digest('base64') },
      'BadDigest',
    ],
    ['no keys', '<Delete></Delete>', undefined, 'MalformedXML'],
    ['an empty key', '<Delete><Object><Key></Key></Object></Delete>', undefined, 'MalformedXML'],
    ['another document', '<Remove><Object><Key>a</Key></Object></Remove>', undefined, 'MalformedXML'],
    ['a document type', '<!DOCTYPE x><Delete><Object><Key>a</Key></Object></Delete>', undefined, 'MalformedXML'],
    ['no XML', '{}', undefined, 'MalformedXML'],
    ['nothing', '', undefined, 'MalformedXML'],
    ['five megabytes', `<Delete>${' '.repeat(5_000_000)}</Delete>`, undefined, 'MaxMessageLengthExceeded'],
  ])('%s is refused', async (_name, xml, headers, code) => {
    const answer = await send(xml, headers);
    expect([answer.status, answer.code]).toEqual([400, code]);
  });
});

describe('tags', () => {
  test('are stored with the object or later, counted, and removed', async () => {
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'tagged', Body: 'x', Tagging: 'b%20c=%26&a=1' }));
    const get = async () => (await s3.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }))).TagSet;
    expect(await get()).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b c', Value: '&' },
    ]);
    const TagSet = [{ Key: 'é<>', Value: '' }];
    await s3.client.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet } }));
    expect(await get()).toEqual(TagSet);
    expect((await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'tagged' }))).TagCount).toBe(1);
    await s3.client.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'tagged' }));
    expect(await get()).toEqual([]);
    await expect(s3.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'none' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });

  test.each([
    [Array.from({ length: 11 }, (_, index) => [`k${index}`, 'v'] as const), 'BadRequest'],
    [
      [
        ['a', '1'],
        ['a', '2'],
      ] as const,
      'InvalidTag',
    ],
    [[['', '1']] as const, 'InvalidTag'],
    [[['k'.repeat(129), '1']] as const, 'InvalidTag'],
    [[['k', 'v'.repeat(257)]] as const, 'InvalidTag'],
  ])('%j are refused', async (tags, code) => {
    const header = tags.map(([key, value]) => `${key}=${value}`).join('&');
    const put = await s3.signed({
      method: 'PUT',
      target: `/${Bucket}/t`,
      headers: { 'content-length': '0', 'x-amz-tagging': header },
    });
    expect(put.code).toBe(code);
  });
});

describe('lifecycle', () => {
  const rules = [
    { ID: 'days', Status: 'Enabled' as const, Filter: { Prefix: 'tmp/' }, Expiration: { Days: 3 } },
    { ID: 'date', Status: 'Disabled' as const, Filter: { Prefix: '' }, Expiration: { Date: new Date('2031-01-01') } },
    {
      ID: 'and',
      Status: 'Enabled' as const,
      Filter: {
        And: { Prefix: 'big/', Tags: [{ Key: 'a', Value: 'b' }], ObjectSizeGreaterThan: 10, ObjectSizeLessThan: 100 },
      },
      Expiration: { Days: 1 },
    },
    {
      ID: 'abort',
      Status: 'Enabled' as const,
      Filter: { Prefix: '' },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 },
    },
  ];

  test('rules are kept, given back and announced', async () => {
    const get = new GetBucketLifecycleConfigurationCommand({ Bucket });
    await expect(s3.client.send(get)).rejects.toMatchObject({ name: 'NoSuchLifecycleConfiguration' });
    await s3.client.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: rules } }),
    );
    expect((await s3.client.send(get)).Rules).toEqual(rules);
    const put = await s3.client.send(new PutObjectCommand({ Bucket, Key: 'tmp/x', Body: 'x' }));
    const midnight = Math.ceil((Date.now() + 3 * 86_400_000) / 86_400_000) * 86_400_000;
    expect(put.Expiration).toBe(`expiry-date="${new Date(midnight).toUTCString()}", rule-id="days"`);
    expect((await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'tmp/x' }))).Expiration).toBe(put.Expiration);
    await s3.client.send(new DeleteBucketLifecycleCommand({ Bucket }));
    await expect(s3.client.send(get)).rejects.toMatchObject({ name: 'NoSuchLifecycleConfiguration' });
  });

  const rule = (inner: string) => `<LifecycleConfiguration><Rule>${inner}</Rule></LifecycleConfiguration>`;
  const base = '<ID>x</ID><Status>Enabled</Status><Filter><Prefix/></Filter>';
  test.each([
    ['<LifecycleConfiguration/>', 'MalformedXML'],
    ['<Other/>', 'MalformedXML'],
    [rule(base), 'InvalidRequest'],
    [rule(`${base}<Expiration><Days>0</Days></Expiration>`), 'InvalidArgument'],
    [rule(`${base}<Expiration><Days>-1</Days></Expiration>`), 'InvalidArgument'],
    [rule(`${base}<Expiration><Days>1.5</Days></Expiration>`), 'InvalidArgument'],
    [rule(`${base}<Expiration/>`), 'MalformedXML'],
    [rule(`${base}<Expiration><Days>1</Days><Date>2031-01-01T00:00:00Z</Date></Expiration>`), 'MalformedXML'],
    [rule(`${base}<Expiration><Date>2031-01-01T01:00:00Z</Date></Expiration>`), 'InvalidArgument'],
    [
      rule(`${base}<Expiration><ExpiredObjectDeleteMarker>yes</ExpiredObjectDeleteMarker></Expiration>`),
      'MalformedXML',
    ],
    [
      rule(`${base}<Expiration><Days>1</Days><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>`),
      'MalformedXML',
    ],
    [rule(`${base}<NoncurrentVersionExpiration/>`), 'MalformedXML'],
    [
      rule(
        `${base}<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays><NewerNoncurrentVersions>101</NewerNoncurrentVersions></NoncurrentVersionExpiration>`,
      ),
      'InvalidArgument',
    ],
    [
      rule(
        `${base}<NoncurrentVersionTransition><NoncurrentDays>1</NoncurrentDays><StorageClass>GLACIER</StorageClass></NoncurrentVersionTransition>`,
      ),
      'NotImplemented',
    ],
    [rule(`${base}<Transition><Days>1</Days><StorageClass>GLACIER</StorageClass></Transition>`), 'NotImplemented'],
    [rule('<Status>On</Status><Filter/><Expiration><Days>1</Days></Expiration>'), 'MalformedXML'],
    [rule('<Status>Enabled</Status><Expiration><Days>1</Days></Expiration>'), 'MalformedXML'],
    [
      `<LifecycleConfiguration>${`<Rule>${base}<Expiration><Days>1</Days></Expiration></Rule>`.repeat(2)}</LifecycleConfiguration>`,
      'InvalidArgument',
    ],
  ])('%s is %s', async (xml, code) => {
    const answer = await s3.signed({
      method: 'PUT',
      target: `/${Bucket}?lifecycle`,
      headers: { 'content-length': String(xml.length) },
      body: xml,
    });
    expect(answer.code).toBe(code);
  });

  test('the sweep deletes what is due and nothing else', async () => {
    const clock = { nowMs: Date.UTC(2030, 0, 1, 12) };
    const timed = await serve({}, { now: () => clock.nowMs, sweepIntervalMs: 20 });
    const dayMs = 86_400_000;
    try {
      const send = async (method: string, target: string, body = '', headers: Record<string, string> = {}) =>
        timed.signed({
          method,
          target,
          body,
          dateMs: clock.nowMs,
          headers: { 'content-length': String(body.length), ...headers },
        });
      const keys = async () =>
        [...(await send('GET', `/${Bucket}?list-type=2`)).text.matchAll(/<Key>(.*?)<\/Key>/g)].map((match) => match[1]);
      const uploads = async () => (await send('GET', `/${Bucket}?uploads`)).text.match(/<Upload>/g)?.length ?? 0;
      const xml = `<LifecycleConfiguration>
        <Rule><ID>1</ID><Status>Enabled</Status><Filter><Prefix>tmp/</Prefix></Filter><Expiration><Days>1</Days></Expiration></Rule>
        <Rule><ID>2</ID><Status>Enabled</Status><Filter><And><Prefix>tag/</Prefix><Tag><Key>a</Key><Value>b</Value></Tag><ObjectSizeGreaterThan>3</ObjectSizeGreaterThan></And></Filter><Expiration><Days>1</Days></Expiration></Rule>
        <Rule><ID>3</ID><Status>Disabled</Status><Filter><Prefix/></Filter><Expiration><Days>1</Days></Expiration></Rule>
        <Rule><ID>4</ID><Status>Enabled</Status><Filter><Prefix>up/</Prefix></Filter><AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>
      </LifecycleConfiguration>`;
      expect((await send('PUT', `/${Bucket}?lifecycle`, xml)).status).toBe(200);
      for (const [key, body, tags] of [
        ['tmp/old', 'x', ''],
        ['kept', 'x', ''],
        ['tag/due', 'long', 'a=b'],
        ['tag/small', 'x', 'a=b'],
        ['tag/other', 'long', 'a=c'],
      ] as const) {
        const headers: Record<string, string> = tags === '' ? {} : { 'x-amz-tagging': tags };
        expect((await send('PUT', `/${Bucket}/${key}`, body, headers)).status).toBe(200);
      }
      await send('POST', `/${Bucket}/up/x?uploads`);
      await send('POST', `/${Bucket}/other?uploads`);
      // Due at the midnight after a whole day: a moment before it everything is still there.
      clock.nowMs = Date.UTC(2030, 0, 3) - 1000;
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect([(await keys()).length, await uploads()]).toEqual([5, 2]);
      await send('PUT', `/${Bucket}/tmp/new`, 'x');
      clock.nowMs = Date.UTC(2030, 0, 3);
      await expect.poll(keys).toEqual(['kept', 'tag/other', 'tag/small', 'tmp/new']);
      await expect.poll(uploads).toBe(1);
      clock.nowMs += 2 * dayMs;
      await expect.poll(keys).toEqual(['kept', 'tag/other', 'tag/small']);
    } finally {
      await timed.stop();
    }
  });

  test('a pass counts what it swept', async () => {
    const folder = await temporaryFolder();
    const store = await Store.open(folder.path);
    const lifecycle = [
      { id: 'r', enabled: true, prefix: '', tags: [], filterForm: 'filter', expireAtMs: 1000 },
    ] as const;
    await store.commit([{ type: 'create-bucket', bucket: 'b', createdMs: 0 }]);
    await store.commit([
      { type: 'settings', bucket: 'b', settings: { lifecycle } },
      { type: 'put', bucket: 'b', key: 'k', object: bareObject },
    ]);
    expect([await sweepOnce(store, 999), await sweepOnce(store, 1000), await sweepOnce(store, 1000)]).toEqual([
      0, 1, 0,
    ]);
    await store.close();
    await folder.remove();
  });
});

describe('CORS', () => {
  const CORSRules = [
    {
      ID: 'app',
      AllowedOrigins: ['https://app.example', 'http://*.test'],
      AllowedMethods: ['GET', 'PUT'],
      AllowedHeaders: ['x-amz-*', 'Content-Type'],
      ExposeHeaders: ['ETag'],
      MaxAgeSeconds: 60,
    },
    { AllowedOrigins: ['*'], AllowedMethods: ['HEAD'] },
  ];
  const preflight = async (origin: string, method: string, headers?: string) =>
    s3.raw({
      method: 'OPTIONS',
      target: `/${Bucket}/key`,
      headers: {
        Host: s3.host,
        origin,
        'access-control-request-method': method,
        ...(headers === undefined ? {} : { 'access-control-request-headers': headers }),
      },
    });

  test('without a configuration every preflight is refused', async () => {
    const answer = await preflight('https://app.example', 'GET');
    expect([answer.status, answer.code]).toEqual([403, 'AccessForbidden']);
    await expect(s3.client.send(new GetBucketCorsCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchCORSConfiguration',
    });
  });

  test('rules are kept and given back', async () => {
    await s3.client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    expect((await s3.client.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual(CORSRules);
  });

  test.each([
    ['https://app.example', 'GET', undefined, 'https://app.example'],
    ['https://app.example', 'PUT', 'Content-Type, X-Amz-Date', 'https://app.example'],
    ['http://a.b.test', 'PUT', 'content-type', 'http://a.b.test'],
    ['https://anyone.example', 'HEAD', undefined, '*'],
    ['null', 'HEAD', undefined, '*'],
    ['https://app.example', 'DELETE', undefined, undefined],
    ['https://app.example', 'PUT', 'authorization', undefined],
    ['https://app.example.evil', 'GET', undefined, undefined],
    ['http://app.example', 'GET', undefined, undefined],
    ['http://test', 'GET', undefined, undefined],
  ])('a preflight from %s for %s with %j gets %j', async (origin, method, headers, allowed) => {
    const answer = await preflight(origin, method, headers);
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([
      allowed === undefined ? 403 : 200,
      allowed,
    ]);
    expect(answer.headers['access-control-allow-credentials']).toBe(
      allowed === undefined || allowed === '*' ? undefined : 'true',
    );
  });

  test('actual answers carry the headers, errors too, and strangers get none', async () => {
    const got = await s3.signed({ target: `/${Bucket}/missing`, headers: { origin: 'https://app.example' } });
    expect(got.headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'access-control-expose-headers': 'ETag',
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    });
    const anonymous = await s3.raw({
      target: `/${Bucket}/missing`,
      headers: { Host: s3.host, origin: 'http://x.test' },
    });
    expect([anonymous.status, anonymous.headers['access-control-allow-origin']]).toEqual([403, 'http://x.test']);
    const stranger = await s3.signed({ target: `/${Bucket}/missing`, headers: { origin: 'https://evil.example' } });
    expect(stranger.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('a preflight needs its two headers', async () => {
    for (const headers of [{ origin: 'https://app.example' }, { 'access-control-request-method': 'GET' }]) {
      const answer = await s3.raw({
        method: 'OPTIONS',
        target: `/${Bucket}/x`,
        headers: { Host: s3.host, ...headers },
      });
      expect([answer.status, answer.code]).toEqual([400, 'BadRequest']);
    }
  });

  const rule = (inner: string) => `<CORSConfiguration><CORSRule>${inner}</CORSRule></CORSConfiguration>`;
  test.each([
    ['<CORSConfiguration/>', 'MalformedXML'],
    [rule('<AllowedOrigin>*</AllowedOrigin>'), 'MalformedXML'],
    [rule('<AllowedMethod>GET</AllowedMethod>'), 'MalformedXML'],
    [rule('<AllowedOrigin>*</AllowedOrigin><AllowedMethod>PATCH</AllowedMethod>'), 'InvalidRequest'],
    [rule('<AllowedOrigin>*a*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>'), 'InvalidRequest'],
    [
      rule(
        '<AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod><ExposeHeader>a&#13;&#10;b</ExposeHeader>',
      ),
      'InvalidRequest',
    ],
    [
      rule('<AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod><MaxAgeSeconds>-1</MaxAgeSeconds>'),
      'MalformedXML',
    ],
    [rule('<AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod><Surprise/>'), 'MalformedXML'],
  ])('%s is %s', async (xml, code) => {
    const answer = await s3.signed({
      method: 'PUT',
      target: `/${Bucket}?cors`,
      headers: { 'content-length': String(xml.length) },
      body: xml,
    });
    expect(answer.code).toBe(code);
    expect((await s3.client.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toHaveLength(2);
  });

  test('the configuration can go again', async () => {
    await s3.client.send(new DeleteBucketCorsCommand({ Bucket }));
    expect((await preflight('https://app.example', 'GET')).status).toBe(403);
  });
});

describe('what is not implemented', () => {
  const subresources = [
    'acl',
    'website',
    'logging',
    'notification',
    'replication',
    'encryption',
    'object-lock',
    'legal-hold',
    'retention',
    'torrent',
    'restore',
    'select',
    'requestPayment',
    'accelerate',
    'inventory',
    'metrics',
    'analytics',
    'ownershipControls',
    'publicAccessBlock',
    'policyStatus',
    'session',
    'metadataTable',
    'renameObject',
    'append',
    'unheard-of',
    'constructor',
    '__proto__',
  ];
  beforeAll(async () => {
    await s3.client.send(new CreateBucketCommand({ Bucket: 'untouched' }));
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'untouched', Body: 'x' }));
  });

  test.each(subresources)('?%s is 501 for every method and changes nothing', async (name) => {
    for (const method of ['GET', 'PUT', 'DELETE', 'POST', 'HEAD']) {
      for (const target of ['/untouched', `/${Bucket}/untouched`]) {
        const answer = await s3.signed({ method, target: `${target}?${name}`, headers: { 'content-length': '0' } });
        expect([method, target, answer.status]).toEqual([method, target, 501]);
      }
    }
    expect((await s3.signed({ method: 'HEAD', target: '/untouched' })).status).toBe(200);
    expect((await s3.signed({ target: `/${Bucket}/untouched` })).text).toBe('x');
  });

  test.each([
    ['DELETE', `/${bucketName}/untouched?tagging&acl`],
    ['DELETE', '/untouched?cors&policy'],
    ['DELETE', `/${bucketName}/untouched?uploads`],
    ['PUT', `/${bucketName}/untouched?partNumber=1`],
    ['PUT', `/${bucketName}/untouched?uploadId=x&partNumber=1&acl`],
    ['GET', '/untouched?list-type=3'],
    ['GET', '/untouched?list-type=2&uploads'],
    ['POST', '/untouched'],
    ['POST', `/${bucketName}/untouched`],
    ['POST', '/untouched?delete&versioning'],
  ])('%s %s means nothing', async (method, target) => {
    const answer = await s3.signed({ method, target, headers: { 'content-length': '0' } });
    expect([answer.status, answer.code]).toEqual([501, 'NotImplemented']);
    expect((await s3.signed({ target: `/${Bucket}/untouched` })).text).toBe('x');
  });

  test.each(['PATCH', 'PROPFIND', 'MOVE', 'COPY', 'LOCK', 'TRACE'])('%s is no method here', async (method) => {
    const answer = await s3.signed({ method, target: `/${Bucket}/untouched` });
    expect([answer.status, answer.code]).toEqual([405, 'MethodNotAllowed']);
  });
});
