// Keeps the rows of file requests in the state as the ledger has them, for the processes that show them.
import { createThrottle } from '../async/throttle';
import { countArrivals, type FileRequest, type FileRequestRow } from '../model/requests/file-request';
import { formerStandingValue } from '../model/requests/standing-request';
import type { Ledger } from '../ports/ledger';
import { fileRequestChanged, fileRequestsAre, type Store } from '../state/state';
import { formerIds } from './standing/former-ids';

/** A hundred guests at once write thousands of rows. */
const everyMs = 100;

export interface RequestFollow {
  /** For all that changes file requests: each write is in the state a moment later. */
  readonly ledger: Ledger;
  /** Takes what the ledger has now into the state. */
  readonly load: () => void;
  readonly stop: () => void;
}

/** `shows`: false for a process that shows no list of them; then nothing is read. */
export function followRequests(ledger: Ledger, store: Store, shows: boolean): RequestFollow {
  if (!shows) return { ledger, load: () => undefined, stop: () => undefined };
  const changed = new Set<string>();
  let ended = false;
  const rowOf = (request: FileRequest): FileRequestRow => ({
    request,
    counts: countArrivals(ledger.arrivals(request.id)),
    ...(formerIds(ledger).includes(request.id) && { isReplaced: true }),
  });
  const read = () => {
    if (ended) return;
    for (const id of changed) {
      const request = ledger.fileRequest(id);
      store.apply(fileRequestChanged(id, request === undefined ? undefined : rowOf(request)));
    }
    changed.clear();
  };
  // After the transaction that writes: it may be rolled back.
  const reading = createThrottle(everyMs, () => queueMicrotask(read));
  const note = (requestId: string) => {
    changed.add(requestId);
    reading.request();
  };
  return {
    ledger: {
      ...ledger,
      saveFileRequest(request) {
        ledger.saveFileRequest(request);
        note(request.id);
      },
      forgetFileRequest(requestId) {
        ledger.forgetFileRequest(requestId);
        note(requestId);
      },
      saveValue(name, value) {
        ledger.saveValue(name, value);
        if (name === formerStandingValue) formerIds(ledger).forEach(note);
      },
      saveArrivals(arrivals) {
        ledger.saveArrivals(arrivals);
        for (const { requestId } of arrivals) note(requestId);
      },
    },
    load: () => store.apply(fileRequestsAre(ledger.fileRequests().map(rowOf))),
    stop() {
      ended = true;
      reading.cancel();
    },
  };
}
