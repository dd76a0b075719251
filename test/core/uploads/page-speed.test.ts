// The speed of a page is that of all its files together, however small each of them is.
import { afterEach, expect, test, vi } from 'vitest';
import { emptyState, uploadChanged } from '../../../main/core/state/rules/app-state';
import { fileStored, pageChanged } from '../../../main/core/state/rules/transitions';
import { createStore } from '../../../main/core/state/state-store';
import { measurePages } from '../../../main/core/uploads/page-speed';
import type { UploadPhase } from '../../../main/core/model/upload';
import { sampleUpload } from '../../fakes/samples';

afterEach(() => {
  vi.useRealTimers();
});

test('is measured over the files that are gone, forgotten by a pause and a silence, and unknown in its first three seconds', () => {
  vi.useFakeTimers();
  const store = createStore(emptyState);
  const end = measurePages(store, () => Date.now());
  const speed = () => store.get().pages[0]?.bytesPerSecond;
  const page = { id: 'p', title: 'Trip', connectionId: 'c', startedAtMs: 0, storedCount: 0, storedBytes: 0 };
  const file = (id: string, kind: 'uploading' | 'paused') => {
    const phase: UploadPhase = { kind };
    store.apply(uploadChanged({ ...sampleUpload, id, sizeBytes: 1_000, pageId: 'p', phase }));
  };
  store.apply(pageChanged({ ...page, bytesPerSecond: 0 }));
  file('last', 'uploading');
  let storedCount = 0;
  const storeFor = (ms: number) => {
    for (let at = 0; at < ms; at += 250) {
      file('a', 'uploading');
      storedCount += 1;
      const now = { ...page, storedCount, storedBytes: storedCount * 1_000, bytesPerSecond: speed() ?? 0 };
      store.apply(fileStored('a', now));
      vi.advanceTimersByTime(250);
    }
  };
  storeFor(3_000);
  expect(speed()).toBe(0);
  storeFor(1_000);
  expect(speed()).toBe(4_000);
  vi.advanceTimersByTime(1_000);
  expect(speed()).toBeGreaterThan(0);
  expect(speed()).toBeLessThan(4_000);
  storeFor(1_000);
  file('last', 'paused');
  vi.advanceTimersByTime(250);
  expect(speed()).toBe(0);
  file('last', 'uploading');
  storeFor(4_000);
  expect(speed()).toBe(4_000);
  end();
  expect(vi.getTimerCount()).toBe(0);
});
