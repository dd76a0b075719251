// A key's buckets are listed, and a bucket is created with what its server asks for.
import { afterEach, describe, expect, test } from 'vitest';
import { rejected } from '../fakes/failing';
import { sampleConnection, sampleCredentials } from '../fakes/samples';
import { openReal, startEmbedded } from './real-servers';
import { answer, errorBody, startScripted, type ScriptedServer } from './scripted-server';

let scripted: ScriptedServer | undefined;
afterEach(async () => {
  await scripted?.close();
  scripted = undefined;
});

test('the embedded bucket lists its buckets, makes another one, and says that it is there', async () => {
  const subject = await startEmbedded({});
  const store = openReal({ ...subject.connection, bucket: 'second' }, subject.credentials);
  try {
    expect(await store.createBucket()).toBe('made');
    expect(await store.listBuckets()).toEqual([subject.connection.bucket, 'second'].toSorted());
    const stranger = openReal(subject.connection, { ...subject.credentials, secretAccessKey: 'another' });
    expect((await rejected(stranger.listBuckets())).code).toBe('signature-rejected');
    stranger.close();
  } finally {
    store.close();
    await subject.close();
  }
});

const listOfNone = '<ListBucketResult><Name>reports</Name><KeyCount>0</KeyCount></ListBucketResult>';

/** Answers CreateBucket by its body, and remembers the bodies. */
async function creating(
  region: string,
  reply: (body: string) => readonly [status: number, body?: string],
  { type = 'application/xml', list = answer(200, listOfNone) } = {},
) {
  const server = await startScripted();
  scripted = server;
  const bodies: string[] = [];
  server.script = (request, response) => {
    // The question whether the bucket is there.
    if (request.method === 'GET') return list(request, response);
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      bodies.push(body);
      const [status, text = ''] = reply(body);
      response.writeHead(status, { 'content-type': type, 'content-length': text.length });
      response.end(text);
    });
  };
  const store = openReal({ ...sampleConnection, endpoint: server.endpoint, region }, sampleCredentials);
  return { bodies, store };
}

describe('the place of a new bucket', () => {
  test.each([
    ['us-east-1', /^$/],
    ['auto', /^$/],
    ['eu-central-1', /<LocationConstraint>eu-central-1<\/LocationConstraint>/],
  ])('%s', async (region, sent) => {
    const { bodies, store } = await creating(region, () => [200]);
    expect(await store.createBucket()).toBe('made');
    expect(bodies).toEqual([expect.stringMatching(sent)]);
    store.close();
  });

  test('is left out where the server refuses it', async () => {
    const { bodies, store } = await creating('fsn1', (body) =>
      body === '' ? [200] : [400, errorBody('InvalidLocationConstraint')],
    );
    expect(await store.createBucket()).toBe('made');
    expect(bodies).toHaveLength(2);
    store.close();
  });
});

// OpenStack Swift answers so; once the bucket was made, and Mayfly said that the server does not answer like S3.
test('a bucket whose creation is answered by an empty 200 of the type text/html is made', async () => {
  const { store } = await creating('us-east-1', () => [200], { type: 'text/html; charset=UTF-8' });
  expect(await store.createBucket()).toBe('made');
  store.close();
});

test('a sign-in page that answers everything makes no bucket', async () => {
  const page = answer(200, '<html></html>', { 'content-type': 'text/html' });
  const { store } = await creating('us-east-1', () => [200, '<html></html>'], { type: 'text/html', list: page });
  expect((await rejected(store.createBucket())).code).toBe('not-s3');
  store.close();
});

describe('a refusal', () => {
  test.each([
    ['BucketAlreadyExists', 409, 'bucket-name-taken', undefined],
    ['InvalidBucketName', 400, 'bucket-name-invalid', undefined],
    ['AccessDenied', 403, 'access-denied', 's3:CreateBucket'],
    ['InvalidLocationConstraint', 400, 'region-wrong', undefined],
  ] as const)('%s', async (serverCode, status, code, right) => {
    const { store } = await creating('us-east-1', () => [status, errorBody(serverCode)]);
    const failure = await rejected(store.createBucket());
    expect([failure.code, failure.detail.right]).toEqual([code, right]);
    store.close();
  });

  test('of a bucket that its owner has already is none', async () => {
    const { store } = await creating('eu-west-1', () => [409, errorBody('BucketAlreadyOwnedByYou')]);
    expect(await store.createBucket()).toBe('there');
    store.close();
  });

  test('to list names the right, and names that no bucket can have are left out', async () => {
    scripted = await startScripted();
    const store = openReal({ ...sampleConnection, endpoint: scripted.endpoint }, sampleCredentials);
    scripted.script = answer(403, errorBody('AccessDenied'));
    expect(await rejected(store.listBuckets())).toMatchObject({
      code: 'access-denied',
      detail: { right: 's3:ListAllMyBuckets' },
    });
    const names = ['good', '../evil', 'x\u202ey', 'a'.repeat(64), '&#60;b>'];
    const list = names.map((name) => `<Bucket><Name>${name}</Name></Bucket>`).join('');
    scripted.script = answer(200, `<ListAllMyBucketsResult><Buckets>${list}</Buckets></ListAllMyBucketsResult>`);
    expect(await store.listBuckets()).toEqual(['good']);
    scripted.script = answer(200, '<html></html>');
    expect((await rejected(store.listBuckets())).code).toBe('not-s3');
    store.close();
  });
});
