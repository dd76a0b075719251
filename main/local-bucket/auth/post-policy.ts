// Checks a form's POST policy: its signature, its expiry, and that a condition allows every field.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html

import { equalInConstantTime, sign, signingKey } from './canonical';
import { S3Error } from '../protocol/errors';
import { type Credentials, parseAmzDate, parseCredential } from './signature';

function denied(reason: string): S3Error {
  return new S3Error('AccessDenied', `Invalid according to Policy: ${reason}`);
}

function invalid(reason: string): S3Error {
  return new S3Error('InvalidPolicyDocument', `Invalid Policy: ${reason}`);
}

/** Verifies the form's signature over its policy; a form without a signature is `AccessDenied`. */
function checkSignature(fields: ReadonlyMap<string, string>, credentials: Credentials, nowMs: number): void {
  const policy = fields.get('policy') ?? '';
  const signature = fields.get('x-amz-signature') ?? '';
  if (policy === '' || signature === '') throw new S3Error('AccessDenied');
  if (fields.get('x-amz-algorithm') !== 'AWS4-HMAC-SHA256') {
    throw new S3Error('InvalidArgument', 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  }
  if (fields.has('x-amz-security-token')) throw new S3Error('InvalidToken');
  const scope = parseCredential(fields.get('x-amz-credential') ?? '');
  const date = fields.get('x-amz-date') ?? '';
  const dateMs = parseAmzDate(date);
  if (scope === undefined || dateMs === undefined || !date.startsWith(scope.day)) {
    throw new S3Error('InvalidArgument', 'X-Amz-Credential or X-Amz-Date is malformed.');
  }
  if (scope.accessKeyId !== credentials.accessKeyId) throw new S3Error('InvalidAccessKeyId');
  if (scope.region !== credentials.region || scope.service !== 's3' || scope.terminator !== 'aws4_request') {
    throw new S3Error('InvalidArgument', 'X-Amz-Credential names another region or service.');
  }
  if (dateMs > nowMs + 15 * 60 * 1000) throw new S3Error('AccessDenied', 'Request is not yet valid');
  const expected = sign(signingKey(credentials.secretAccessKey, scope), policy);
  if (!equalInConstantTime(expected, signature)) throw new S3Error('SignatureDoesNotMatch');
}

interface PolicyDocument {
  readonly expiresMs: number;
  readonly conditions: readonly unknown[];
}

function parsePolicy(base64: string): PolicyDocument {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    throw invalid('Invalid JSON.');
  }
  if (typeof document !== 'object' || document === null) throw invalid('Invalid JSON.');
  const expiration: unknown = 'expiration' in document ? document.expiration : undefined;
  const conditions: unknown = 'conditions' in document ? document.conditions : undefined;
  const isIso = typeof expiration === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(expiration);
  const expiresMs = isIso ? Date.parse(expiration) : Number.NaN;
  if (Number.isNaN(expiresMs)) throw invalid('Policy missing expiration or it is not ISO 8601.');
  if (!Array.isArray(conditions)) throw invalid('Policy missing conditions.');
  return { expiresMs, conditions };
}

type Condition =
  | { readonly type: 'eq' | 'starts-with'; readonly field: string; readonly value: string }
  | { readonly type: 'range'; readonly minimum: number; readonly maximum: number };

function wholeNumber(value: unknown): number {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) {
    throw invalid('content-length-range needs two whole numbers.');
  }
  return number;
}

function parseCondition(condition: unknown): readonly Condition[] {
  if (Array.isArray(condition)) {
    const [operator, first, second] = condition as readonly unknown[];
    const type = typeof operator === 'string' ? operator.toLowerCase() : '';
    if (condition.length !== 3) throw invalid('A condition must have three elements.');
    if (type === 'content-length-range') {
      return [{ type: 'range', minimum: wholeNumber(first), maximum: wholeNumber(second) }];
    }
    const isField = typeof first === 'string' && first.startsWith('$') && typeof second === 'string';
    if ((type !== 'eq' && type !== 'starts-with') || !isField) throw invalid('A condition is not understood.');
    return [{ type, field: first.slice(1).toLowerCase(), value: second }];
  }
  if (typeof condition !== 'object' || condition === null) throw invalid('A condition is not understood.');
  return Object.entries(condition).map(([field, value]) => {
    if (typeof value !== 'string') throw invalid('A condition must compare with text.');
    return { type: 'eq', field: field.toLowerCase(), value };
  });
}

/** Fields that carry the policy and its signature, to which no condition applies. */
function needsNoCondition(field: string): boolean {
  return ['policy', 'x-amz-signature', 'file'].includes(field) || field.startsWith('x-ignore-');
}

/**
 * Checks the form's signature, its expiry and every field. `fields` must hold the final key and the bucket; returns the size
 * limits, which the caller checks on the body. Throws `AccessDenied` naming the condition, or `InvalidPolicyDocument`.
 */
export function checkPolicy(fields: ReadonlyMap<string, string>, credentials: Credentials, nowMs: number) {
  checkSignature(fields, credentials, nowMs);
  const { expiresMs, conditions } = parsePolicy(fields.get('policy') ?? '');
  if (nowMs >= expiresMs) throw denied('Policy expired.');
  const allowed = new Set<string>();
  let minimumBytes = 0;
  let maximumBytes: number | undefined;
  for (const condition of conditions.flatMap(parseCondition)) {
    if (condition.type === 'range') {
      minimumBytes = Math.max(minimumBytes, condition.minimum);
      maximumBytes = Math.min(maximumBytes ?? condition.maximum, condition.maximum);
      continue;
    }
    const { type, field, value } = condition;
    const actual = fields.get(field) ?? '';
    const holds = type === 'eq' ? actual === value && fields.has(field) : actual.startsWith(value);
    if (!holds) throw denied(`Policy Condition failed: ["${type}", "$${field}", "${value}"]`);
    allowed.add(field);
  }
  for (const field of fields.keys()) {
    if (!allowed.has(field) && !needsNoCondition(field) && field !== 'bucket') {
      throw denied(`Extra input fields: ${field}`);
    }
  }
  return { minimumBytes, maximumBytes };
}
