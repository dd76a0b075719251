// Form uploads: AWS's example of a signed policy, every condition held and broken, and forms as browsers and attackers send them.

import { GetObjectTaggingCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boundaryOf, readForm } from '../../../main/local-bucket/protocol/form-data';
import { checkPolicy } from '../../../main/local-bucket/auth/post-policy';
import { type Answer, type Fixture, bucketName, serve } from '../fixture';
import { accessKeyId, amzDate, deriveKey, hmac, region, secretAccessKey } from '../signing';

const Bucket = bucketName;
let s3: Fixture;
beforeAll(async () => {
  s3 = await serve();
});
afterAll(async () => s3.stop());

type Condition = readonly unknown[] | Readonly<Record<string, string>>;

interface Form {
  readonly fields?: Readonly<Record<string, string>>;
  readonly conditions?: readonly Condition[];
  readonly expiresMs?: number;
  readonly file?: string | Buffer;
  readonly fileName?: string;
  readonly policy?: string;
  readonly signature?: string;
  readonly credential?: string;
  readonly dateMs?: number;
  readonly secret?: string;
  readonly without?: readonly string[];
  readonly after?: Readonly<Record<string, string>>;
}

async function post(form: Form = {}): Promise<Answer> {
  const dateMs = form.dateMs ?? Date.now();
  const date = amzDate(dateMs);
  const day = date.slice(0, 8);
  const fields: Record<string, string> = {
    key: 'up/file.txt',
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': form.credential ?? `${accessKeyId}/${day}/${region}/s3/aws4_request`,
    'x-amz-date': date,
    ...form.fields,
  };
  const conditions = form.conditions ?? [{ bucket: Bucket }, ['starts-with', '$key', 'up/']];
  const proof = ['x-amz-algorithm', 'x-amz-credential', 'x-amz-date'].map((name) => ({ [name]: fields[name] ?? '' }));
  const document = {
    expiration: new Date(form.expiresMs ?? Date.now() + 60_000).toISOString(),
    conditions: [...conditions, ...proof],
  };
  const policy = form.policy ?? Buffer.from(JSON.stringify(document)).toString('base64');
  fields['policy'] = policy;
  fields['x-amz-signature'] =
    form.signature ?? hmac(deriveKey(form.secret ?? secretAccessKey, day, region), policy).toString('hex');
  for (const name of form.without ?? []) delete fields[name];
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  data.append('file', new Blob([new Uint8Array(Buffer.from(form.file ?? 'content'))]), form.fileName ?? 'photo.jpg');
  for (const [name, value] of Object.entries(form.after ?? {})) data.append(name, value);
  const encoded = new Request('http://x/', { method: 'POST', body: data });
  const body = Buffer.from(await encoded.arrayBuffer());
  return s3.raw({
    method: 'POST',
    target: `/${Bucket}`,
    headers: {
      Host: s3.host,
      'content-type': encoded.headers.get('content-type') ?? '',
      'content-length': String(body.length),
    },
    body,
  });
}

const get = async (key: string) => s3.signed({ target: `/${Bucket}/${key}` });

test("AWS's example of a policy and its signature", () => {
  const policy =
    'eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9';
  const fields = new Map([
    ['key', 'user/user1/x.jpg'],
    ['bucket', 'sigv4examplebucket'],
    ['acl', 'public-read'],
    ['success_action_redirect', 'http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html'],
    ['content-type', 'image/jpeg'],
    ['x-amz-meta-uuid', '14365123651274'],
    ['x-amz-server-side-encryption', 'AES256'],
    ['x-amz-meta-tag', ''],
    ['x-amz-credential', 'AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request'],
    ['x-amz-algorithm', 'AWS4-HMAC-SHA256'],
    ['x-amz-date', '20151229T000000Z'],
    ['policy', policy],
    ['x-amz-signature', '8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e'],
  ]);
  const credentials = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
  };
  expect(checkPolicy(fields, credentials, Date.UTC(2015, 11, 30, 11))).toEqual({
    minimumBytes: 0,
    maximumBytes: undefined,
  });
  expect(() => checkPolicy(fields, credentials, Date.UTC(2015, 11, 30, 12))).toThrow(/expired/);
  expect(() => checkPolicy(new Map(fields).set('acl', 'private'), credentials, Date.UTC(2015, 11, 29))).toThrow(/acl/);
});

