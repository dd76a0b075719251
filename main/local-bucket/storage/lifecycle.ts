// Lifecycle rules: when an object, a version or an upload is due. Pure.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html

import { orderOf } from './version-id';
import { type Version, isDeleteMarker } from './version-stack';
import type { StoredObject, LifecycleRule } from './records';

const dayMs = 86_400_000;

/** S3 counts whole days and acts at the midnight (UTC) that follows. */
function dueAt(startMs: number, days: number): number {
  return Math.ceil((startMs + days * dayMs) / dayMs) * dayMs;
}

function names(rule: LifecycleRule, key: string): boolean {
  return rule.enabled && key.startsWith(rule.prefix);
}

function applies(rule: LifecycleRule, key: string, object: StoredObject): boolean {
  return (
    names(rule, key) &&
    object.sizeBytes > (rule.largerThanBytes ?? -1) &&
    object.sizeBytes < (rule.smallerThanBytes ?? Number.POSITIVE_INFINITY) &&
    rule.tags.every(([name, value]) => object.tags.some(([tag, content]) => tag === name && content === value))
  );
}

/** The time at which the rules delete an object, and the rule that does so first; undefined when none does. */
export function expirationOf(
  rules: readonly LifecycleRule[] | undefined,
  key: string,
  object: StoredObject,
): { readonly atMs: number; readonly ruleId: string } | undefined {
  let earliest: { readonly atMs: number; readonly ruleId: string } | undefined;
  for (const rule of rules ?? []) {
    const atMs =
      rule.expireAtMs ??
      (rule.expireAfterDays === undefined ? undefined : dueAt(object.modifiedMs, rule.expireAfterDays));
    if (atMs === undefined || !applies(rule, key, object)) continue;
    if (earliest === undefined || atMs < earliest.atMs) earliest = { atMs, ruleId: rule.id };
  }
  return earliest;
}

/** The time at which the rules abort an upload of `key` initiated at `initiatedMs`; undefined when they never do. */
export function abortTimeOf(
  rules: readonly LifecycleRule[] | undefined,
  key: string,
  initiatedMs: number,
): number | undefined {
  const times = (rules ?? [])
    .filter((rule) => names(rule, key) && rule.abortUploadAfterDays !== undefined)
    .map((rule) => dueAt(initiatedMs, rule.abortUploadAfterDays ?? 0));
  return times.length === 0 ? undefined : Math.min(...times);
}

/** `x-amz-expiration`, which S3 adds to answers about an object with an expiry. */
export function expirationHeader(
  rules: readonly LifecycleRule[] | undefined,
  key: string,
  object: StoredObject,
): Readonly<Record<string, string>> {
  const expiration = expirationOf(rules, key, object);
  if (expiration === undefined) return {};
  const date = new Date(expiration.atMs).toUTCString();
  return { 'x-amz-expiration': `expiry-date="${date}", rule-id="${encodeURIComponent(expiration.ruleId)}"` };
}

/** When a version was stored: a multipart object is dated by its initiation, but its version id by its completion. */
function storedMs({ versionId, modifiedMs }: Version): number {
  return versionId === undefined ? modifiedMs : orderOf(versionId);
}

/**
 * The versions of one key that the rules remove by `nowMs`. `versions` come newest first; the time of a noncurrent one
 * runs from the moment that the next newer one was stored.
 */
export function endedVersions(
  rules: readonly LifecycleRule[] | undefined,
  key: string,
  versions: readonly Version[],
  nowMs: number,
): readonly Version[] {
  const [newest, ...older] = versions;
  const ended = older.filter((version, index) => {
    const replacedMs = storedMs(versions[index] ?? version);
    return (rules ?? []).some(
      (rule) =>
        rule.noncurrent !== undefined &&
        (isDeleteMarker(version) ? names(rule, key) : applies(rule, key, version)) &&
        index >= (rule.noncurrent.keepNewest ?? 0) &&
        dueAt(replacedMs, rule.noncurrent.expireAfterDays) <= nowMs,
    );
  });
  if (newest === undefined || !isDeleteMarker(newest) || ended.length < older.length) return ended;
  const isDue = (rules ?? []).some((rule) => {
    if (!names(rule, key) || rule.tags.length > 0) return false;
    const atMs =
      rule.expireAtMs ??
      (rule.expireAfterDays === undefined ? undefined : dueAt(newest.modifiedMs, rule.expireAfterDays));
    return rule.removesLoneMarkers === true || (atMs !== undefined && atMs <= nowMs);
  });
  return isDue ? [...ended, newest] : ended;
}
