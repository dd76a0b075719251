// One object's life: stored headers, ranges, conditions, overrides and deletion, as a client of S3 expects them.

import { crc32 } from 'node:zlib';
import {
  DeleteObjectCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Fixture, bucketName, serve } from '../fixture';

let s3: Fixture;
const nowMs = Date.UTC(2030, 0, 2, 3, 4, 5, 678);
const Bucket = bucketName;
beforeAll(async () => {
  s3 = await serve();
});
afterAll(async () => s3.stop());

const target = `/${bucketName}/object`;
const put = async (body: string, headers: Record<string, string> = {}, at = target) =>
  s3.signed({ method: 'PUT', target: at, headers: { 'content-length': String(body.length), ...headers }, body });

describe('headers', () => {
  test.each([
    ['UTF-8', Buffer.from('Zoë 한 🔑').toString('latin1')],
    ['Latin-1', 'Zo\u00eb'],
  ])('metadata of %s comes back byte for byte', async (_form, value) => {
    expect((await put('x', { 'x-amz-meta-who': value })).status).toBe(200);
    const { status, headers } = await s3.signed({ method: 'HEAD', target });
    expect([status, headers['x-amz-meta-who']]).toEqual([200, value]);
  });

  test('what was stored comes back', async () => {
    const stored = {
      CacheControl: 'max-age=60',
      ContentDisposition: 'attachment; filename="x.txt"; filename*=UTF-8\'\'%C3%BC.txt',
      ContentEncoding: 'gzip',
      ContentLanguage: 'ko',
      ContentType: 'text/plain; charset=utf-8',
      Metadata: { one: '1', 'two-words': 'a  b' },
    };
    await s3.client.send(
      new PutObjectCommand({ Bucket, Key: 'headers', Body: 'x', ...stored, Expires: new Date(nowMs) }),
    );
    const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'headers' }));
    expect(head).toMatchObject({ ...stored, ContentLength: 1, AcceptRanges: 'bytes' });
    expect(head.ExpiresString).toBe('Wed, 02 Jan 2030 03:04:05 GMT');
    expect(head.ETag).toBe('"9dd4e461268c8034f5c8564e155c67a6"');
  });

  test.each([
    ['text/html', '', "frame-ancestors 'none'"],
    ['text/plain', '?response-content-type=text/html%3B%20charset%3Dutf-8', "frame-ancestors 'none'"],
    ['text/html', '?response-content-type=application/octet-stream', undefined],
    ['image/png', '', undefined],
  ])('a page cannot be framed: %s%s', async (type, query, policy) => {
    await put('x', { 'content-type': type });
    for (const method of ['GET', 'HEAD'])
      expect((await s3.signed({ method, target: target + query })).headers['content-security-policy']).toBe(policy);
  });

  test('an object without a type gets the one that S3 gives, and nothing is guessed', async () => {
    await put('<html><script>alert(1)</script>', {}, `/${bucketName}/page.html`);
    const got = await s3.signed({ target: `/${bucketName}/page.html` });
    expect(got.headers['content-type']).toBe('binary/octet-stream');
    expect(got.headers['content-disposition']).toBeUndefined();
  });

  test('metadata keeps its bytes, and S3 bounds it to 2 KB', async () => {
    await put('x', { 'x-amz-meta-latin': 'caf\u00e9' });
    expect((await s3.signed({ target })).headers['x-amz-meta-latin']).toBe('caf\u00e9');
    expect((await put('x', { 'x-amz-meta-a': 'a'.repeat(2047) })).status).toBe(200);
    expect((await put('x', { 'x-amz-meta-a': 'a'.repeat(2048) })).code).toBe('MetadataTooLarge');
  });

  test('metadata in UTF-8 that ends in byte 0xA0 is signed and kept whole', async () => {
    const voila = Buffer.from('voil\u00e0').toString('latin1');
    expect((await put('x', { 'x-amz-meta-name': voila, 'x-amz-meta-edges': ' \t a \t ' })).status).toBe(200);
    const { headers } = await s3.signed({ target });
    expect([headers['x-amz-meta-name'], headers['x-amz-meta-edges']]).toEqual([voila, 'a']);
  });

  test('metadata that the SDK signs in UTF-8 and sends in ISO-8859-1 comes back as it was given', async () => {
    for (const Body of ['text', Buffer.from('bytes')]) {
      await s3.client.send(new PutObjectCommand({ Bucket, Key: 'object', Body, Metadata: { name: 'caf\u00e9' } }));
      const { Metadata } = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'object' }));
      // Node sends headers in the encoding of a body that is text.
      const name = typeof Body === 'string' ? Buffer.from('caf\u00e9').toString('latin1') : 'caf\u00e9';
      expect(Metadata).toEqual({ name });
    }
  });

  test('metadata named like properties of objects is only metadata', async () => {
    await put('x', { 'x-amz-meta-__proto__': 'p', 'x-amz-meta-constructor': 'c' });
    const got = await s3.signed({ target });
    expect([got.headers['x-amz-meta-__proto__'], got.headers['x-amz-meta-constructor']]).toEqual(['p', 'c']);
  });

  test.each([
    ['x-amz-acl', 'public-read', 'NotImplemented'],
    ['x-amz-grant-read', 'id=x', 'NotImplemented'],
    ['x-amz-server-side-encryption', 'AES256', 'NotImplemented'],
    ['x-amz-server-side-encryption-customer-key', 'x', 'NotImplemented'],
    ['x-amz-object-lock-mode', 'GOVERNANCE', 'NotImplemented'],
    ['x-amz-website-redirect-location', '/x', 'NotImplemented'],
    ['x-amz-write-offset-bytes', '0', 'NotImplemented'],
    ['x-amz-something-new', 'x', 'NotImplemented'],
    ['x-amz-storage-class', 'GLACIER', 'InvalidStorageClass'],
    ['x-amz-expected-bucket-owner', '123456789012', 'AccessDenied'],
  ])('the option %s: %s is refused, not ignored', async (name, value, code) => {
    expect((await put('x', { [name]: value })).code).toBe(code);
  });

  test('the private ACL and the standard class are what one gets anyway', async () => {
    expect((await put('x', { 'x-amz-acl': 'private', 'x-amz-storage-class': 'STANDARD' })).status).toBe(200);
  });

  test('a length is required', async () => {
    const answer = await s3.signed({ method: 'PUT', target, headers: { 'transfer-encoding': 'chunked' }, body: 'x' });
    expect([answer.status, answer.code]).toEqual([411, 'MissingContentLength']);
    const large = await s3.signed({
      method: 'PUT',
      target,
      headers: { 'content-length': String(5 * 1024 ** 3 + 1), expect: '100-continue' },
    });
    expect([large.status, large.code]).toEqual([400, 'EntityTooLarge']);
  });
});

