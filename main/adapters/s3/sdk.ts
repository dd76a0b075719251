// What every request through the SDK shares: the client, the bucket, and failures that are ours.
import type { S3Client } from '@aws-sdk/client-s3';
import { Failure, type FailureDetail } from '../../core/model/failure';
import type { ObjectHeaders } from '../../core/ports/object-store';
import type { Asked } from './wire/response-errors';
import { failureOfSdk } from './wire/sdk-errors';
import { explained } from '../network/socket-errors';

export interface Sdk {
  readonly client: S3Client;
  readonly bucket: string;
  readonly detail: FailureDetail;
  /** Gives what the request gives, and raises what it raises as a failure of ours. */
  readonly asked: <T>(request: Promise<T>) => Promise<T>;
  /** S3 answers nothing useful without this value: a 2xx lacking it came from something else (`not-s3`). */
  readonly required: (value: string | undefined) => string;
}

export function createSdk(client: S3Client, bucket: string, about: Asked): Sdk {
  const { detail } = about;
  return {
    client,
    bucket,
    detail,
    async asked(request) {
      try {
        return await request;
      } catch (error) {
        throw await explained(failureOfSdk(error, about));
      }
    },
    required(value) {
      if (value === undefined || value === '') throw new Failure('not-s3', detail);
      return value;
    },
  };
}

/** The headers as the SDK's commands name them. */
export const headersAsInput = (headers: ObjectHeaders) => ({
  ContentType: headers.contentType,
  ContentDisposition: headers.contentDisposition,
  ...(headers.contentEncoding !== undefined && { ContentEncoding: headers.contentEncoding }),
  ...(headers.cacheControl !== undefined && { CacheControl: headers.cacheControl }),
});
