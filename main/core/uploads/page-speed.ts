// Measures how fast all files of a page go together: small files are gone before they have a speed of their own.
import { pageChanged, type Store, limitFor } from '../state/state';
import type { Clock } from '../model/system';
import { advance, noProgress, quieted, type Progress } from './rules/progress';
import { uploadLines } from './rules/upload-lines';

/** Adding up ten thousand files takes a millisecond: four times a second is enough. */
const everyMs = 250;

/** Keeps the speed of each page in the state, and tells it to `note` where no limit holds it back; gives the function that ends it. */
export function measurePages(
  store: Store,
  clock: Clock,
  note: (connectionId: string, bytesPerSecond: number) => void = () => undefined,
): () => void {
  const measured = new Map<string, Progress>();
  let looking: NodeJS.Timeout | undefined;
  const measure = () => {
    const state = store.get();
    const { uploads, pages } = state;
    const nowMs = clock();
    const lines = new Map(uploadLines(uploads, pages).map((line) => [line.id, line]));
    for (const page of pages) {
      const { sentBytes = page.storedBytes, phase } = lines.get(page.id) ?? {};
      const before = measured.get(page.id);
      // What an earlier process sent, and a pause, have no speed.
      const now =
        before === undefined || phase?.kind !== 'uploading'
          ? { ...noProgress(nowMs), sentBytes }
          : quieted(advance(before, sentBytes, nowMs, limitFor(state, page.connectionId)), nowMs);
      measured.set(page.id, now);
      if (now.bytesPerSecond !== page.bytesPerSecond) {
        store.apply(pageChanged({ ...page, bytesPerSecond: now.bytesPerSecond }));
        const isFree = limitFor(state, page.connectionId) === Infinity;
        if (isFree && now.bytesPerSecond >= 1) note(page.connectionId, Math.round(now.bytesPerSecond));
      }
    }
  };
  const unsubscribe = store.subscribe(['pages'], ({ pages }) => {
    if (pages.length > 0 && looking !== undefined) return;
    clearInterval(looking);
    looking = undefined;
    measured.clear();
    if (pages.length > 0) looking = setInterval(measure, everyMs).unref();
  });
  return () => {
    clearInterval(looking);
    unsubscribe();
  };
}
