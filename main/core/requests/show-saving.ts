// Shows in the state how far the files of a request are on their way into a folder.
import { createThrottle } from '../async/throttle';
import type { Arrival } from '../model/requests/file-request';
import { savingArrivalsIs, type Store } from '../state/state';

const everyMs = 100;

export function showSaving(store: Store, requestId: string, arrivals: readonly Arrival[]) {
  const bytes = arrivals.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let savedFiles = 0;
  let endedBytes = 0;
  let writtenBytes = 0;
  const shown = createThrottle(everyMs, () => {
    const savedBytes = endedBytes + writtenBytes;
    store.apply(savingArrivalsIs(requestId, { requestId, files: arrivals.length, savedFiles, bytes, savedBytes }));
  });
  if (arrivals.length > 0) shown.request();
  return {
    /** So many more bytes of the present file were written. */
    bytes: (written: number) => {
      writtenBytes += written;
      shown.request();
    },
    /** Saved, or not to be saved now. */
    fileEnded: ({ sizeBytes }: Arrival) => {
      savedFiles += 1;
      endedBytes += sizeBytes;
      writtenBytes = 0;
      shown.request();
    },
    end: () => {
      shown.cancel();
      store.apply(savingArrivalsIs(requestId, undefined));
    },
  };
}
