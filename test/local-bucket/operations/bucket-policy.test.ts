// The one bucket policy that the embedded bucket takes and enforces: everybody may read the objects under a prefix, and do nothing else.

import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, bucketName, serve, temporaryFolder } from '../fixture';

const Bucket = bucketName;
const statement = (changes: object = {}) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: `arn:aws:s3:::${Bucket}/d/*`,
  ...changes,
});
const policy = (...statements: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

let s3: Fixture;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const start = async () => (s3 = await serve({ dataDir: join(folder.path, 'data') }));
const put = async (Policy: string, bucket = Bucket) =>
  s3.client.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
const store = async (Key: string, bucket = Bucket) =>
  s3.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: `this is ${Key}`, ContentType: 'text/html' }));

beforeAll(async () => {
  folder = await temporaryFolder();
  await start();
  await Promise.all(['d/door', 'd/../secret', 'door', 'dd/door', 'secret'].map(async (key) => store(key)));
  await s3.client.send(new PutObjectTaggingCommand({ Bucket, Key: 'd/door', Tagging: { TagSet: [] } }));
});
afterAll(async () => {
  await s3.stop();
  await folder.remove();
});

test('without a policy nothing is public, and there is none to get', async () => {
  expect((await s3.raw({ target: `/${Bucket}/d/door` })).code).toBe('AccessDenied');
  await expect(s3.client.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
    name: 'NoSuchBucketPolicy',
  });
});

