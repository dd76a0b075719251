// Copies a stored object inside the server, in one request or in parts.
import { CopyObjectCommand, UploadPartCopyCommand } from '@aws-sdk/client-s3';
import { Failure } from '../../core/model/failure';
import { encodeKey } from './object-url';
import type { Part } from '../../core/providers/part-plan';
import { unquotedEtag, type StoredAnswer } from '../../core/model/stored-check';
import type { ObjectHeaders, ObjectStore, UploadedPart } from '../../core/ports/object-store';
import { forEachLimited } from '../../core/async/for-each-limited';
import { planCopy, type CopySizes } from './copy-sizes';
import { saysUnsupported } from './wire/response-errors';
import { headersAsInput, type Sdk } from './sdk';
import type { UploadRequests } from './upload-requests';

const partsAtOnce = 4;

interface Target {
  readonly key: string;
  readonly headers: ObjectHeaders;
}

/** As the SDK's commands name it. */
interface Source {
  readonly CopySource: string;
  readonly CopySourceIfMatch?: string;
}

export function createCopy(sdk: Sdk, uploads: UploadRequests, sizes: CopySizes): ObjectStore['copy'] {
  const { client, bucket: Bucket, detail, attempt, required } = sdk;

  const whole = async (source: Source, { key, headers }: Target): Promise<StoredAnswer> => {
    const command = new CopyObjectCommand({
      Bucket,
      Key: key,
      ...source,
      MetadataDirective: 'REPLACE',
      ...headersAsInput(headers),
    });
    const { CopyObjectResult: copied } = await attempt(client.send(command));
    const crc32 = copied?.ChecksumCRC32;
    return { etag: required(copied?.ETag), ...(crc32 !== undefined && { crc32 }) };
  };

  const part = async (source: Source, key: string, uploadId: string, { number, offsetBytes, lengthBytes }: Part) => {
    const command = new UploadPartCopyCommand({
      Bucket,
      Key: key,
      UploadId: uploadId,
      PartNumber: number,
      ...source,
      CopySourceRange: `bytes=${offsetBytes}-${offsetBytes + lengthBytes - 1}`,
    });
    const { CopyPartResult: copied } = await attempt(client.send(command));
    return { partNumber: number, etag: required(copied?.ETag) };
  };

  const inParts = async (
    source: Source,
    { key, headers }: Target,
    plan: readonly Part[],
    check: () => Promise<void>,
  ): Promise<StoredAnswer> => {
    // The upload was created without a checksum algorithm, so its parts need no checksums.
    const uploadId = await uploads.createUpload(key, headers, false);
    try {
      const copied: UploadedPart[] = [];
      await forEachLimited(
        plan,
        partsAtOnce,
        async (planned) => void copied.push(await part(source, key, uploadId, planned)),
        (first) => first === undefined,
      );
      await check();
      const ordered = copied.toSorted((a, b) => a.partNumber - b.partNumber);
      const { etag, crc32 } = await uploads.completeUpload(key, uploadId, ordered);
      return { etag: required(etag), ...(crc32 !== undefined && { crc32 }) };
    } catch (error) {
      await uploads.abortUpload(key, uploadId).catch(() => undefined);
      throw error;
    }
  };

  return async (sourceKey, targetKey, headers, sizeBytes, sourceEtag) => {
    encodeKey(targetKey);
    const source: Source = {
      // The SDK sends this header unencoded.
      CopySource: `${Bucket}/${encodeKey(sourceKey)}`,
      ...(sourceEtag !== undefined && { CopySourceIfMatch: `"${unquotedEtag(sourceEtag)}"` }),
    };
    const target = { key: targetKey, headers };
    // Ceph 18 ignores the condition of a part.
    const check = async () => {
      if (sourceEtag === undefined) return;
      const stored = await uploads.describe(sourceKey);
      if (unquotedEtag(stored?.etag ?? '') !== unquotedEtag(sourceEtag)) throw new Failure('object-missing', detail);
    };
    const plan = planCopy(sizeBytes, sizes);
    try {
      return await (plan.length === 0 ? whole(source, target) : inParts(source, target, plan, check));
    } catch (error) {
      if (sourceEtag !== undefined && error instanceof Failure && error.detail.status === 412) {
        throw new Failure('object-missing', error.detail, error);
      }
      const tooLarge = error instanceof Failure && error.code === 'file-too-large';
      if (tooLarge || saysUnsupported(error)) throw new Failure('copy-unsupported', detail, error);
      throw error;
    }
  };
}
