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

  const create = (key: string, contentType: string, contentDisposition: string, withChecksum: boolean) =>
    client.send(
      new CreateMultipartUploadCommand({
        Bucket,
        Key: key,
        ContentType: contentType,
        ContentDisposition: contentDisposition,
        // S3 refuses checksums of parts that were not announced here (aws-sdk-js-v3#6922).
        ...(withChecksum && { ChecksumAlgorithm: 'CRC32' as const }),
      }),
    );

  const listUploads = async (asPrefix: string): Promise<readonly ListedUpload[]> => {
    const uploads: ListedUpload[] = [];
    let after: { readonly KeyMarker: string; readonly UploadIdMarker?: string } | undefined;
    do {
      const page = await asked(client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: asPrefix, ...after })));
      // An empty list says that nothing is left: only S3 itself may say so.
      if (page.IsTruncated === undefined && page.Uploads === undefined) throw new Failure('not-s3', detail);
      for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
        if (Key === undefined || UploadId === undefined) continue;
        uploads.push({ key: Key, uploadId: UploadId, ...(Initiated && { startedAtMs: Initiated.getTime() }) });
      }
      const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page;
      const stands = after?.KeyMarker === KeyMarker && after?.UploadIdMarker === UploadIdMarker;
      const more = page.IsTruncated === true && KeyMarker !== undefined && KeyMarker !== '' && !stands;
      after = more ? { KeyMarker, ...(UploadIdMarker !== undefined && { UploadIdMarker }) } : undefined;
    } while (after !== undefined);
    return uploads;
  };

  const abortUpload = async (key: string, uploadId: string): Promise<void> => {
    try {
      await asked(client.send(new AbortMultipartUploadCommand({ Bucket, Key: key, UploadId: uploadId })));
    } catch (error) {
      if (!(error instanceof Failure && ['upload-lost', 'object-missing'].includes(error.code))) throw error;
    }
  };

  /** Keys for which an upload may have been begun without our learning its id: the answer was lost. */
  const unsure = new Set<string>();
  const abortOthers = async (key: string, ours: string): Promise<void> => {
    for (const listed of await listUploads(key)) {
      if (listed.key === key && listed.uploadId !== ours) await abortUpload(key, listed.uploadId);
    }
  };

  return {
    async createUpload(key, { contentType, contentDisposition }) {
      const begin = async (withChecksum: boolean) => {
        const { UploadId } = await asked(create(key, contentType, contentDisposition, withChecksum));
        const uploadId = required(UploadId);
        if (unsure.delete(key)) await abortOthers(key, uploadId);
        return uploadId;
      };
      try {
        return await begin(checksums.accepted);
      } catch (error) {
        unsure.add(key);
        const status = error instanceof Failure && error.code === 'not-s3' ? error.detail.status : undefined;
        if (!checksums.accepted || (status !== 400 && status !== 501)) throw error;
        const uploadId = await begin(false);
        // Only this proves that the checksum was the reason.
        checksums.accepted = false;
        return uploadId;
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
        const next = page.IsTruncated === true ? page.NextPartNumberMarker : undefined;
        // A list that does not get on would never end.
        marker = Number(next ?? 0) > Number(marker ?? 0) ? next : undefined;
      } while (marker !== undefined);
      return parts;
    },

    listUploads,
    abortUpload,

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