describe('with a policy for d/*', () => {
  const document = policy(statement());
  beforeAll(async () => put(document));

  test('it comes back as it was put', async () => {
    expect((await s3.client.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(document);
  });

  test('anybody reads what lies under the prefix, whole, in part and by conditions', async () => {
    const target = `/${Bucket}/d/door`;
    const got = await s3.raw({ target });
    expect([got.status, got.text, got.headers['content-type']]).toEqual([200, 'this is d/door', 'text/html']);
    expect((await s3.raw({ method: 'HEAD', target })).headers['content-length']).toBe('14');
    expect((await s3.raw({ target, headers: { range: 'bytes=0-3' } })).text).toBe('this');
    expect((await s3.raw({ target, headers: { 'if-none-match': got.headers['etag'] ?? '' } })).status).toBe(304);
    expect((await s3.raw({ target: `${target}?0123456789abcdef` })).text).toBe('this is d/door');
    expect((await s3.raw({ target: `/${Bucket}/d/..%2Fsecret` })).text).toBe('this is d/../secret');
  });

  const door = `/${Bucket}/d/door`;
  test.each([
    ['GET', `/${Bucket}/secret`],
    ['GET', `/${Bucket}/door`],
    ['GET', `/${Bucket}/dd/door`],
    ['GET', `/${Bucket}/d/../../${Bucket}/secret`],
    ['GET', `/${Bucket}/d/absent`],
    ['HEAD', `/${Bucket}/d/absent`],
    ['GET', '/'],
    ['GET', `/${Bucket}`],
    ['HEAD', `/${Bucket}`],
    ['GET', `/${Bucket}?list-type=2&prefix=d/`],
    ['GET', `/${Bucket}?policy`],
    ['GET', `/${Bucket}?versions`],
    ['GET', `${door}?versionId=null`],
    ['GET', `${door}?tagging`],
    ['GET', `${door}?attributes`],
    ['GET', `${door}?acl`],
    ['GET', `${door}?uploadId=x`],
    ['GET', `${door}?X-Amz-Expires=60`],
    ['PUT', door],
    ['PUT', `${door}?tagging`],
    ['PUT', `/${Bucket}/d/new`],
    ['PUT', `/${Bucket}?policy`],
    ['POST', `${door}?uploads`],
    ['POST', `/${Bucket}?delete`],
    ['DELETE', door],
    ['DELETE', `/${Bucket}?policy`],
    ['DELETE', `/${Bucket}`],
  ])('anonymous %s %s is denied', async (method, target) => {
    const answer = await s3.raw({ method, target, headers: { 'content-length': '0' } });
    expect(answer.status).toBe(403);
    expect(answer.text.includes('this is')).toBe(false);
    expect((await s3.signed({ target: door })).text).toBe('this is d/door');
  });

  test.each([
    [
      'a copy into the prefix',
      { method: 'PUT', headers: { 'x-amz-copy-source': `/${Bucket}/secret` } },
      'AccessDenied',
    ],
    ['another answer', { target: `${door}?response-content-type=text/plain` }, 'InvalidRequest'],
    ['a header that nothing implements', { headers: { 'x-amz-server-side-encryption': 'AES256' } }, 'NotImplemented'],
    ['a wrong signature', { headers: { authorization: 'AWS4-HMAC-SHA256 x' } }, 'AuthorizationHeaderMalformed'],
    ['a spoiled link', { target: `${door}?X-Amz-Signature=00` }, 'AuthorizationQueryParametersError'],
  ])('%s is refused', async (_name, sending, code) => {
    expect((await s3.raw({ target: door, ...sending })).code).toBe(code);
  });

  test('it survives a restart, is for this bucket alone, and ends when it is deleted', async () => {
    await s3.stop();
    await start();
    await s3.client.send(new CreateBucketCommand({ Bucket: 'doors' }));
    await store('d/door', 'doors');
    expect((await s3.raw({ target: door })).status).toBe(200);
    expect((await s3.raw({ target: '/doors/d/door' })).code).toBe('AccessDenied');
    await put(policy(statement({ Resource: 'arn:aws:s3:::doors/*' })), 'doors');
    expect((await s3.raw({ target: '/doors/d/door' })).status).toBe(200);
    await s3.client.send(new DeleteBucketPolicyCommand({ Bucket }));
    expect((await s3.raw({ target: door })).code).toBe('AccessDenied');
    expect((await s3.raw({ target: '/doors/d/door' })).status).toBe(200);
  });
});

test.each([
  [
    'lists',
    [statement({ Principal: { AWS: ['*'] }, Action: ['s3:GetObject'], Resource: [`arn:aws:s3:::${Bucket}/a/*`] })],
  ],
  [
    'several statements',
    [statement({ Sid: 'one' }), statement({ Sid: 'two', Resource: `arn:aws:s3:::${Bucket}/e/*` })],
  ],
])('%s are taken', async (_name, statements) => {
  await put(policy(...statements));
  expect((await s3.client.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(policy(...statements));
  await s3.client.send(new DeleteBucketPolicyCommand({ Bucket }));
});

test.each([
  ['no JSON', '{', 'MalformedPolicy'],
  ['a list', '[]', 'MalformedPolicy'],
  ['no statement', '{"Version":"2012-10-17"}', 'MalformedPolicy'],
  ['an empty list of statements', policy(), 'MalformedPolicy'],
  ['an unknown version', JSON.stringify({ Version: '2020-01-01', Statement: [statement()] }), 'MalformedPolicy'],
  ['no effect', policy(statement({ Effect: undefined })), 'MalformedPolicy'],
  ['another bucket', policy(statement({ Resource: 'arn:aws:s3:::other/d/*' })), 'MalformedPolicy'],
  ['a bucket of a longer name', policy(statement({ Resource: `arn:aws:s3:::${Bucket}x/d/*` })), 'MalformedPolicy'],
  ['no resource', policy(statement({ Resource: [] })), 'MalformedPolicy'],
  ['a denial', policy(statement({ Effect: 'Deny' })), 'NotImplemented'],
  [
    'a condition',
    policy(statement({ Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } })),
    'NotImplemented',
  ],
  ['all but an action', policy(statement({ Action: undefined, NotAction: 's3:PutObject' })), 'NotImplemented'],
  ['one account', policy(statement({ Principal: { AWS: 'arn:aws:iam::1:root' } })), 'NotImplemented'],
  ['writes', policy(statement({ Action: ['s3:GetObject', 's3:PutObject'] })), 'NotImplemented'],
  ['every action', policy(statement({ Action: 's3:*' })), 'NotImplemented'],
  ['a single object', policy(statement({ Resource: `arn:aws:s3:::${Bucket}/d/one` })), 'NotImplemented'],
  ['a star inside', policy(statement({ Resource: `arn:aws:s3:::${Bucket}/*/d/*` })), 'NotImplemented'],
  ['a variable', policy(statement({ Resource: `arn:aws:s3:::${Bucket}/\${aws:username}/*` })), 'NotImplemented'],
  ['one good and one bad statement', policy(statement(), statement({ Effect: 'Deny' })), 'NotImplemented'],
  ['too much text', policy(statement({ Sid: 'x'.repeat(21_000) })), 'MaxMessageLengthExceeded'],
])('%s is refused and changes nothing', async (_name, document, code) => {
  await expect(put(document)).rejects.toMatchObject({ name: code });
  expect((await s3.raw({ target: `/${Bucket}/d/door` })).code).toBe('AccessDenied');
});
