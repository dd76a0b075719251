// Carries out lifecycle rules: deletes objects and versions and aborts uploads that are due.

import type { Bucket, Operation } from '../storage/catalog';
import { abortTimeOf, endedVersions, expirationOf } from '../storage/lifecycle';
import { endUpload } from './multipart';
import type { Store } from '../storage/store';
import { versionsOf } from '../storage/version-stack';
import { deleteOperation } from './versions';

/** The changes that the rules require for one key by `nowMs`, to be committed under the key's lock. */
function dueChanges(bucket: Bucket, key: string, nowMs: number): readonly Operation[] {
  const { lifecycle } = bucket.settings;
  const object = bucket.objects.get(key);
  if (object !== undefined && (expirationOf(lifecycle, key, object)?.atMs ?? Infinity) <= nowMs) {
    // With versioning, the object stays beneath a delete marker until it is due as a noncurrent version.
    return [deleteOperation(bucket, key, nowMs)];
  }
  if (!bucket.older.has(key)) return [];
  return endedVersions(lifecycle, key, versionsOf(bucket, key), nowMs).map(({ versionId }) => ({
    type: 'delete',
    bucket: bucket.name,
    key,
    versionId,
  }));
}

/** One pass over all buckets at `nowMs`; returns the number of removed objects, versions and uploads. */
export async function sweepOnce(store: Store, nowMs: number): Promise<number> {
  let swept = 0;
  for (const { name } of store.catalog.buckets()) {
    const now = store.catalog.bucket(name);
    if (now?.settings.lifecycle === undefined) continue;
    const keys = [...now.objects.keys(), ...now.hidden.sorted()];
    for (const key of keys.filter((candidate) => dueChanges(now, candidate, nowMs).length > 0)) {
      await store.changingKey(name, key, async () => {
        // Read again under the lock: meanwhile a client may have put a new object there.
        const bucket = store.catalog.bucket(name);
        const changes = bucket === undefined ? [] : dueChanges(bucket, key, nowMs);
        await store.commit(changes);
        swept += changes.length;
      });
    }
    for (const upload of now.uploads.values()) {
      if ((abortTimeOf(now.settings.lifecycle, upload.key, upload.initiatedMs) ?? Infinity) > nowMs) continue;
      if (await endUpload(store, name, upload.uploadId)) swept += 1;
    }
  }
  return swept;
}

/** Sweeps every `intervalMs` until the returned function is called; the next pass repeats a failed one. */
export function startSweeper(store: Store, now: () => number, intervalMs: number): () => Promise<void> {
  let pass: Promise<unknown> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    pass = sweepOnce(store, now())
      .then(async () => store.keepReserve())
      .catch(() => undefined)
      .finally(() => {
        busy = false;
      });
  }, intervalMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await pass;
  };
}
