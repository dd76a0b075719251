// Signs upload forms (POST policies): one exact key, a range of sizes, one type, and a condition for every field.
// Source: Amazon S3 API Reference, "Creating a POST policy" (sigv4-HTTPPOSTConstructPolicy).
import { createHmac } from 'node:crypto';
import type { Credentials } from '../../../core/model/connection';
import { checkLifetime, usualLongestSeconds } from '../../../core/model/expiry';
import { Failure } from '../../../core/model/failure';
import type { Place } from '../../../core/model/place';
import { encodeKey } from '../object-url';
import { amzDate, signingKey } from './signing-key';

export interface FormToSign {
  readonly key: string;
  /** Of the file. */
  readonly leastBytes: number;
  readonly mostBytes: number;
  readonly contentType: string;
  /** Unix ms on the server's clock, both; one lies at most seven days after the other. */
  readonly expiresAtMs: number;
  readonly signedAtMs: number;
}

/** In the order to send them; the file comes after them, as the field `file`. */
export type FormFields = Readonly<Record<string, string>>;

/** All fields but the policy and its signature. Status 201 makes the server answer in XML, which no proxy between does. */
function fieldsOf(
  { region }: Pick<Place, 'region'>,
  { accessKeyId, sessionToken }: Credentials,
  { key, contentType, signedAtMs }: FormToSign,
): FormFields {
  const date = amzDate(signedAtMs);
  return {
    key,
    'Content-Type': contentType,
    success_action_status: '201',
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': `${accessKeyId}/${date.slice(0, 8)}/${region}/s3/aws4_request`,
    'x-amz-date': date,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  };
}

/** A policy gives `$` a meaning of its own, and not every server reads it as UTF-8. */
const ofAscii = (json: string): string =>
  json.replaceAll(/[$\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The policy as JSON of ASCII. */
export const policyText = (bucket: string, fields: FormFields, form: Omit<FormToSign, 'key' | 'contentType'>): string =>
  ofAscii(
    JSON.stringify({
      expiration: new Date(form.expiresAtMs).toISOString(),
      conditions: [
        { bucket },
        ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
        ['content-length-range', form.leastBytes, form.mostBytes],
      ],
    }),
  );

/** Where the key stands in a policy; no value of JSON text holds it. */
const noKey = '{"key":""}';

/** What forms have in common that differ in their key alone. */
function inCommon({ bucket, region }: Pick<Place, 'bucket' | 'region'>, credentials: Credentials, form: FormToSign) {
  checkLifetime(Math.floor((form.expiresAtMs - form.signedAtMs) / 1_000), usualLongestSeconds);
  const fields = fieldsOf({ region }, credentials, { ...form, key: '' });
  const [before = '', after = ''] = policyText(bucket, fields, form).split(noKey);
  const key = signingKey(credentials.secretAccessKey, amzDate(form.signedAtMs).slice(0, 8), region);
  return { fields, before, after, key };
}

/**
 * Signs the fields of forms for one file each: of those that differ in their key alone, one after the other, the rest is computed once. It raises
 * `expiry-out-of-range`, and `bad-request` for a key that no URL can carry or in which the server would put the guest's file name.
 */
export function createFormSigner(
  place: Pick<Place, 'bucket' | 'region'>,
): (credentials: Credentials, form: FormToSign) => FormFields {
  let last: { readonly of: string; readonly by: Credentials; readonly common: ReturnType<typeof inCommon> } | undefined;
  return (credentials, form) => {
    const { key: name, ...rest } = form;
    encodeKey(name);
    if (name.includes('${filename}')) throw new Failure('bad-request', { reason: 'the key cannot be part of a link' });
    const of = JSON.stringify(rest);
    if (last?.of !== of || last.by !== credentials)
      last = { of, by: credentials, common: inCommon(place, credentials, form) };
    const { fields, before, after, key } = last.common;
    const policy = Buffer.from(`${before}{"key":${ofAscii(JSON.stringify(name))}}${after}`).toString('base64');
    const signature = createHmac('sha256', key).update(policy).digest('hex');
    return { ...fields, key: name, policy, 'x-amz-signature': signature };
  };
}

/** One form, as `createFormSigner` signs many. */
export const signForm = (
  place: Pick<Place, 'bucket' | 'region'>,
  credentials: Credentials,
  form: FormToSign,
): FormFields => createFormSigner(place)(credentials, form);
