// Why this exists: the small requests around the bytes, through the SDK; loaded only when one is needed.
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Failure, type FailureDetail } from '../../domain/failure';
import type { ListedPart, ListedUpload, ObjectStore } from '../../services/object-store';
import { failureOfSdk } from './failures';

export type Control = Pick<
  ObjectStore,
  | 'createUpload'
  | 'completeUpload'
  | 'listParts'
  | 'listUploads'
  | 'abortUpload'
  | 'describe'
  | 'remove'
  | 'checkBucket'
>;

export interface ControlOptions {
  readonly client: S3Client;
  readonly bucket: string;
  readonly prefix: string;
  readonly detail: FailureDetail;
  readonly checksums: { accepted: boolean };
}

export function createControl({ client, bucket: Bucket, prefix, detail, checksums }: ControlOptions): Control {
  const asked = async <T>(request: Promise<T>): Promise<T> => {
    try {
      return await request;
    } catch (error) {
      throw failureOfSdk(error, detail);
    }
  };
  /** S3 answers nothing useful here without this value: a 2xx lacking it came from something else. */
  const required = (value: string | undefined): string => {
    if (value === undefined || value === '') throw new Failure('not-s3', detail);
    return value;
  };

  const create = (key: string, contentType: string, contentDisposition: string) =>
    client.send(
      new CreateMultipartUploadCommand({
        Bucket,
        Key: key,
        ContentType: contentType,
        ContentDisposition: contentDisposition,
        // S3 refuses checksums of parts that were not announced here (aws-sdk-js-v3#6922).
        ...(checksums.accepted && { ChecksumAlgorithm: 'CRC32' as const }),
      }),
    );

  return {
    async createUpload(key, { contentType, contentDisposition }) {
      try {
        return required((await asked(create(key, contentType, contentDisposition))).UploadId);
      } catch (error) {
        const refused = error instanceof Failure && error.code === 'not-s3' && error.detail.status !== undefined;
        if (!refused || !checksums.accepted) throw error;
        checksums.accepted = false;
        return required((await asked(create(key, contentType, contentDisposition))).UploadId);
      }
    },

    async completeUpload(key, uploadId, parts) {
      const Parts = parts.map(({ partNumber, etag, crc32 }) => ({
        PartNumber: partNumber,
        ETag: etag,
        ...(crc32 !== undefined && { ChecksumCRC32: crc32 }),
      }));
      const completed = await asked(
        client.send(
          new CompleteMultipartUploadCommand({ Bucket, Key: key, UploadId: uploadId, MultipartUpload: { Parts } }),
        ),
      );
      const etag = required(completed.ETag);
      return { etag, ...(completed.ChecksumCRC32 !== undefined && { crc32: completed.ChecksumCRC32 }) };
    },

    async listParts(key, uploadId) {
      const parts: ListedPart[] = [];
      let marker: string | undefined;
      do {
        const page = await asked(
          client.send(new ListPartsCommand({ Bucket, Key: key, UploadId: uploadId, PartNumberMarker: marker })),
        ).catch((error: unknown) => {
          // Ceph answers NoSuchKey for an upload it no longer knows.
          if (error instanceof Failure && error.code === 'object-missing') throw new Failure('upload-lost', detail);
          throw error;
        });
        if (page.UploadId === undefined && page.Parts === undefined) throw new Failure('not-s3', detail);
        for (const { PartNumber, ETag, Size, ChecksumCRC32 } of page.Parts ?? []) {
          if (PartNumber === undefined || ETag === undefined || Size === undefined) continue;
          parts.push({
            partNumber: PartNumber,
            etag: ETag,
            sizeBytes: Size,
            ...(ChecksumCRC32 !== undefined && { crc32: ChecksumCRC32 }),
          });
        }
        marker = page.IsTruncated === true ? page.NextPartNumberMarker : undefined;
      } while (marker !== undefined);
      return parts;
    },

    async listUploads(asPrefix) {
      const uploads: ListedUpload[] = [];
      let after: { readonly KeyMarker: string; readonly UploadIdMarker?: string } | undefined;
      do {
        const page = await asked(client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: asPrefix, ...after })));
        for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
          if (Key === undefined || UploadId === undefined) continue;
          uploads.push({ key: Key, uploadId: UploadId, ...(Initiated && { startedAtMs: Initiated.getTime() }) });
        }
        const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page;
        const more = page.IsTruncated === true && KeyMarker !== undefined && KeyMarker !== '';
        after = more ? { KeyMarker, ...(UploadIdMarker !== undefined && { UploadIdMarker }) } : undefined;
      } while (after !== undefined);
      return uploads;
    },

    async abortUpload(key, uploadId) {
      try {
        await asked(client.send(new AbortMultipartUploadCommand({ Bucket, Key: key, UploadId: uploadId })));
      } catch (error) {
        if (!(error instanceof Failure && ['upload-lost', 'object-missing'].includes(error.code))) throw error;
      }
    },

    async describe(key) {
      try {
        const head = await asked(client.send(new HeadObjectCommand({ Bucket, Key: key, ChecksumMode: 'ENABLED' })));
        if (head.ContentLength === undefined || head.ETag === undefined) throw new Failure('not-s3', detail);
        return {
          sizeBytes: head.ContentLength,
          etag: head.ETag,
          ...(head.ChecksumCRC32 !== undefined && { crc32: head.ChecksumCRC32 }),
        };
      } catch (error) {
        if (error instanceof Failure && error.code === 'object-missing') return undefined;
        throw error;
      }
    },

    async remove(key) {
      await asked(client.send(new DeleteObjectCommand({ Bucket, Key: key })));
    },

    async checkBucket() {
      const listed = await asked(client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1, Prefix: prefix })));
      // Every S3 server names the bucket or counts the keys; a stray 200 does neither.
      if (listed.Name === undefined && listed.KeyCount === undefined) throw new Failure('not-s3', detail);
    },
  };
}
