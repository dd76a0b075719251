// Our signers give the URLs of the SDK’s presigner and the headers of its signer, byte for byte.
import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { array, asyncProperty, assert, constantFrom, integer, oneof, record, string, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';
import { targetsOf } from '../../../main/adapters/s3/object-url';
import { createHeaderSigner } from '../../../main/adapters/s3/signing/header-signer';
import { requestToSign, signerOptions } from '../../../main/adapters/s3/signing/request-to-sign';
import { createSdkPresigner } from '../../../main/adapters/s3/signing/sdk-presigner';
import { createSigner, type ToSign } from '../../../main/adapters/s3/signing/signer';
import type { Credentials } from '../../../main/core/model/connection';
import { isWhole } from '../../faults/sizes';
import { volume } from '../../volume';
import { anyCharacter } from '../../any-character';

const connection = {
  id: 'a',
  name: 'a',
  kind: 's3',
  provider: 'other',
  bucket: 'bucket',
  prefix: '',
  whenExpired: 'keep',
} as const;
const headerNames = ['Content-Type', 'content-md5', 'x-amz-checksum-crc32', 'X-Amz-Meta-Title', 'cache-control'];

const text = string({ unit: anyCharacter, maxLength: 40 }).map((value) => value.toWellFormed());
// Runs of spaces and tabs, which the canonical form joins.
const headerValue = string({ unit: constantFrom(' ', '\t', ';', '=', '"', 'a', 'Z'), maxLength: 12 });
const place = record({
  endpoint: constantFrom('https://s3.example.com', 'http://127.0.0.1:9000', 'https://storage.example.com:8443/base/'),
  addressing: constantFrom('path', 'virtual-host'),
  region: constantFrom('us-east-1', 'auto', 'eu-central-1'),
});
const credentials = record<Credentials, 'accessKeyId' | 'secretAccessKey'>(
  {
    accessKeyId: stringMatching(/^[A-Z0-9]{16,20}$/),
    secretAccessKey: text.map((value) => `${value}s`),
    sessionToken: stringMatching(/^[A-Za-z0-9+/=]{1,60}$/),
  },
  { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
);
// Mostly within one second, as in a row of thousands.
const time = oneof(
  integer({ min: 1_795_000_000_000, max: 1_795_000_001_500 }),
  integer({ min: 1_600_000_000_000, max: 1_999_999_999_999 }),
);
interface Parts {
  readonly texts: readonly string[];
  readonly values: readonly string[];
  readonly times: readonly number[];
  readonly lifetimeSeconds: number;
}
const parts = record<Parts>({
  texts: array(text, { minLength: 12, maxLength: 12 }),
  values: array(headerValue, { minLength: 6, maxLength: 6 }),
  times: array(time, { minLength: 4, maxLength: 4 }),
  lifetimeSeconds: integer({ min: 1, max: 604_800 }),
});

/** A request of these parts: another one for every `index`. */
function requestOf({ texts, values, times, lifetimeSeconds }: Parts, index: number): ToSign {
  const at = <Item>(items: readonly Item[], step: number) => items[(index * step + step) % items.length] as Item;
  const some = <Item>(make: (step: number) => readonly [string, Item]) =>
    Object.fromEntries(Array.from({ length: index % 5 }, (_, step) => make(step + 1)));
  return {
    method: at(['GET', 'PUT', 'HEAD', 'POST', 'DELETE'] as const, 1),
    // No URL can carry a dot segment.
    key: `k${at(texts, 1)}`.replaceAll('/.', '/_'),
    query: some((step) => [`q${at(texts, step)}`, at(texts, step + 1)]),
    headers: some((step) => [at(headerNames, step), at(values, step)]),
    lifetimeSeconds,
    // Two in a row are of one second, for which the signer keeps its buffers.
    signedAtMs: times[Math.floor(index / 2) % times.length] as number,
  };
}

/** `npm run test:faults` compares 10,000 URLs: the SDK's presigner takes most of the time. */
const signings = isWhole ? 200 : volume(40);

test(`${50 * signings} URLs of random keys, queries, headers and credentials are those of the SDK’s presigner`, async () => {
  const property = asyncProperty(place, credentials, parts, async (where, secrets, given) => {
    const [ours, theirs] = [createSigner, createSdkPresigner].map((create) =>
      create({ ...connection, ...where }, secrets),
    );
    for (let index = 0; index < 50; index += 1) {
      const request = requestOf(given, index);
      expect(await ours?.(request)).toBe(await theirs?.(request));
    }
  });
  await assert(property, { numRuns: signings });
});

test('1,000 requests signed in their headers carry those of the SDK’s signer', async () => {
  const property = asyncProperty(place, credentials, parts, async (where, secrets, given) => {
    const signer = createHeaderSigner(where, secrets);
    const theirs = new SignatureV4({
      ...signerOptions(where.region, secrets),
      service: 's3',
      uriEscapePath: false,
      applyChecksum: true,
    });
    const targetOf = targetsOf({ ...connection, ...where });
    for (let index = 0; index < 50; index += 1) {
      const { key, query = {}, headers = {}, signedAtMs } = requestOf(given, index);
      const [target, body] = [targetOf(key), Buffer.from(given.texts[index % 12] ?? '')];
      const method = (['HEAD', 'POST', 'DELETE'] as const)[index % 3] ?? 'HEAD';
      const ours = signer.sign({ method, target, query, headers, body, signedAtMs });
      const { headers: all } = ours;
      const request = requestToSign(method, target, query, {
        ...headers,
        host: all['host'] ?? '',
        'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
      });
      const signed = await theirs.sign(request, { signingDate: new Date(signedAtMs) });
      expect(all).toEqual(signed.headers);
    }
  });
  await assert(property, { numRuns: 20 });
});

test('ninety days are signed, which the SDK’s presigner refuses', async () => {
  const where = { endpoint: 'https://t3.storage.dev', region: 'auto', addressing: 'path' } as const;
  const keys = { accessKeyId: 'tid_AKIDEXAMPLE', secretAccessKey: 'tsec_secret' };
  const request = { method: 'GET', key: 'a', lifetimeSeconds: 7_776_000, signedAtMs: Date.UTC(2026, 10, 28) } as const;
  const url = new URL(await createSigner({ ...connection, ...where }, keys)(request));
  const signature = url.searchParams.get('X-Amz-Signature');
  url.searchParams.delete('X-Amz-Signature');
  expect(url.searchParams.get('X-Amz-Expires')).toBe('7776000');
  // Step by step, as "Authenticating Requests: Using Query Parameters" has it.
  const scope = '20261128/auto/s3/aws4_request';
  const canonical = `GET\n/bucket/a\n${url.search.slice(1)}\nhost:t3.storage.dev\n\nhost\nUNSIGNED-PAYLOAD`;
  const hashed = createHash('sha256').update(canonical).digest('hex');
  const hmac = (key: string | Buffer, said: string) => createHmac('sha256', key).update(said).digest();
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${keys.secretAccessKey}`);
  expect(signature).toBe(hmac(key, `AWS4-HMAC-SHA256\n20261128T000000Z\n${scope}\n${hashed}`).toString('hex'));
  await expect(createSdkPresigner({ ...connection, ...where }, keys)(request)).rejects.toThrow(/week|7 days|604800/i);
});

test.each([0, 7_776_001, 1.5, Number.NaN])('a lifetime of %d s is refused', async (lifetimeSeconds) => {
  const where = { endpoint: 'https://s3.example.com', region: 'auto', addressing: 'path' } as const;
  const sign = createSigner({ ...connection, ...where }, { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' });
  const refused = sign({ method: 'GET', key: 'a', lifetimeSeconds, signedAtMs: 1_795_000_000_000 });
  await expect(refused).rejects.toMatchObject({ code: 'expiry-out-of-range' });
});