describe('ranges', () => {
  beforeAll(async () => {
    await put('0123456789', {}, `/${bucketName}/digits`);
    await put('', {}, `/${bucketName}/nothing`);
  });

  test.each([
    ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
    ['bytes=0-', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=9-', 206, '9', 'bytes 9-9/10'],
    ['bytes=2-5', 206, '2345', 'bytes 2-5/10'],
    ['bytes=5-100', 206, '56789', 'bytes 5-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-100', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=5-2', 200, '0123456789', undefined],
    ['bytes=-', 200, '0123456789', undefined],
    ['bytes=0-1,3-4', 200, '0123456789', undefined],
    ['lines=0-1', 200, '0123456789', undefined],
    ['bytes=a-b', 200, '0123456789', undefined],
  ])('%s is %i', async (range, status, text, contentRange) => {
    const got = await s3.signed({ target: `/${bucketName}/digits`, headers: { range } });
    expect([got.status, got.text, got.headers['content-range']]).toEqual([status, text, contentRange]);
    expect(got.headers['content-length']).toBe(String(text.length));
    const head = await s3.signed({ method: 'HEAD', target: `/${bucketName}/digits`, headers: { range } });
    expect([head.status, head.headers['content-length'], head.text]).toEqual([status, String(text.length), '']);
  });

  test.each([
    ['digits', 'bytes=10-', 'bytes */10'],
    ['digits', 'bytes=100-200', 'bytes */10'],
    ['digits', 'bytes=-0', 'bytes */10'],
    ['nothing', 'bytes=0-0', 'bytes */0'],
    ['nothing', 'bytes=-5', 'bytes */0'],
  ])('of %s, %s cannot be had', async (key, range, contentRange) => {
    const got = await s3.signed({ target: `/${bucketName}/${key}`, headers: { range } });
    expect([got.status, got.code, got.headers['content-range']]).toEqual([416, 'InvalidRange', contentRange]);
  });

  test('If-Range lets the range count only for the same object', async () => {
    const get = async (ifRange: string) =>
      (await s3.signed({ target: `/${bucketName}/digits`, headers: { range: 'bytes=0-0', 'if-range': ifRange } }))
        .status;
    expect(await get('"781e5e245d69b566979b86e28d23f2c7"')).toBe(206);
    expect(await get('"other"')).toBe(200);
    expect(await get(new Date(Date.now() + 60_000).toUTCString())).toBe(206);
    expect(await get('Wed, 02 Jan 2019 03:04:05 GMT')).toBe(200);
  });

  test('an object that came in one piece is its own only part', async () => {
    const part = await s3.signed({ target: `/${bucketName}/digits?partNumber=1` });
    expect([part.status, part.text]).toEqual([206, '0123456789']);
    const second = await s3.signed({ target: `/${bucketName}/digits?partNumber=2` });
    expect([second.status, second.code]).toEqual([416, 'InvalidPartNumber']);
    for (const wrong of ['0', '-1', 'x', '10001', '']) {
      expect((await s3.signed({ target: `/${bucketName}/digits?partNumber=${wrong}` })).status).toBe(400);
    }
    const both = await s3.signed({ target: `/${bucketName}/digits?partNumber=1`, headers: { range: 'bytes=0-1' } });
    expect(both.code).toBe('InvalidRequest');
  });
});

describe('conditions', () => {
  const etag = '"8b1a9953c4611296a827abf8c47804d7"';
  const past = 'Wed, 02 Jan 2019 03:04:05 GMT';
  const future = new Date(Date.now() + 3_600_000).toUTCString();
  beforeEach(async () => {
    await put('Hello');
  });

  test.each([
    [{ 'if-match': etag }, 200],
    [{ 'if-match': etag.replaceAll('"', '') }, 200],
    [{ 'if-match': `"x", ${etag}` }, 200],
    [{ 'if-match': '*' }, 200],
    [{ 'if-match': '"x"' }, 412],
    [{ 'if-none-match': etag }, 304],
    [{ 'if-none-match': `W/${etag}` }, 304],
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-none-match': '"x"' }, 200],
    [{ 'if-modified-since': past }, 200],
    [{ 'if-modified-since': future }, 304],
    [{ 'if-unmodified-since': past }, 412],
    [{ 'if-unmodified-since': future }, 200],
    [{ 'if-match': etag, 'if-unmodified-since': past }, 200],
    [{ 'if-none-match': '"x"', 'if-modified-since': future }, 200],
    [{ 'if-none-match': etag, 'if-modified-since': past }, 304],
    [{ 'if-modified-since': 'yesterday' }, 200],
  ])('GET and HEAD with %j are %i', async (headers, status) => {
    const got = await s3.signed({ target, headers });
    expect(got.status).toBe(status);
    expect((await s3.signed({ method: 'HEAD', target, headers })).status).toBe(status);
    expect(got.text === '').toBe(status === 304);
    expect(got.headers['etag']).toBe(status === 412 ? undefined : etag);
  });

  test.each([
    [{ 'if-none-match': '*' }, target, 412],
    [{ 'if-none-match': '*' }, `/${bucketName}/fresh-1`, 200],
    [{ 'if-match': etag }, target, 200],
    [{ 'if-match': '"x"' }, target, 412],
    [{ 'if-match': etag }, `/${bucketName}/fresh-2`, 404],
    [{ 'if-none-match': etag }, target, 412],
    [{ 'if-none-match': '"x"' }, target, 200],
    [{ 'if-none-match': etag }, `/${bucketName}/fresh-3`, 200],
    [{ 'if-none-match': '"x"', 'if-match': etag }, target, 200],
    [{ 'if-none-match': '*', 'if-match': etag }, target, 412],
  ])('PUT with %j to %s is %i', async (headers, at, status) => {
    expect((await put('World', headers, at)).status).toBe(status);
    expect((await s3.signed({ target })).text).toBe(at === target && status === 200 ? 'World' : 'Hello');
  });

  test('of many who want to be first, one is', async () => {
    const at = `/${bucketName}/race`;
    const answers = await Promise.all(
      Array.from({ length: 16 }, async (_, index) => put(`v${index}`, { 'if-none-match': '*' }, at)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(15);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect((await s3.signed({ target: at })).text).toBe(`v${winner}`);
  });

  test('DELETE with If-Match and If-None-Match', async () => {
    const remove = async (headers: Record<string, string>, at = target) =>
      (await s3.signed({ method: 'DELETE', target: at, headers })).status;
    expect(await remove({ 'if-match': etag }, `/${bucketName}/none`)).toBe(404);
    expect(await remove({ 'if-none-match': etag })).toBe(412);
    expect((await s3.signed({ method: 'DELETE', target, headers: { 'if-match': '"x"' } })).status).toBe(412);
    expect((await s3.signed({ target })).status).toBe(200);
    expect((await s3.signed({ method: 'DELETE', target, headers: { 'if-match': etag } })).status).toBe(204);
    expect((await s3.signed({ target })).code).toBe('NoSuchKey');
  });
});

describe('response overrides', () => {
  test('all six are signed and win over what is stored', async () => {
    await put('x', { 'content-type': 'text/html', 'cache-control': 'public' });
    const url = await getSignedUrl(
      s3.client,
      new GetObjectCommand({
        Bucket,
        Key: 'object',
        ResponseCacheControl: 'no-store',
        ResponseContentDisposition: 'attachment; filename="a b.txt"; filename*=UTF-8\'\'%E2%82%AC.txt',
        ResponseContentEncoding: 'identity',
        ResponseContentLanguage: 'de',
        ResponseContentType: 'application/octet-stream',
        ResponseExpires: new Date(nowMs),
      }),
    );
    for (const range of ['', 'bytes=0-0']) {
      const got = await fetch(url, range === '' ? {} : { headers: { range } });
      expect(got.status).toBe(range === '' ? 200 : 206);
      expect(Object.fromEntries(got.headers)).toMatchObject({
        'cache-control': 'no-store',
        'content-disposition': 'attachment; filename="a b.txt"; filename*=UTF-8\'\'%E2%82%AC.txt',
        'content-encoding': 'identity',
        'content-language': 'de',
        'content-type': 'application/octet-stream',
        expires: 'Wed, 02 Jan 2030 03:04:05 GMT',
      });
    }
  });

  test.each(['a%0d%0aX-Evil:%201', 'a%0ab', 'a%0db', 'a%00b', 'a%7fb', '%ED%95%9C%EA%B8%80.txt'])(
    '%s cannot stand in a header',
    async (value) => {
      for (const name of ['content-disposition', 'content-type', 'cache-control', 'expires']) {
        const got = await s3.presigned({ target: `${target}?response-${name}=${value}` });
        expect([got.status, got.code, got.headers['x-evil']]).toEqual([400, 'InvalidArgument', undefined]);
      }
      expect((await s3.presigned({ target })).status).toBe(200);
    },
  );
});

describe('HEAD, DELETE and errors', () => {
  test('HEAD says what GET would, without a body', async () => {
    await put('12345', { 'x-amz-meta-a': 'b' });
    const [get, head] = [await s3.signed({ target }), await s3.signed({ method: 'HEAD', target })];
    const { 'x-amz-request-id': _get, 'x-amz-id-2': _getId, date: _getDate, ...expected } = get.headers;
    expect(head.headers).toMatchObject(expected);
    const missing = await s3.signed({ method: 'HEAD', target: `/${bucketName}/missing` });
    expect([missing.status, missing.text, missing.headers['x-amz-request-id']]).toEqual([404, '', expect.any(String)]);
  });

  test('an error document has S3 names for everything', async () => {
    const got = await s3.signed({ target: `/${bucketName}/missing%26%3C` });
    expect(got.headers['content-type']).toBe('application/xml');
    expect(got.text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error><Code>NoSuchKey<\/Code><Message>/);
    expect(got.text).toContain('<Key>missing&amp;&lt;</Key>');
    expect(got.text).toContain(`<RequestId>${got.headers['x-amz-request-id'] ?? ''}</RequestId>`);
  });

  test('deleting is final, and deleting nothing succeeds', async () => {
    await put('x');
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'object' }));
    await expect(s3.client.send(new GetObjectCommand({ Bucket, Key: 'object' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
    expect((await s3.signed({ method: 'DELETE', target })).status).toBe(204);
    expect((await s3.signed({ method: 'DELETE', target: '/no-such-bucket/x' })).code).toBe('NoSuchBucket');
  });

  test('there is one version of everything, and it is called null', async () => {
    await put('x');
    expect((await s3.signed({ target: `${target}?versionId=null` })).status).toBe(200);
    expect((await s3.signed({ target: `${target}?versionId=1` })).code).toBe('NoSuchVersion');
    expect((await s3.signed({ method: 'DELETE', target: `${target}?versionId=1` })).code).toBe('NoSuchVersion');
    expect((await s3.signed({ target })).status).toBe(200);
  });

  test('GetObjectAttributes', async () => {
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'object', Body: 'Hello' }));
    const attributes = await s3.client.send(
      new GetObjectAttributesCommand({ Bucket, Key: 'object', ObjectAttributes: ['ETag', 'ObjectSize', 'Checksum'] }),
    );
    expect(attributes).toMatchObject({ ETag: '8b1a9953c4611296a827abf8c47804d7', ObjectSize: 5 });
    expect(Buffer.from(attributes.Checksum?.ChecksumCRC32 ?? '', 'base64').readUInt32BE()).toBe(crc32('Hello'));
    expect(attributes.StorageClass).toBeUndefined();
  });
});

describe('a reader and a writer at once', () => {
  test('a download under way is not disturbed by overwriting or deleting the object', async () => {
    const size = 24 * 1024 * 1024;
    const first = Buffer.alloc(size, 'first');
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'busy', Body: first }));
    const response = await fetch(await getSignedUrl(s3.client, new GetObjectCommand({ Bucket, Key: 'busy' })));
    const reader = response.body?.getReader();
    const pieces = [(await reader?.read())?.value ?? new Uint8Array()];
    await put('second', {}, `/${bucketName}/busy`);
    await s3.signed({ method: 'DELETE', target: `/${bucketName}/busy` });
    for (;;) {
      const next = await reader?.read();
      if (next?.value === undefined) break;
      pieces.push(next.value);
    }
    expect(Buffer.concat(pieces).equals(first)).toBe(true);
    expect((await s3.signed({ target: `/${bucketName}/busy` })).status).toBe(404);
  });

  test('sixteen uploads of 4 MiB at once all arrive whole', async () => {
    const bodies = Array.from({ length: 16 }, (_, index) => Buffer.alloc(4 * 1024 * 1024, `body ${index} `));
    await Promise.all(
      bodies.map(async (Body, index) =>
        s3.client.send(new PutObjectCommand({ Bucket, Key: `parallel/${index}`, Body })),
      ),
    );
    for (const [index, body] of bodies.entries()) {
      const got = await s3.signed({ target: `/${bucketName}/parallel/${index}` });
      expect(got.body.equals(body)).toBe(true);
    }
  });
});