describe('accepted', () => {
  test('a file lands under its key with the headers of the form', async () => {
    const answer = await post({
      fields: {
        'Content-Type': 'text/plain',
        'x-amz-meta-who': 'Zoë',
        tagging: '<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>',
        acl: 'private',
      },
      conditions: [
        { bucket: Bucket },
        ['eq', '$key', 'up/file.txt'],
        ['starts-with', '$Content-Type', 'text/'],
        ['starts-with', '$x-amz-meta-who', ''],
        ['starts-with', '$tagging', ''],
        { acl: 'private' },
      ],
    });
    expect([answer.status, answer.text, answer.headers['etag']]).toEqual([
      204,
      '',
      '"9a0364b9e99bb480dd25e1f0284c8555"',
    ]);
    const stored = await get('up/file.txt');
    expect([stored.text, stored.headers['content-type']]).toEqual(['content', 'text/plain']);
    expect(Buffer.from(stored.headers['x-amz-meta-who'] ?? '', 'latin1').toString()).toBe('Zoë');
    expect((await s3.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'up/file.txt' }))).TagSet).toEqual([
      { Key: 'a', Value: 'b' },
    ]);
  });

  test.each([
    ['photo.jpg', 'up/photo.jpg'],
    ['C:\\Users\\me\\photo.jpg', 'up/photo.jpg'],
    ['../../etc/passwd', 'up/passwd'],
    ['한글 "quoted".txt', 'up/한글 "quoted".txt'],
    ['$&$1.txt', 'up/$&$1.txt'],
    ['a\r\nb.txt', 'up/a\r\nb.txt'],
  ])('${filename} of %j makes the key %j', async (fileName, key) => {
    expect((await post({ fields: { key: 'up/${filename}' }, fileName })).status).toBe(204);
    expect((await get(key.split('/').map(encodeURIComponent).join('/'))).text).toBe('content');
  });

  test('200, 201 with a document, and a redirect', async () => {
    const status = async (value: string) =>
      post({
        fields: { success_action_status: value },
        conditions: [{ bucket: Bucket }, ['starts-with', '$key', ''], { success_action_status: value }],
      });
    expect((await status('200')).status).toBe(200);
    expect((await status('777')).status).toBe(204);
    const created = await status('201');
    expect([created.status, created.text]).toEqual([201, expect.stringContaining('<Key>up/file.txt</Key>')]);
    const to = async (target: string) =>
      post({
        fields: { success_action_redirect: target },
        conditions: [{ bucket: Bucket }, ['starts-with', '$key', ''], ['starts-with', '$success_action_redirect', '']],
      });
    const redirect = await to('https://app.example/done?a=b');
    expect([redirect.status, redirect.headers['location']]).toEqual([
      303,
      'https://app.example/done?a=b&bucket=mayfly&key=up%2Ffile.txt&etag=%229a0364b9e99bb480dd25e1f0284c8555%22',
    ]);
    for (const target of ['javascript:alert(1)', 'not a url', 'file:///etc/passwd'])
      expect((await to(target)).status).toBe(204);
    expect((await to('https://app.example/\r\nX-Evil: 1')).headers['x-evil']).toBeUndefined();
  });

  test('the size range holds at both ends', async () => {
    const range = [{ bucket: Bucket }, ['starts-with', '$key', ''], ['content-length-range', 3, 5]];
    for (const [size, status, code] of [
      [2, 400, 'EntityTooSmall'],
      [3, 204, undefined],
      [5, 204, undefined],
      [6, 400, 'EntityTooLarge'],
      [200_000, 400, 'EntityTooLarge'],
      // Refused while the client is still sending: the answer must arrive all the same.
      [12_000_000, 400, 'EntityTooLarge'],
    ] as const) {
      const answer = await post({ fields: { key: `up/${size}` }, conditions: range, file: 'x'.repeat(size) });
      expect([size, answer.status, answer.code]).toEqual([size, status, code]);
    }
    const list = await s3.client.send(new ListObjectsV2Command({ Bucket, Prefix: 'up/' }));
    expect(list.Contents?.map(({ Key }) => Key)).not.toContain('up/6');
  });

  test('a large file, and one that is full of almost-boundaries', async () => {
    const file = Buffer.from(`\r\n--\r\n------WebKit\r\n----------\r\n`.repeat(100_000));
    expect((await post({ fields: { key: 'up/large' }, file })).status).toBe(204);
    expect((await get('up/large')).body.equals(file)).toBe(true);
    expect((await post({ fields: { key: 'up/empty' }, file: '' })).status).toBe(204);
    expect((await get('up/empty')).text).toBe('');
  });

  test('fields behind the file do not count', async () => {
    expect((await post({ after: { key: 'other', acl: 'public-read' } })).status).toBe(204);
  });

  test('checksums of the form are checked and kept', async () => {
    const conditions = [{ bucket: Bucket }, ['starts-with', '$key', ''], ['starts-with', '$x-amz-checksum-sha256', '']];
    const good = '7XACtDnprIRfIjV9giusFERzD722AW0+yUMil7nsn3M=';
    expect((await post({ fields: { 'x-amz-checksum-sha256': good }, conditions })).status).toBe(204);
    const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'up/file.txt', ChecksumMode: 'ENABLED' }));
    expect(head.ChecksumSHA256).toBe(good);
    expect((await post({ fields: { 'x-amz-checksum-sha256': good.replace('7X', '8X') }, conditions })).code).toBe(
      'BadDigest',
    );
  });
});

