// The contents of the server in memory: buckets, objects, unfinished uploads and settings, changed only by journalled operations.

import { assertNever } from '../protocol/assert-never';
import type { Segment } from './blobs';
import { SortedKeys } from './sorted-keys';
import {
  type Contents,
  type DeleteMarker,
  type Version,
  isDeleteMarker,
  putMarkerVersion,
  putObjectVersion,
  removeVersion,
  replaceVersion,
  segmentsOfVersion,
} from './version-stack';
import type { BucketPolicy, CorsRule, LifecycleRule, StoredObject, Upload, UploadedPart, UploadStart } from './records';

export interface BucketSettings {
  readonly cors?: readonly CorsRule[] | undefined;
  readonly lifecycle?: readonly LifecycleRule[] | undefined;
  readonly policy?: BucketPolicy | undefined;
  /** Once set, never unset, as on S3. */
  readonly versioning?: 'Enabled' | 'Suspended' | undefined;
}

export interface Bucket extends Contents {
  readonly name: string;
  readonly createdMs: number;
  readonly uploads: Map<string, Upload>;
  settings: BucketSettings;
}

/** One idempotent change; a journal of these rebuilds the catalog. */
export type Operation =
  | { readonly type: 'create-bucket'; readonly bucket: string; readonly createdMs: number }
  | { readonly type: 'delete-bucket'; readonly bucket: string }
  | { readonly type: 'settings'; readonly bucket: string; readonly settings: BucketSettings }
  | { readonly type: 'put'; readonly bucket: string; readonly key: string; readonly object: StoredObject }
  | { readonly type: 'put-marker'; readonly bucket: string; readonly key: string; readonly marker: DeleteMarker }
  | { readonly type: 'replace'; readonly bucket: string; readonly key: string; readonly object: StoredObject }
  /** Removes one version; without a `versionId` the null version. */
  | { readonly type: 'delete'; readonly bucket: string; readonly key: string; readonly versionId?: string | undefined }
  | { readonly type: 'start-upload'; readonly bucket: string; readonly upload: UploadStart }
  | { readonly type: 'put-part'; readonly bucket: string; readonly uploadId: string; readonly part: UploadedPart }
  | { readonly type: 'end-upload'; readonly bucket: string; readonly uploadId: string };

/** The segments to which a change adds and removes references. */
export interface SegmentChange {
  readonly gained: readonly Segment[];
  readonly lost: readonly Segment[];
}

const nothing: SegmentChange = { gained: [], lost: [] };

function segmentsOfUpload(upload: Upload | undefined): readonly Segment[] {
  return [...(upload?.parts.values() ?? [])].flatMap((part) => part.segments);
}

export class Catalog {
  readonly #buckets = new Map<string, Bucket>();

  bucket(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  buckets(): readonly Bucket[] {
    return [...this.#buckets.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  /** Applies one change and returns its references; a change to an absent bucket or object does nothing. */
  apply(operation: Operation): SegmentChange {
    const bucket = this.#buckets.get(operation.bucket);
    if (operation.type === 'create-bucket') {
      if (bucket !== undefined) return nothing;
      this.#buckets.set(operation.bucket, {
        name: operation.bucket,
        createdMs: operation.createdMs,
        objects: new Map(),
        keys: new SortedKeys(),
        older: new Map(),
        hidden: new SortedKeys(),
        uploads: new Map(),
        settings: {},
      });
      return nothing;
    }
    if (bucket === undefined) return nothing;
    switch (operation.type) {
      case 'delete-bucket': {
        this.#buckets.delete(operation.bucket);
        const versions: readonly Version[] = [...bucket.objects.values(), ...[...bucket.older.values()].flat()];
        const uploads = [...bucket.uploads.values()];
        return { gained: [], lost: [...versions.flatMap(segmentsOfVersion), ...uploads.flatMap(segmentsOfUpload)] };
      }
      case 'settings':
        bucket.settings = operation.settings;
        return nothing;
      case 'put':
        return {
          gained: operation.object.segments,
          lost: putObjectVersion(bucket, operation.key, operation.object),
        };
      case 'put-marker':
        return { gained: [], lost: putMarkerVersion(bucket, operation.key, operation.marker) };
      case 'replace':
        replaceVersion(bucket, operation.key, operation.object);
        return nothing;
      case 'delete':
        return { gained: [], lost: removeVersion(bucket, operation.key, operation.versionId) };
      case 'start-upload':
        if (!bucket.uploads.has(operation.upload.uploadId)) {
          bucket.uploads.set(operation.upload.uploadId, { ...operation.upload, parts: new Map() });
        }
        return nothing;
      case 'put-part': {
        const parts = bucket.uploads.get(operation.uploadId)?.parts;
        if (parts === undefined) return nothing;
        const earlier = parts.get(operation.part.partNumber);
        parts.set(operation.part.partNumber, operation.part);
        return { gained: operation.part.segments, lost: earlier?.segments ?? [] };
      }
      case 'end-upload': {
        const upload = bucket.uploads.get(operation.uploadId);
        bucket.uploads.delete(operation.uploadId);
        return { gained: [], lost: segmentsOfUpload(upload) };
      }
      default:
        return assertNever(operation);
    }
  }

  /** The shortest list of changes from an empty catalog to this one. */
  *operations(): Generator<Operation, void, undefined> {
    for (const { name, createdMs, settings, objects, older, uploads } of this.#buckets.values()) {
      yield { type: 'create-bucket', bucket: name, createdMs };
      if (Object.keys(settings).length > 0) yield { type: 'settings', bucket: name, settings };
      for (const [key, versions] of older) {
        for (const version of versions) {
          if (isDeleteMarker(version)) yield { type: 'put-marker', bucket: name, key, marker: version };
          else yield { type: 'put', bucket: name, key, object: version };
        }
      }
      for (const [key, object] of objects) yield { type: 'put', bucket: name, key, object };
      for (const { parts, ...upload } of uploads.values()) {
        yield { type: 'start-upload', bucket: name, upload };
        for (const part of parts.values()) {
          yield { type: 'put-part', bucket: name, uploadId: upload.uploadId, part };
        }
      }
    }
  }

  /** The number of changes that `operations` yields. */
  get size(): number {
    let count = 0;
    for (const { objects, older, uploads } of this.#buckets.values()) {
      count += 2 + objects.size;
      for (const versions of older.values()) count += versions.length;
      for (const { parts } of uploads.values()) count += 1 + parts.size;
    }
    return count;
  }
}
