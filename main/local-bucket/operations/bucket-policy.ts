// A bucket's policy, of the one form that this server enforces: everybody may read the objects under a prefix.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html

import { readTextBody } from '../auth/request-body';
import type { BucketPolicy } from '../storage/records';
import { S3Error } from '../protocol/errors';
import { changeSettings } from './bucket-settings';
import { refuseUnsupportedHeaders } from './object-headers';
import { getObject } from './objects';
import type { BucketCall, ReadCall, Reply } from './operation';

/** As on S3. */
const maximumPolicyBytes = 20 * 1024;
const versions: ReadonlySet<unknown> = new Set(['2008-10-17', '2012-10-17']);

const malformed = (message: string) => new S3Error('MalformedPolicy', message);

/** S3 would take it; enforcing a part of a policy would allow or deny what its owner did not write. */
const beyond = (element: string) =>
  new S3Error('NotImplemented', 'Only policies that allow everybody s3:GetObject under a prefix are implemented.', {
    Element: element,
  });

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown, known: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed('Syntax errors in policy.');
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined) throw beyond(unknown);
  return value as Fields;
}

/** A policy writes one text as it is or as a list. */
function texts(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0 || !list.every((one) => typeof one === 'string')) throw malformed('Syntax errors in policy.');
  return list;
}

function isEverybody(principal: unknown): boolean {
  if (principal === '*') return true;
  return texts(fieldsOf(principal, ['AWS'])['AWS']).every((one) => one === '*');
}

function prefixOf(resource: string, bucket: string): string {
  const start = `arn:aws:s3:::${bucket}/`;
  if (!resource.startsWith(start)) throw malformed('Policy has invalid resource');
  const pattern = resource.slice(start.length);
  const prefix = pattern.slice(0, -1);
  if (!pattern.endsWith('*') || /[*?]|\$\{/.test(prefix)) throw beyond('Resource');
  return prefix;
}

function prefixesOf(statement: unknown, bucket: string): readonly string[] {
  const { Effect, Principal, Action, Resource } = fieldsOf(statement, [
    'Sid',
    'Effect',
    'Principal',
    'Action',
    'Resource',
  ]);
  if (Effect !== 'Allow') throw Effect === 'Deny' ? beyond('Effect') : malformed(`Invalid effect: ${String(Effect)}`);
  if (!isEverybody(Principal)) throw beyond('Principal');
  if (texts(Action).some((action) => action !== 's3:GetObject')) throw beyond('Action');
  return texts(Resource).map((resource) => prefixOf(resource, bucket));
}

/** Reads a policy of `bucket`. `MalformedPolicy` for what S3 refuses too, `NotImplemented` for any other form. */
function parsePolicy(document: string, bucket: string): BucketPolicy {
  let value: unknown;
  try {
    value = JSON.parse(document);
  } catch {
    throw malformed("Policies must be valid JSON and the first byte must be '{'");
  }
  const { Version, Statement } = fieldsOf(value, ['Version', 'Id', 'Statement']);
  if (Version !== undefined && !versions.has(Version))
    throw malformed('The policy must contain a valid version string');
  const statements: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  if (statements.length === 0) throw malformed('Could not parse the policy: Statement is empty!');
  return { document, publicPrefixes: statements.flatMap((statement) => prefixesOf(statement, bucket)) };
}

/** PutBucketPolicy. */
export async function putPolicy(call: BucketCall): Promise<Reply> {
  call.store.bucket(call.bucket);
  const policy = parsePolicy(await readTextBody(call.request, call.identity, maximumPolicyBytes), call.bucket);
  await changeSettings(call, { policy });
  return { status: 204 };
}

/** GetBucketPolicy: the text as it was put. */
export async function getPolicy(call: BucketCall): Promise<Reply> {
  const { policy } = call.store.bucket(call.bucket).settings;
  if (policy === undefined) throw new S3Error('NoSuchBucketPolicy', undefined, { BucketName: call.bucket });
  return { status: 200, json: policy.document };
}

/** DeleteBucketPolicy. */
export async function deletePolicy(call: BucketCall): Promise<Reply> {
  await changeSettings(call, { policy: undefined });
  return { status: 204 };
}

const subresources: ReadonlySet<string> = new Set(
  'acl attributes legal-hold renameObject restore retention select tagging torrent uploadId uploads versionId'.split(
    ' ',
  ),
);

/** Versions and subresources have rights of their own. S3 ignores other names: who asks past caches makes one up. */
const hasOwnRight = (name: string): boolean => subresources.has(name) || /^x-amz-/i.test(name);

/**
 * GetObject and HeadObject of a request without credentials, where the bucket's policy allows them. Anything else is `AccessDenied`, an absent key
 * too: nobody learns without ListBucket what is not there.
 */
export async function readAnonymously(call: Omit<ReadCall, 'bucket' | 'key'>): Promise<Reply> {
  const { store, request } = call;
  const { method, query, bucket, key } = request;
  const settings = store.catalog.bucket(bucket ?? '')?.settings;
  const reads = (method === 'GET' || method === 'HEAD') && bucket !== undefined && key !== undefined;
  if (!reads || settings?.policy?.publicPrefixes.some((prefix) => key.startsWith(prefix)) !== true) {
    throw new S3Error('AccessDenied');
  }
  const names = [...query.keys()].filter((name) => name !== 'partNumber' && name !== 'x-id');
  if (names.some((name) => name.startsWith('response-'))) {
    throw new S3Error('InvalidRequest', 'Request specific response headers cannot be used for anonymous GET requests.');
  }
  if (names.some(hasOwnRight) || !store.bucket(bucket).objects.has(key)) throw new S3Error('AccessDenied');
  refuseUnsupportedHeaders(request);
  return getObject({ ...call, bucket, key });
}
