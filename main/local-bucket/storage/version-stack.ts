// The versions of one key: the current one, those beneath it, and the changes by a put, a delete marker or a removal.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html

import type { Segment } from './blobs';
import type { SortedKeys } from './sorted-keys';
import type { StoredObject } from './records';

/** Marks a key as deleted; its older versions stay. */
export interface DeleteMarker {
  readonly isDeleteMarker: true;
  /** Absent on the null version. */
  readonly versionId?: string | undefined;
  readonly modifiedMs: number;
}

export type Version = StoredObject | DeleteMarker;

/** The objects of a bucket. Without versioning, `older` and `hidden` stay empty. */
export interface Contents {
  /** The current object of every key that has one. */
  readonly objects: Map<string, StoredObject>;
  /** The keys of `objects`. */
  readonly keys: SortedKeys;
  /** Oldest first: the versions beneath a key's current object or, where its newest version is a delete marker, all of them. */
  readonly older: Map<string, Version[]>;
  /** The keys whose newest version is a delete marker. */
  readonly hidden: SortedKeys;
}

/** True for a delete marker. */
export function isDeleteMarker(version: Version): version is DeleteMarker {
  return 'isDeleteMarker' in version;
}

/** The segments of a version. */
export function segmentsOfVersion(version: Version | undefined): readonly Segment[] {
  return version === undefined || isDeleteMarker(version) ? [] : version.segments;
}

/** All versions of a key, the newest first. */
export function versionsOf(contents: Contents, key: string): readonly Version[] {
  const current = contents.objects.get(key);
  const older = contents.older.get(key)?.toReversed() ?? [];
  return current === undefined ? older : [current, ...older];
}

/** The newest version of a key: its current object, or the delete marker that hides it. */
export function newestVersion(contents: Contents, key: string): Version | undefined {
  return contents.objects.get(key) ?? contents.older.get(key)?.at(-1);
}

/** Without a current object, older versions can only lie beneath a delete marker. */
function isHidden(contents: Contents, key: string): boolean {
  return !contents.objects.has(key) && contents.older.has(key);
}

/** Makes `object` the current one. Replaces a version with the same id, so that there is one null version at most. */
export function putObjectVersion(contents: Contents, key: string, object: StoredObject): readonly Segment[] {
  const current = contents.objects.get(key);
  if (current !== undefined && current.versionId === object.versionId) {
    contents.objects.set(key, object);
    return current.segments;
  }
  if (isHidden(contents, key)) contents.hidden.delete(key);
  const lost = removeOlder(contents, key, object.versionId);
  if (current === undefined) contents.keys.add(key);
  else pushOlder(contents, key, current);
  contents.objects.set(key, object);
  return lost;
}

/** Hides a key behind a delete marker; a marker of the null version replaces the null version. */
export function putMarkerVersion(contents: Contents, key: string, marker: DeleteMarker): readonly Segment[] {
  const current = contents.objects.get(key);
  if (!isHidden(contents, key)) contents.hidden.add(key);
  let lost = removeOlder(contents, key, marker.versionId);
  if (current !== undefined) {
    contents.objects.delete(key);
    contents.keys.delete(key);
    if (current.versionId === marker.versionId) lost = current.segments;
    else pushOlder(contents, key, current);
  }
  pushOlder(contents, key, marker);
  return lost;
}

/** Removes one version; the one beneath a removed newest version becomes current. */
export function removeVersion(contents: Contents, key: string, versionId: string | undefined): readonly Segment[] {
  const current = contents.objects.get(key);
  if (current !== undefined && current.versionId !== versionId) return removeOlder(contents, key, versionId);
  const wasHidden = isHidden(contents, key);
  const lost = current?.segments ?? removeOlder(contents, key, versionId);
  if (current !== undefined) {
    contents.objects.delete(key);
    contents.keys.delete(key);
  }
  const newest = contents.older.get(key)?.at(-1);
  const shallHide = newest !== undefined && isDeleteMarker(newest);
  if (wasHidden && !shallHide) contents.hidden.delete(key);
  if (!wasHidden && shallHide) contents.hidden.add(key);
  if (newest !== undefined && !isDeleteMarker(newest)) {
    removeOlder(contents, key, newest.versionId);
    contents.objects.set(key, newest);
    contents.keys.add(key);
  }
  return lost;
}

/** Replaces a version at its place in the stack; its bytes must be the same. */
export function replaceVersion(contents: Contents, key: string, object: StoredObject): void {
  const current = contents.objects.get(key);
  if (current !== undefined && current.versionId === object.versionId) contents.objects.set(key, object);
  const older = contents.older.get(key);
  const index = older?.findIndex((version) => version.versionId === object.versionId) ?? -1;
  if (index !== -1) older?.splice(index, 1, object);
}

function pushOlder(contents: Contents, key: string, version: Version): void {
  const older = contents.older.get(key);
  if (older === undefined) contents.older.set(key, [version]);
  else older.push(version);
}

function removeOlder(contents: Contents, key: string, versionId: string | undefined): readonly Segment[] {
  const older = contents.older.get(key);
  const index = older?.findLastIndex((version) => version.versionId === versionId) ?? -1;
  if (older === undefined || index === -1) return [];
  const [removed] = older.splice(index, 1);
  if (older.length === 0) contents.older.delete(key);
  return segmentsOfVersion(removed);
}
