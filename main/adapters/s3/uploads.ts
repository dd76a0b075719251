// Why this exists: uploads in parts, their beginning and their end, through the SDK.
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
} from '@aws-sdk/client-s3';
import { Failure } from '../../domain/failure';
import type { ListedPart, ListedUpload, ObjectHeaders, ObjectStore } from '../../services/object-store';
import { longestPage } from './capped-body';
import { headersAsInput, type Sdk } from './sdk';

type Ported = Pick<ObjectStore, 'completeUpload' | 'listParts' | 'listUploads' | 'abortUpload'>;

export interface Uploads extends Ported {
  /** With `withChecksum` its parts may carry CRC-32s, where the server has not refused that. */
  createUpload(key: string, headers: ObjectHeaders, withChecksum?: boolean): Promise<string>;
}

/** `checksums` is cleared for good once the server refused one. */
export function createUploads(sdk: Sdk, checksums: { accepted: boolean }): Uploads {
  const { client, bucket: Bucket, detail, asked, required } = sdk;

  const create = (key: string, headers: ObjectHeaders, withChecksum: boolean) =>
    client.send(
      new CreateMultipartUploadCommand({
        Bucket,
        Key: key,
        ...headersAsInput(headers),
        // S3 refuses checksums of parts that were not announced here (aws-sdk-js-v3#6922).
        ...(withChecksum && { ChecksumAlgorithm: 'CRC32' as const }),
      }),
    );

  const listUploads = async (asPrefix: string): Promise<readonly ListedUpload[]> => {
    const uploads: ListedUpload[] = [];
    let after: { readonly KeyMarker: string; readonly UploadIdMarker?: string } | undefined;
    do {
      const page = await asked(
        client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: asPrefix, MaxUploads: longestPage, ...after })),
      );
      // An empty list says that nothing is left: only S3 itself may say so.
      if (page.IsTruncated === undefined && page.Uploads === undefined) throw new Failure('not-s3', detail);
      for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
        // What was not asked for is nobody's to abort.
        if (Key?.startsWith(asPrefix) !== true || UploadId === undefined) continue;
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
    async createUpload(key, headers, withChecksum = true) {
      const announced = withChecksum && checksums.accepted;
      const begin = async (announce: boolean) => {
        const { UploadId } = await asked(create(key, headers, announce));
        const uploadId = required(UploadId);
        if (unsure.delete(key)) await abortOthers(key, uploadId);
        return uploadId;
      };
      try {
        return await begin(announced);
      } catch (error) {
        unsure.add(key);
        const status = error instanceof Failure && error.code === 'not-s3' ? error.detail.status : undefined;
        if (!announced || (status !== 400 && status !== 501)) throw error;
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
  };
}
