// The closed table of operations, so that an unimplemented subresource cannot reach another operation.

import { isBucketName } from '../protocol/address';
import { getAttributes } from '../operations/attributes';
import { deletePolicy, getPolicy, putPolicy } from '../operations/bucket-policy';
import {
  cors,
  createBucket,
  deleteBucket,
  getLocation,
  headBucket,
  lifecycle,
  listBuckets,
} from '../operations/buckets';
import { completeUpload } from '../operations/complete-upload';
import { copyObject, copyPart } from '../operations/copy';
import { deleteObject } from '../operations/delete-object';
import { deleteObjects } from '../operations/delete-objects';
import { S3Error } from '../protocol/errors';
import { listObjectsV1, listObjectsV2 } from '../operations/list-objects';
import { listParts, listUploads } from '../operations/list-uploads';
import { listVersions } from '../operations/list-versions';
import { abortUpload, createUpload, uploadPart } from '../operations/multipart';
import { getObject, putObject } from '../operations/objects';
import type { BucketCall, Call, ObjectCall, Reply } from '../operations/operation';
import { type S3Request, amzValue } from '../protocol/request';
import { deleteTagging, getTagging, putTagging } from '../operations/tagging';
import { getVersioning, putVersioning } from '../operations/versioning';

interface Route<Input> {
  readonly method: string;
  /** Required query parameters, by name or as `name=value`. */
  readonly needs: readonly string[];
  /** Optional query parameters. */
  readonly allows: readonly string[];
  /** Matches only with (true) or only without (false) `x-amz-copy-source`. */
  readonly copies?: boolean;
  readonly run: (call: Input) => Promise<Reply>;
}

function route<Input>(
  methodAndNeeds: string,
  allows: string,
  run: (call: Input) => Promise<Reply>,
  copies?: boolean,
): Route<Input> {
  const [method = '', ...needs] = methodAndNeeds.split(' ');
  const allowed = allows.split(' ').filter((name) => name !== '');
  return { method, needs, allows: allowed, run, ...(copies === undefined ? {} : { copies }) };
}

const listing = 'prefix delimiter max-keys encoding-type';
const reading =
  'partNumber versionId response-cache-control response-content-disposition response-content-encoding response-content-language response-content-type response-expires';

const serviceRoutes: readonly Route<Call>[] = [
  route('GET', 'prefix max-buckets continuation-token bucket-region', listBuckets),
];

const bucketRoutes: readonly Route<BucketCall>[] = [
  route('GET', `${listing} marker`, listObjectsV1),
  route('GET list-type=2', `${listing} continuation-token start-after fetch-owner`, listObjectsV2),
  route('GET location', '', getLocation),
  route('GET cors', '', cors.get),
  route('GET lifecycle', '', lifecycle.get),
  route('GET policy', '', getPolicy),
  route('GET versioning', '', getVersioning),
  route('GET versions', 'prefix delimiter key-marker version-id-marker max-keys encoding-type', listVersions),
  route('GET uploads', 'prefix delimiter key-marker upload-id-marker max-uploads encoding-type', listUploads),
  route('HEAD', '', headBucket),
  route('PUT', '', createBucket),
  route('PUT cors', '', cors.put),
  route('PUT lifecycle', '', lifecycle.put),
  route('PUT policy', '', putPolicy),
  route('PUT versioning', '', putVersioning),
  route('DELETE', '', deleteBucket),
  route('DELETE cors', '', cors.remove),
  route('DELETE lifecycle', '', lifecycle.remove),
  route('DELETE policy', '', deletePolicy),
  route('POST delete', '', deleteObjects),
];

const objectRoutes: readonly Route<ObjectCall>[] = [
  route('GET', reading, getObject),
  route('HEAD', reading, getObject),
  route('GET tagging', 'versionId', getTagging),
  route('GET attributes', 'versionId', getAttributes),
  route('GET uploadId', 'max-parts part-number-marker encoding-type', listParts),
  route('PUT', '', putObject, false),
  route('PUT', '', copyObject, true),
  route('PUT tagging', 'versionId', putTagging),
  route('PUT partNumber uploadId', '', uploadPart, false),
  route('PUT partNumber uploadId', '', copyPart, true),
  route('POST uploads', '', createUpload),
  route('POST uploadId', '', completeUpload),
  route('DELETE', 'versionId', deleteObject),
  route('DELETE tagging', 'versionId', deleteTagging),
  route('DELETE uploadId', '', abortUpload),
];

/** Parameters of no operation: the signature, the SDK's name of the operation and hoisted headers. */
function isCommon(name: string): boolean {
  return name === 'x-id' || name.toLowerCase().startsWith('x-amz-');
}

function choose<Input>(routes: readonly Route<Input>[], request: S3Request): Route<Input> {
  const { method, query } = request;
  const sameMethod = routes.filter((candidate) => candidate.method === method);
  if (sameMethod.length === 0) throw new S3Error('MethodNotAllowed', undefined, { Method: method });
  const names = [...query.keys()].filter((name) => !isCommon(name));
  const copies = amzValue(request, 'x-amz-copy-source') !== undefined;
  const found = sameMethod.find((candidate) => {
    const needed = candidate.needs.map((need) => need.split('=', 2));
    const hasNeeds = needed.every(([name = '', value]) =>
      value === undefined ? query.has(name) : query.get(name) === value,
    );
    const takesAll = names.every((name) => candidate.allows.includes(name) || needed.some(([need]) => need === name));
    return hasNeeds && takesAll && (candidate.copies ?? copies) === copies;
  });
  if (found !== undefined) return found;
  throw new S3Error('NotImplemented', undefined, { Parameters: names.join(' ') });
}

/** Runs the operation that matches the request. */
export async function runOperation(call: Call): Promise<Reply> {
  const { request } = call;
  const { bucket, key } = request;
  if (bucket === undefined) return choose(serviceRoutes, request).run(call);
  if (!isBucketName(bucket)) throw new S3Error('InvalidBucketName', undefined, { BucketName: bucket });
  if (key === undefined) return choose(bucketRoutes, request).run({ ...call, bucket });
  return choose(objectRoutes, request).run({ ...call, bucket, key });
}