describe('refused', () => {
  const bucketAndKey = [{ bucket: Bucket }, ['starts-with', '$key', 'up/']];
  const refusals: readonly (readonly [string, Form, number, string])[] = [
    ['no policy', { without: ['policy'] }, 403, 'AccessDenied'],
    ['no signature', { without: ['x-amz-signature'] }, 403, 'AccessDenied'],
    ['no key', { without: ['key'] }, 400, 'InvalidArgument'],
    ['a wrong signature', { signature: '0'.repeat(64) }, 403, 'SignatureDoesNotMatch'],
    ['a wrong secret', { secret: 'x' }, 403, 'SignatureDoesNotMatch'],
    ['another algorithm', { fields: { 'x-amz-algorithm': 'AWS4-HMAC-SHA1' } }, 400, 'InvalidArgument'],
    [
      'an unknown access key',
      { credential: `OTHER/${amzDate(Date.now()).slice(0, 8)}/us-east-1/s3/aws4_request` },
      403,
      'InvalidAccessKeyId',
    ],
    ['a malformed credential', { credential: 'x' }, 400, 'InvalidArgument'],
    [
      'another region',
      { credential: `${accessKeyId}/${amzDate(Date.now()).slice(0, 8)}/eu-west-1/s3/aws4_request` },
      400,
      'InvalidArgument',
    ],
    ['a date to come', { dateMs: Date.now() + 86_400_000 }, 403, 'AccessDenied'],
    ['an expired policy', { expiresMs: Date.now() - 1000 }, 403, 'AccessDenied'],
    ['a key outside the prefix', { fields: { key: 'elsewhere' } }, 403, 'AccessDenied'],
    [
      'a key that escapes the prefix by its file name',
      { fields: { key: '${filename}' }, fileName: 'x' },
      403,
      'AccessDenied',
    ],
    ['a key of another case', { fields: { key: 'UP/file.txt' } }, 403, 'AccessDenied'],
    ['another bucket', { conditions: [{ bucket: 'other' }, ['starts-with', '$key', '']] }, 403, 'AccessDenied'],
    [
      'another exact value',
      { fields: { 'Content-Type': 'text/html' }, conditions: [...bucketAndKey, { 'Content-Type': 'text/plain' }] },
      403,
      'AccessDenied',
    ],
    ['a missing exact value', { conditions: [...bucketAndKey, { 'x-amz-meta-a': '' }] }, 403, 'AccessDenied'],
    ['a field without a condition', { fields: { 'x-amz-meta-a': 'b' } }, 403, 'AccessDenied'],
    ['a type without a condition', { fields: { 'Content-Type': 'text/html' } }, 403, 'AccessDenied'],
    [
      'a public ACL',
      { fields: { acl: 'public-read' }, conditions: [...bucketAndKey, { acl: 'public-read' }] },
      501,
      'NotImplemented',
    ],
    [
      'encryption',
      {
        fields: { 'x-amz-server-side-encryption': 'AES256' },
        conditions: [...bucketAndKey, ['starts-with', '$x-amz-server-side-encryption', '']],
      },
      501,
      'NotImplemented',
    ],
    [
      'a session token',
      {
        fields: { 'x-amz-security-token': 'x' },
        conditions: [...bucketAndKey, ['starts-with', '$x-amz-security-token', '']],
      },
      400,
      'InvalidToken',
    ],
    [
      'a header with a line break',
      { fields: { 'Content-Type': 'a\r\nb: c' }, conditions: [...bucketAndKey, ['starts-with', '$Content-Type', '']] },
      400,
      'InvalidArgument',
    ],
    ['a key of 1,025 bytes', { fields: { key: `up/${'x'.repeat(1022)}` } }, 400, 'KeyTooLongError'],
    ['a policy that is no JSON', { policy: Buffer.from('{').toString('base64') }, 400, 'InvalidPolicyDocument'],
    ['a policy that is null', { policy: Buffer.from('null').toString('base64') }, 400, 'InvalidPolicyDocument'],
    [
      'a policy without an end',
      { policy: Buffer.from('{"conditions":[]}').toString('base64') },
      400,
      'InvalidPolicyDocument',
    ],
    [
      'a policy without conditions',
      { policy: Buffer.from('{"expiration":"2099-01-01T00:00:00Z"}').toString('base64') },
      400,
      'InvalidPolicyDocument',
    ],
    ['an unknown condition', { conditions: [['ends-with', '$key', 'x']] }, 400, 'InvalidPolicyDocument'],
    ['a condition of two', { conditions: [['eq', '$key']] }, 400, 'InvalidPolicyDocument'],
    ['a condition without its dollar', { conditions: [['eq', 'key', 'x']] }, 400, 'InvalidPolicyDocument'],
    ['a range of words', { conditions: [['content-length-range', 'a', 'b']] }, 400, 'InvalidPolicyDocument'],
    ['a negative range', { conditions: [['content-length-range', -1, 5]] }, 400, 'InvalidPolicyDocument'],
    [
      'a hundred kilobytes of fields',
      { fields: { 'x-ignore-me': 'x'.repeat(100_000) } },
      400,
      'MaxPostPreDataLengthExceededError',
    ],
  ];
  test.each(refusals)('%s', async (_name, form, status, code) => {
    const key = form.fields?.['key'] ?? 'up/refused';
    const answer = await post({ ...form, fields: { ...form.fields, key } });
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect((await get('up/refused')).code).toBe('NoSuchKey');
  });

  const boundary = 'B';
  const part = (disposition: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: ${disposition}\r\n\r\n${value}\r\n`;
  test.each([
    ['nothing', '', 'IncompleteBody'],
    ['text before the first boundary', `hello\r\n--${boundary}--`, 'MalformedPOSTRequest'],
    ['no file', `${part('form-data; name="key"', 'x')}--${boundary}--\r\n`, 'InvalidArgument'],
    [
      'a field twice',
      `${part('form-data; name="key"', 'x')}${part('form-data; name="KEY"', 'y')}--${boundary}--`,
      'MalformedPOSTRequest',
    ],
    ['a part without a name', `${part('form-data', 'x')}--${boundary}--`, 'MalformedPOSTRequest'],
    ['a part of another kind', `${part('attachment; name="key"', 'x')}--${boundary}--`, 'MalformedPOSTRequest'],
    ['endless part headers', `--${boundary}\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 'MalformedPOSTRequest'],
    ['an end in the middle', part('form-data; name="key"', 'x').slice(0, -4), 'IncompleteBody'],
  ])('a form of %s', async (_name, body, code) => {
    const headers = {
      Host: s3.host,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(body.length),
    };
    const answer = await s3.raw({ method: 'POST', target: `/${Bucket}`, headers, body });
    expect(answer.code).toBe(code);
  });

  test('a form to a key, or with a query, is no form upload', async () => {
    const headers = { Host: s3.host, 'content-type': 'multipart/form-data; boundary=B', 'content-length': '0' };
    for (const target of [`/${Bucket}/key`, `/${Bucket}?uploads`, '/']) {
      expect((await s3.raw({ method: 'POST', target, headers })).code).toBe('AccessDenied');
    }
  });
});

