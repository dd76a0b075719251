// Writes the life of the app into its log: every transition of the state in one line, each at most once.
import { createThrottle } from '../async/throttle';
import type { Log } from '../model/system';
import type { Arrival } from '../model/requests/file-request';
import type { Ledger } from '../ports/ledger';
import type { Ports } from '../ports/ports';
import { emptyState } from '../state/rules/app-state';
import { changesBetween, linesOf, loggedSlices, requestChanges, createStore, type OwnStore } from '../state/state';

/** Of so many uploads at once, those that become the same within `everyMs` share a line; a transition that is over sooner has none. */
const manyUploads = 20;
const everyMs = 250;

/** The store of the app, made here unless given, and its log. */
export function createLoggedStore(
  { log, clock }: Pick<Ports, 'log' | 'clock'>,
  store: OwnStore = createStore(emptyState),
) {
  let before = store.get();
  let unsubscribe = () => {};
  const look = () => {
    const after = store.get();
    for (const line of linesOf(changesBetween(before, after, clock()))) log.info(line);
    before = after;
  };
  const later = createThrottle(everyMs, look);
  return {
    store,
    /** Logs each change from now on: what was read from the ledger before is no change. */
    beginLog: () => {
      before = store.get();
      unsubscribe = store.subscribe(loggedSlices, ({ uploads }) => {
        if (Math.max(uploads.length, before.uploads.length) > manyUploads) later.request();
        else look();
      });
    },
    /** Logs what is left, and nothing after it. */
    endLog: () => {
      unsubscribe();
      later.cancel();
      look();
    },
  };
}

/** Logs what becomes of file requests in a process whose state has none of them. */
export function logRequests(ledger: Ledger, log: Log): Ledger {
  /** The last logged state of each arrival, by its object: its row is saved several times in one state. */
  const told = new Map<string, Arrival['state']>();
  return {
    ...ledger,
    saveFileRequest(request) {
      const was = ledger.fileRequest(request.id);
      ledger.saveFileRequest(request);
      for (const line of linesOf(requestChanges(was, request))) log.info(line);
    },
    saveArrivals(arrivals) {
      ledger.saveArrivals(arrivals);
      const fresh = arrivals.filter(({ key, etag, state }) => told.get(`${key} ${etag}`) !== state);
      for (const { key, etag, state } of fresh) told.set(`${key} ${etag}`, state);
      const changes = fresh.map(({ requestId: id, slot, state, sizeBytes }) => {
        const facts = `slot ${slot}, ${sizeBytes} bytes`;
        return { of: 'file request', id, became: `file ${state}`, facts } as const;
      });
      for (const line of linesOf(changes)) log.info(line);
    },
  };
}
