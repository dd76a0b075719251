// Carries out lifecycle rules: deletes objects and aborts uploads whose time has come.

import type { Operation } from './catalog';
import { abortTimeOf, expirationOf } from './lifecycle';
import { endUpload } from './multipart';
import type { Store } from './store';

/** One pass over all buckets at `nowMs`; returns how many objects and uploads went. */
export async function sweepOnce(store: Store, nowMs: number): Promise<number> {
  let swept = 0;
  for (const { name: bucket } of store.catalog.buckets()) {
    const now = store.catalog.bucket(bucket);
    if (now?.settings.lifecycle === undefined) continue;
    const isDue = (key: string): boolean => {
      const current = store.catalog.bucket(bucket);
      const object = current?.objects.get(key);
      return (
        object !== undefined && (expirationOf(current?.settings.lifecycle, key, object)?.atMs ?? Infinity) <= nowMs
      );
    };
    for (const key of [...now.objects.keys()].filter(isDue)) {
      await store.changingKey(bucket, key, async () => {
        // Asked again: while this waited for the key, somebody may have put a fresh object there.
        if (!isDue(key)) return;
        const deletion: Operation = { type: 'delete', bucket, key };
        await store.commit([deletion]);
        swept += 1;
      });
    }
    for (const upload of now.uploads.values()) {
      if ((abortTimeOf(now.settings.lifecycle, upload.key, upload.initiatedMs) ?? Infinity) > nowMs) continue;
      if (await endUpload(store, bucket, upload.uploadId)) swept += 1;
    }
  }
  return swept;
}

/** Sweeps every `intervalMs` until the returned function is called; a pass that fails is tried again at the next turn. */
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