describe('the form reader', () => {
  test.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['multipart/form-data; charset=utf-8; boundary="a b"', 'a b'],
    ['Multipart/Form-Data;boundary=abc', 'abc'],
    ['multipart/mixed; boundary=abc', undefined],
    ['multipart/form-data', undefined],
    ['application/x-www-form-urlencoded', undefined],
    [undefined, undefined],
  ])('finds the boundary of %j', (type, boundary) => {
    expect(boundaryOf(type)).toBe(boundary);
  });

  test('does not mind how the bytes are cut', async () => {
    const text =
      '--B\r\nContent-Disposition: form-data; name="key"\r\n\r\nk\r\n--B\r\nContent-Disposition: form-data; name="file"; filename="f"\r\nContent-Type: a/b\r\n\r\n\r\n--not the end\r\n--B--\r\n';
    for (const size of [1, 2, 3, 5, 1000]) {
      const pieces = async function* () {
        for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size));
      };
      const form = await readForm(pieces(), 'B');
      const file: Uint8Array[] = [];
      for await (const piece of form.pieces) file.push(piece);
      expect([[...form.fields], form.fileName, Buffer.concat(file).toString()]).toEqual([
        [['key', 'k']],
        'f',
        '\r\n--not the end',
      ]);
    }
  });
});
