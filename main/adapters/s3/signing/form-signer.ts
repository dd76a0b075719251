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

/** The policy as JSON of ASCII. A policy gives `$` a meaning of its own, and not every server reads it as UTF-8. */
export const policyText = (bucket: string, fields: FormFields, form: Omit<FormToSign, 'key' | 'contentType'>): string =>
  JSON.stringify({
    expiration: new Date(form.expiresAtMs).toISOString(),
    conditions: [
      { bucket },
      ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
      ['content-length-range', form.leastBytes, form.mostBytes],
    ],
  }).replaceAll(/[$\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * The fields of a form for one file. Raises `expiry-out-of-range`, and `bad-request` for a key that no URL can carry or in which the server
 * would put the guest's file name.
 */
export function signForm(
  place: Pick<Place, 'bucket' | 'region'>,
  credentials: Credentials,
  form: FormToSign,
): FormFields {
  checkLifetime(Math.floor((form.expiresAtMs - form.signedAtMs) / 1_000), usualLongestSeconds);
  encodeKey(form.key);
  if (form.key.includes('${filename}'))
    throw new Failure('bad-request', { reason: 'the key cannot be part of a link' });
  const fields = fieldsOf(place, credentials, form);
  const policy = Buffer.from(policyText(place.bucket, fields, form)).toString('base64');
  const key = signingKey(credentials.secretAccessKey, amzDate(form.signedAtMs).slice(0, 8), place.region);
  return { ...fields, policy, 'x-amz-signature': createHmac('sha256', key).update(policy).digest('hex') };
}
