// Sends a request through the SDK with the store's client and bucket, and converts its errors to failures.
import type { S3Client } from '@aws-sdk/client-s3';
import { Failure } from '../../core/model/failure';
import type { ObjectHeaders } from '../../core/ports/object-store';
import type { RequestFacts } from './wire/response-errors';
import { failureOfSdk } from './wire/sdk-errors';
import { explained } from '../network/socket-errors';

export function createSdk(client: S3Client, bucket: string, about: RequestFacts) {
  const { detail } = about;
  return {
    client,
    bucket,
    detail,
    /** Resolves to the SDK's output; raises its error as a failure. */
    attempt: async <T>(request: Promise<T>) => {
      try {
        return await request;
      } catch (error) {
        throw await explained(failureOfSdk(error, about));
      }
    },
    /** A member that every answer of S3 has: a 2xx without it is `not-s3`. */
    required: (value: string | undefined) => {
      if (value === undefined || value === '') throw new Failure('not-s3', detail);
      return value;
    },
  };
}

export type Sdk = ReturnType<typeof createSdk>;

/** The headers as the SDK's commands name them. */
export const headersAsInput = (headers: ObjectHeaders) => ({
  ContentType: headers.contentType,
  ContentDisposition: headers.contentDisposition,
  ...(headers.contentEncoding !== undefined && { ContentEncoding: headers.contentEncoding }),
  ...(headers.cacheControl !== undefined && { CacheControl: headers.cacheControl }),
});
