// A log line that opens a link or signs a request is a leak, whoever wrote it and however it was wrapped.
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact, secretFields } from '../../../main/adapters/files/redact';
import { innocent, leaking } from './redact-corpus';
import { processorMs } from '../../processor-time';
import { volume } from '../../volume';

const canary = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYCANARYKEY';
const signature = 'fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024';

const link = (query: string) => `https://files.s3.example.com/k/a.txt?${query}`;

describe('what must not be read in a log', () => {
  test.each([
    ['a presigned URL', link(`X-Amz-Credential=AK%2F2026&X-Amz-Signature=${signature}`), signature],
    ['a presigned URL in quotes', `fetch("${link(`X-Amz-Signature=${signature}`)}") failed`, signature],
    ['a presigned URL in JSON', JSON.stringify({ url: link(`X-Amz-Signature=${signature}`) }), signature],
    [
      'a presigned URL in JSON in JSON',
      JSON.stringify(JSON.stringify({ u: link(`X-Amz-Signature=${signature}`) })),
      signature,
    ],
    ['its path and query alone', `GET /files/k?X-Amz-Expires=60&X-Amz-Signature=${signature} HTTP/1.1`, signature],
    ['its query alone', `X-Amz-Signature=${signature}`, signature],
    ['lower case', `x-amz-signature=${signature}`, signature],
    ['a URL inside a URL', `https://h/login?to=${encodeURIComponent(link(`X-Amz-Signature=${signature}`))}`, signature],
    ['an encoded query', encodeURIComponent(`X-Amz-Signature=${signature}`), signature],
    ['a session token in a query', link(`X-Amz-Security-Token=${encodeURIComponent(canary)}`), 'CANARYKEY'],
    ['an encoded session token', `X-Amz-Security-Token%3D${canary}`, 'CANARYKEY'],
    ['an access key in a query', link('X-Amz-Credential=AKIDCANARY%2F20260101'), 'AKIDCANARY'],
    ['a fragment', `https://h/page#key=${canary}`, 'CANARYKEY'],
    ['any query of any URL', 'http://h/?code=CANARYKEY', 'CANARYKEY'],
    ['a user in a URL', `https://AKIDCANARY:${canary}@s3.example.com/files`, 'CANARY'],
    ['an Authorization header', `Authorization: AWS4-HMAC-SHA256 Credential=AK/x, Signature=${signature}`, signature],
    [
      'an Authorization header in an object',
      `{ authorization: 'AWS4-HMAC-SHA256 Credential=AK, Signature=${signature}' }`,
      signature,
    ],
    ['an Authorization header in JSON', JSON.stringify({ authorization: `Bearer ${canary}` }), 'CANARYKEY'],
    ['a basic Authorization header', 'authorization=Basic Q0FOQVJZS0VZ', 'Q0FOQVJZS0VZ'],
    ['the algorithm and what follows', `AWS4-HMAC-SHA256 Credential=AKIDCANARY/20260101`, 'CANARY'],
    ['a token header', `x-amz-security-token: ${canary}`, 'CANARYKEY'],
    ['an environment variable', `AWS_SECRET_ACCESS_KEY=${canary} mayfly share`, 'CANARYKEY'],
    ['a token variable', `AWS_SESSION_TOKEN=${canary}`, 'CANARYKEY'],
    ['a credentials file', `aws_secret_access_key = ${canary}`, 'CANARYKEY'],
    ['an object', `{ secretAccessKey: '${canary}' }`, 'CANARYKEY'],
    ['JSON', JSON.stringify({ accessKeyId: 'AK', secretAccessKey: canary, sessionToken: canary }), 'CANARYKEY'],
    ['JSON in JSON', JSON.stringify(JSON.stringify({ secretAccessKey: canary })), 'CANARYKEY'],
    ['a secret with a comma', JSON.stringify({ secretAccessKey: 'one,CANARYKEY' }), 'CANARYKEY'],
    ['a secret with a space', `{ secretAccessKey: 'one CANARYKEY' }`, 'CANARYKEY'],
    ['a secret with a quote', JSON.stringify({ secretAccessKey: 'one"CANARYKEY' }), 'CANARYKEY'],
    ['a secret with a brace', JSON.stringify({ secretAccessKey: 'one}CANARYKEY' }), 'CANARYKEY'],
    ['an access key ID in JSON', JSON.stringify({ accessKeyId: 'AKIDCANARY' }), 'AKIDCANARY'],
    ['an access key ID in the environment', 'AWS_ACCESS_KEY_ID=AKIDCANARY', 'AKIDCANARY'],
    ['a password', `password: ${canary}`, 'CANARYKEY'],
    ['a signature of a server', JSON.stringify({ SignatureProvided: signature }), signature],
    ['a string to sign', `StringToSign: 'AWS4-HMAC-SHA256\\n20260101T000000Z\\nCANARYKEY'`, 'CANARYKEY'],
    ['two on one line', `secret=${canary} token=${canary}`, 'CANARYKEY'],
    ['two on two lines', `secret=${canary}\ntoken=${canary}`, 'CANARYKEY'],
  ])('%s', (_what, line, leak) => {
    expect(line).toContain(leak);
    expect(redact(line)).not.toContain(leak);
  });
});

