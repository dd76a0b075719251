// A second key that may only store objects below a prefix, as IAM policies make them. For tests: the embedded bucket has one key.

import { S3Error } from '../protocol/errors';
import { type S3Request, headerOf } from '../protocol/request';
import type { Credentials } from './signature';

export interface Writer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The keys that it may write begin with it. */
  readonly below: string;
}

/** The writer as credentials, where the request is signed by it. */
export function writerOf(
  writer: Writer | undefined,
  credential: string | undefined,
  { region }: Credentials,
): Credentials | undefined {
  if (writer === undefined || credential?.startsWith(`${writer.accessKeyId}/`) !== true) return undefined;
  return { accessKeyId: writer.accessKeyId, secretAccessKey: writer.secretAccessKey, region };
}

/** What a request says of its key: `ID/day/region/service/aws4_request`. */
export const credentialOf = (request: S3Request): string | undefined =>
  request.query.get('X-Amz-Credential') ?? /Credential=([^,\s]+)/.exec(headerOf(request, 'authorization') ?? '')?.[1];

/** Throws `AccessDenied` unless the key may be written by it. `isWrite`: a PUT or form of an object or part that copies nothing. */
export function assertWritable({ below }: Writer, key: string | undefined, isWrite: boolean): void {
  if (!isWrite || key?.startsWith(below) !== true) throw new S3Error('AccessDenied');
}

/** Subresources, such as `acl`, are other rights. */
export const isPlainWrite = (request: S3Request): boolean =>
  request.method === 'PUT' &&
  headerOf(request, 'x-amz-copy-source') === undefined &&
  [...request.query.keys()].every((name) => /^x-amz-|^(?:uploadId|partNumber|x-id)$/i.test(name));
