// Lists multipart uploads and their parts through the SDK.
import { ListMultipartUploadsCommand, ListPartsCommand } from '@aws-sdk/client-s3';
import { Failure } from '../../core/model/failure';
import { mostPages, watchList } from '../../core/async/list-progress';
import type { ListedPart, ListedUpload, ObjectStore } from '../../core/ports/object-store';
import { longestPage } from './wire/size-limited-body';
import type { Sdk } from './sdk';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html: 1 to 10,000. */
const isPartNumber = (number: number): boolean => Number.isInteger(number) && number >= 1 && number <= 10_000;

export function createUploads({
  client,
  bucket: Bucket,
  detail,
  attempt,
}: Sdk): Pick<ObjectStore, 'listParts' | 'listUploads'> {
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

  return {
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
  };
}
