// Sends a request through the SDK with the store's client and bucket, and converts its errors to failures.
import type { S3Client } from '@aws-sdk/client-s3';
import { Failure, type FailureDetail } from '../../core/model/failure';
import type { ObjectHeaders } from '../../core/ports/object-store';
import type { RequestFacts } from './wire/response-errors';
import { failureOfSdk } from './wire/sdk-errors';
import { explained } from '../network/socket-errors';

export interface Sdk {
  readonly client: S3Client;
  readonly bucket: string;
  readonly detail: FailureDetail;
  /** Resolves to the SDK's output; raises its error as a failure. */
  readonly attempt: <T>(request: Promise<T>) => Promise<T>;
  /** A member that every answer of S3 has: a 2xx without it is `not-s3`. */
  readonly required: (value: string | undefined) => string;
}

export function createSdk(client: S3Client, bucket: string, about: RequestFacts): Sdk {
  const { detail } = about;
  return {
    client,
    bucket,
    detail,
    async attempt(request) {
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
