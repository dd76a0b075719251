// Forms: every field has its condition, and the signature is that of an independent SigV4.
import { SignatureV4 } from '@smithy/signature-v4';
import { assert, asyncProperty, constantFrom, integer, record, string, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';
import { signerOptions } from '../../../main/adapters/s3/signing/request-to-sign';
import { createFormSigner, policyText, signForm, type FormToSign } from '../../../main/adapters/s3/signing/form-signer';
import type { Credentials } from '../../../main/core/model/connection';
import { volume } from '../../volume';
import { anyCharacter } from '../../any-character';

const place = { bucket: 'bucket', region: 'eu-central-1' };
const keys: Credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
const sample: FormToSign = {
  key: 'in/AAAAAAAAAAAAAAAAAAAAAA/0001/data',
  leastBytes: 0,
  mostBytes: 10,
  contentType: 'application/octet-stream',
  expiresAtMs: 1_795_003_600_000,
  signedAtMs: 1_795_000_000_000,
};

const text = string({ unit: anyCharacter, minLength: 1, maxLength: 40 }).map((value) => value.toWellFormed());
const credentials = record<Credentials, 'accessKeyId' | 'secretAccessKey'>(
  {
    accessKeyId: stringMatching(/^[A-Z0-9]{16,20}$/),
    secretAccessKey: text.map((value) => `${value}s`),
    sessionToken: stringMatching(/^[A-Za-z0-9+/=]{1,60}$/),
  },
  { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
);
const form = record<FormToSign>({
  // No URL can carry a dot segment, and the server puts the guest's own file name into that other one.
  key: text.map((value) => `k${value}`.replaceAll('/.', '/_').replaceAll('${', '_{')),
  leastBytes: integer({ min: 0, max: 1_000 }),
  mostBytes: integer({ min: 1_000, max: 5_368_709_120 }),
  contentType: constantFrom('application/octet-stream', 'text/plain; charset=utf-8', 'image/png'),
  signedAtMs: integer({ min: 1_600_000_000_000, max: 1_999_999_999_999 }),
  expiresAtMs: integer({ min: 1_000, max: 604_800_000 }),
}).map((made) => ({ ...made, expiresAtMs: made.signedAtMs + made.expiresAtMs }));

test('1,000 forms have the signature of another SigV4, one exact key, one range of sizes, and a condition for every field', async () => {
  const property = asyncProperty(
    credentials,
    form,
    constantFrom('us-east-1', 'auto', 'eu-central-1'),
    async (secrets, made, region) => {
      const { policy = '', 'x-amz-signature': signature, ...fields } = signForm({ ...place, region }, secrets, made);
      const signer = new SignatureV4({ ...signerOptions(region, secrets), service: 's3' });
      expect(signature).toBe(await signer.sign(policy, { signingDate: new Date(made.signedAtMs) }));
      const json = Buffer.from(policy, 'base64').toString('latin1');
      expect(json).toBe(policyText(place.bucket, fields, made));
      expect(json).toMatch(/^[ -~]+$/);
      const { expiration, conditions } = JSON.parse(json) as { expiration: string; conditions: readonly unknown[] };
      expect(Date.parse(expiration)).toBe(made.expiresAtMs);
      expect(conditions).toEqual([
        { bucket: 'bucket' },
        ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
        ['content-length-range', made.leastBytes, made.mostBytes],
      ]);
      expect(fields['key']).toBe(made.key);
      expect(fields['x-amz-security-token']).toBe(secrets.sessionToken);
    },
  );
  await assert(property, { numRuns: volume(1_000) });
});

test.each([
  ['in/${filename}', 'bad-request'],
  ['in/../secret', 'bad-request'],
  ['', 'bad-request'],
])('the key %j is refused', (key, code) => {
  expect(() => signForm(place, keys, { ...sample, key })).toThrow(expect.objectContaining({ code }));
});

test.each([0, 999, 604_801_000])('an end %d ms after the signature is refused', (afterMs) => {
  const expiresAtMs = sample.signedAtMs + afterMs;
  expect(() => signForm(place, keys, { ...sample, expiresAtMs })).toThrow(
    expect.objectContaining({ code: 'expiry-out-of-range' }),
  );
});

test('forms that differ in their key alone are signed as each by itself, with one derived key', () => {
  let derived = 0;
  const counted: Credentials = {
    accessKeyId: keys.accessKeyId,
    get secretAccessKey() {
      derived += 1;
      return keys.secretAccessKey;
    },
  };
  const sign = createFormSigner(place);
  const forms = Array.from({ length: 50 }, (_, index) => ({ ...sample, key: `in/가 "$${index}/data` }));
  expect(forms.map((one) => sign(counted, one))).toEqual(forms.map((one) => signForm(place, keys, one)));
  expect(derived).toBe(1);
  // Another range, another second or other keys are signed by themselves.
  for (const other of [
    { ...sample, mostBytes: 11 },
    { ...sample, signedAtMs: sample.signedAtMs + 1_000 },
  ]) {
    expect(sign(keys, other)).toEqual(signForm(place, keys, other));
  }
  const others = { ...keys, secretAccessKey: 'other' };
  expect(sign(others, sample)).toEqual(signForm(place, others, sample));
});
