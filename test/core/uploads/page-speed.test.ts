// The speed of a page is that of all its files together, however small each of them is.
import { expect, test } from 'vitest';
import { emptyState, uploadChanged } from '../../../main/core/state/rules/app-state';
import { fileStored, pageChanged } from '../../../main/core/state/rules/uploading-pages';
import { createStore } from '../../../main/core/state/state-store';
import { measurePages } from '../../../main/core/uploads/page-speed';
import type { UploadPhase } from '../../../main/core/model/upload';
import { sampleUpload } from '../../fakes/samples';

test('is measured over the files that are gone, forgotten by a pause, and unknown in its first three seconds', () => {
  let nowMs = 1_000;
  const store = createStore(emptyState);
  const end = measurePages(store, () => nowMs);
  const speed = () => store.get().pages[0]?.bytesPerSecond;
  const page = { id: 'p', title: 'Trip', connectionId: 'c', startedAtMs: 0, storedCount: 0, storedBytes: 0 };
  const file = (id: string, kind: 'uploading' | 'paused') => {
    const phase: UploadPhase = { kind };
    store.apply(uploadChanged({ ...sampleUpload, id, sizeBytes: 1_000, pageId: 'p', phase }));
  };
  store.apply(pageChanged({ ...page, bytesPerSecond: 0 }));
  for (const id of ['a', 'b', 'c']) file(id, 'uploading');
  const stores = (id: string, storedCount: number, afterMs: number) => {
    nowMs += afterMs;
    const now = { ...page, storedCount, storedBytes: storedCount * 1_000, bytesPerSecond: speed() ?? 0 };
    store.apply(fileStored(id, now));
  };
  stores('a', 1, 500);
  expect(speed()).toBe(0);
  stores('b', 2, 4_000);
  expect(speed()).toBe(250);
  nowMs += 6_000;
  file('c', 'uploading');
  expect(speed()).toBeLessThan(250);
  nowMs += 500;
  file('c', 'paused');
  expect(speed()).toBe(0);
  end();
});