test('of a hundred lines as tools write them none leaks', () => {
  const leaks = leaking.filter((line) => /CANARY/.test(redact(line)));
  expect([leaking.length >= 100, leaking.every((line) => line.includes('CANARY')), leaks]).toEqual([true, true, []]);
});

test('whatever field of a type holds a secret, its value is never read, however it was written', () => {
  const fields = Object.entries(secretFields).flatMap(([name, isSecret]) => (isSecret ? [name] : []));
  const json = (value: unknown) => JSON.stringify(value);
  const snake = (name: string) => name.replaceAll(/(?=[A-Z])/g, '_');
  const ways: readonly ((name: string, value: string) => string)[] = [
    (name, value) => json({ a: 1, [name]: value, b: 2 }),
    (name, value) => json(json({ [name]: value })),
    (name, value) => json({ deep: [{ [name]: value }] }),
    (name, value) => inspect({ deep: { [name]: value } }),
    (name, value) => `${name}=${value}&rest=1`,
    (name, value) => `${snake(name).toUpperCase()}=${value}`,
    (name, value) => `cannot read ${snake(name)}: ${value}`,
  ];
  const binary: readonly ((name: string, value: Uint8Array) => string)[] = [
    (name, value) => inspect({ [name]: value }),
    (name, value) => inspect({ [name]: Buffer.from(value) }),
    (name, value) => json({ [name]: value }),
    (name, value) => json({ [name]: Buffer.from(value) }),
  ];
  // Letters, digits and what base64 and base64url add to them.
  const value = fc.stringMatching(/^[A-Za-z0-9+/_-]{16,64}$/);
  const bytes = fc.uint8Array({ minLength: 16, maxLength: 32 });
  fc.assert(
    fc.property(fc.constantFrom(...fields), fc.constantFrom(...ways), value, (name, way, secret) => {
      expect(redact(way(name, secret))).not.toContain(secret);
    }),
    { numRuns: volume(500) },
  );
  fc.assert(
    fc.property(fc.constantFrom(...fields), fc.constantFrom(...binary), bytes, (name, way, secret) => {
      const numbers = redact(way(name, secret)).match(/\b[\da-f]{1,3}\b/gi) ?? [];
      expect(numbers.length).toBeLessThan(4);
    }),
    { numRuns: 200 },
  );
});

describe('what a log is there for', () => {
  test.each(innocent)('%j stays readable', (line) => {
    expect(redact(line)).toBe(line);
  });

  test('the place of a URL is kept, its query is not', () => {
    expect(redact(`GET ${link(`X-Amz-Signature=${signature}`)} 403`)).toBe(
      'GET https://files.s3.example.com/k/a.txt?… 403',
    );
  });

  test('what was redacted once does not change any more', () => {
    const once = redact(`Authorization: x\nsecret=${canary} ${link(`X-Amz-Signature=${signature}`)}`);
    expect(redact(once)).toBe(once);
  });

  test.each([
    ['words and addresses', `${'secret '.repeat(25_000)}${'https://h/'.repeat(25_000)}${'"'.repeat(50_000)}`],
    ['names without values', '--secret-secret-secret'.repeat(22_500)],
    ['elements without an end', '<SecretAccessKey>'.repeat(30_000)],
    ['encoded percent signs', `secret%${'25'.repeat(250_000)}`],
    ['signs of encoding', 'X-Amz-Signature%2525'.repeat(25_000)],
    ['quotes', `["authorization",`.repeat(30_000)],
    ['backslashes', `secret=\\"${'\\'.repeat(500_000)}`],
    ['letters', 'a'.repeat(500_000)],
    ['dashes', '-'.repeat(500_000)],
    ['spaces', `set ${' '.repeat(500_000)}`],
    ['keys without an end', '-----BEGIN PRIVATE KEY-----'.repeat(20_000)],
    ['escaped elements', '&lt;SecretAccessKey&gt;'.repeat(22_500)],
    ['arrays without an end', 'token:['.repeat(75_000)],
    ['one name of letters and dots', `<${'secret.'.repeat(75_000)}`],
  ])('half a megabyte of %s is redacted in a moment', (_what, text) => {
    expect(processorMs(() => redact(text))).toBeLessThan(2_000);
  });
});
