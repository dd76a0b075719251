// Creates, lists, completes and aborts multipart uploads through the SDK.
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
} from '@aws-sdk/client-s3';
import { Failure } from '../../core/model/failure';
import { mostPages, watchList } from '../../core/storage/rules/list-progress';
import type { ListedPart, ListedUpload, ObjectHeaders, ObjectStore } from '../../core/ports/object-store';
import { longestPage } from './wire/size-limited-body';
import { headersAsInput, type Sdk } from './sdk';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html: 1 to 10,000. */
const isPartNumber = (number: number): boolean => Number.isInteger(number) && number >= 1 && number <= 10_000;

type Ported = Pick<ObjectStore, 'completeUpload' | 'listParts' | 'listUploads' | 'abortUpload'>;

export interface Uploads extends Ported {
  /** With `withChecksum` its parts may carry CRC-32s, unless the server has refused checksums. */
  createUpload(key: string, headers: ObjectHeaders, withChecksum?: boolean): Promise<string>;
}

/** `checksums` is cleared for good once the server has refused one. */
export function createUploads(sdk: Sdk, checksums: { accepted: boolean }): Uploads {
  const { client, bucket: Bucket, detail, attempt, required } = sdk;

  const create = (key: string, headers: ObjectHeaders, withChecksum: boolean) =>
    client.send(
      new CreateMultipartUploadCommand({
        Bucket,
        Key: key,
        ...headersAsInput(headers),
        // S3 refuses part checksums unless the upload was created with their algorithm (aws-sdk-js-v3#6922).
        ...(withChecksum && { ChecksumAlgorithm: 'CRC32' as const }),
      }),
    );

  const listUploads = async (asPrefix: string): Promise<readonly ListedUpload[]> => {
    const uploads: ListedUpload[] = [];
    const watch = watchList();
    let after: { readonly KeyMarker: string; readonly UploadIdMarker?: string } | undefined;
    do {
      const page = await attempt(
        client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: asPrefix, MaxUploads: longestPage, ...after })),
      );
      // An empty list means that no upload is left, so the answer must be S3's.
      if (page.IsTruncated === undefined && page.Uploads === undefined) throw new Failure('not-s3', detail);
      for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
        // An upload outside of the prefix is an error: the caller would abort it.
        if (Key?.startsWith(asPrefix) !== true || UploadId === undefined) continue;
        uploads.push({ key: Key, uploadId: UploadId, ...(Initiated && { startedAtMs: Initiated.getTime() }) });
      }
      const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page;
      const stands = after?.KeyMarker === KeyMarker && after?.UploadIdMarker === UploadIdMarker;
      // Some servers repeat their last page instead of marking it as the last.

      const more = page.IsTruncated === true && KeyMarker !== undefined && KeyMarker !== '' && !stands;
      const listed = page.Uploads ?? [];
      const way = watch({
        keys: listed.map(({ Key = '' }) => Key),
        characters: listed.reduce((sum, { Key = '', UploadId = '' }) => sum + Key.length + UploadId.length, 0),
        ...(more && { next: { marker: JSON.stringify([KeyMarker, UploadIdMarker]), key: KeyMarker } }),
      });
      if (way === 'astray') throw new Failure('not-s3', detail);
      after = more ? { KeyMarker, ...(UploadIdMarker !== undefined && { UploadIdMarker }) } : undefined;
    } while (after !== undefined);
    return uploads;
  };

  const abortUpload = async (key: string, uploadId: string): Promise<void> => {
    try {
      await attempt(client.send(new AbortMultipartUploadCommand({ Bucket, Key: key, UploadId: uploadId })));
    } catch (error) {
      if (!(error instanceof Failure && ['upload-lost', 'object-missing'].includes(error.code))) throw error;
    }
  };

  /** Keys with an upload whose id is unknown, because its answer was lost. */
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
        const { UploadId } = await attempt(create(key, headers, announce));
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
        // Success without the checksum proves that the checksum was the reason.
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
      const completed = await attempt(
        client.send(
          new CompleteMultipartUploadCommand({ Bucket, Key: key, UploadId: uploadId, MultipartUpload: { Parts } }),
        ),
      );
      const etag = required(completed.ETag);
      return { etag, ...(completed.ChecksumCRC32 !== undefined && { crc32: completed.ChecksumCRC32 }) };
    },

    async listParts(key, uploadId) {
      const parts = new Map<number, ListedPart>();
      let marker = 0;
      for (let pages = 1; ; pages += 1) {
        const page = await attempt(
          client.send(
            new ListPartsCommand({
              Bucket,
              Key: key,
              UploadId: uploadId,
              PartNumberMarker: marker === 0 ? undefined : String(marker),
            }),
          ),
        ).catch((error: unknown) => {
          // Ceph answers NoSuchKey for an unknown upload.
          if (error instanceof Failure && error.code === 'object-missing') throw new Failure('upload-lost', detail);
          throw error;
        });
        if (page.UploadId === undefined && page.Parts === undefined) throw new Failure('not-s3', detail);
        for (const { PartNumber, ETag, Size, ChecksumCRC32 } of page.Parts ?? []) {
          if (PartNumber === undefined || ETag === undefined || Size === undefined) continue;
          if (!isPartNumber(PartNumber)) throw new Failure('not-s3', detail);
          parts.set(PartNumber, {
            partNumber: PartNumber,
            etag: ETag,
            sizeBytes: Size,
            ...(ChecksumCRC32 !== undefined && { crc32: ChecksumCRC32 }),
          });
        }
        const next = page.IsTruncated === true ? Number(page.NextPartNumberMarker ?? 0) : 0;
        // Some servers repeat their last page instead of marking it as the last; none goes back.
        if (next === 0 || next === marker) return [...parts.values()];
        if (!isPartNumber(next) || next < marker || pages >= mostPages) throw new Failure('not-s3', detail);
        marker = next;
      }
    },

    listUploads,
    abortUpload,
  };
}
