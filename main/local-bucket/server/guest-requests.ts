// What a request on a network address may ask: what the owner's links, forms and doors give away, and nothing that the owner asks himself. He is on this
// computer, so that even a stolen key opens no list, changes no setting and deletes no object from outside.

import { S3Error } from '../protocol/errors';
import { isFormUpload } from '../operations/post-object';
import { type S3Request, amzValue, headerOf } from '../protocol/request';
import { isSigned } from '../auth/signature';

/** Parameters beside the signature, by method: as guests get them signed, so `versionId` and every subresource is missing. */
const reads = /^(?:partNumber|response-(?:cache-control|content-(?:disposition|encoding|language|type)|expires))$/;
const allowed: Readonly<Record<string, (names: readonly string[]) => boolean>> = {
  GET: (names) => names.every((name) => reads.test(name)),
  HEAD: (names) => names.every((name) => reads.test(name)),
  // An object, or a part of an upload.
  PUT: (names) => names.length === 0 || isExactly(names, ['partNumber', 'uploadId']),
  // The end of an upload in parts, and giving it up.
  POST: (names) => isExactly(names, ['uploadId']),
  DELETE: (names) => isExactly(names, ['uploadId']),
};

const isExactly = (names: readonly string[], wanted: readonly string[]): boolean =>
  names.length === wanted.length && wanted.every((name) => names.includes(name));

function isOfLink(request: S3Request): boolean {
  const { method, bucket, key, query } = request;
  if (bucket === undefined || key === undefined) return false;
  if (amzValue(request, 'x-amz-copy-source') !== undefined) return false;
  const names = [...query.keys()].filter((name) => name !== 'x-id' && !/^x-amz-/i.test(name));
  return Object.hasOwn(allowed, method) && allowed[method]?.(names) === true;
}

/** `AccessDenied` for everything but presigned requests for one object, forms, and requests without a signature, which only doors answer. */
export function assertOfGuest(request: S3Request): void {
  const isAsked =
    headerOf(request, 'authorization') === undefined &&
    (isFormUpload(request) || (isSigned(request) ? isOfLink(request) : request.method !== 'OPTIONS'));
  if (!isAsked) throw new S3Error('AccessDenied', 'This is answered on the computer of the bucket only.');
}
