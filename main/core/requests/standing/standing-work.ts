// What happens to the standing request by itself: it is renewed in time, and those that it replaced are closed.
import type { Work } from '../../given/given';
import type { FileRequest } from '../../model/requests/file-request';
import { isFormerDue, isStandingFilled, renewStandingAtMs } from '../../model/requests/standing-request';
import type { Store } from '../../state/state';
import { closeFileRequest, type FileRequestsContext } from '../file-requests';
import { renewStanding } from './renew-standing';
import { formerRows, rowOf } from './standing-row';

/**
 * Gives it a later end half way to its end, or later if Mayfly did not run then, and replaces it once half of its slots are used, so that nobody comes
 * to a page that is full. One without a short link ends like every request.
 */
const renewing = (context: FileRequestsContext, store: Pick<Store, 'get'>): Work<FileRequest> => ({
  name: 'standing',
  says: 'the standing request could not be renewed yet',
  atOnce: 1,
  candidates(nowMs, mayTry) {
    const { ledger } = context.ports;
    const row = rowOf(context.ports);
    if (row === undefined || row.closedAtMs !== undefined || ledger.doorsTo(row.id).length === 0) return [];
    const arrived = store.get().fileRequests.find(({ request }) => request.id === row.id)?.counts.accepted ?? 0;
    const isDue = nowMs >= renewStandingAtMs(row) || isStandingFilled(row, arrived);
    return isDue && mayTry(row) ? [row] : [];
  },
  // Renewing takes the mutex of the request.
  lockOf: () => undefined,
  async run({ id }) {
    await renewStanding(context, id);
    return 'done';
  },
});

/** Closes those that were replaced, once nobody can have their page from before. */
const closingFormers = (context: FileRequestsContext): Work<FileRequest> => ({
  name: 'former standing',
  says: 'a request that was replaced could not be closed yet',
  atOnce: 1,
  candidates(nowMs, mayTry) {
    const formers = formerRows(context.ports);
    const successors = [...formers.slice(1), rowOf(context.ports)];
    return formers.filter(
      (row, index) =>
        isFormerDue({ successor: successors[index], newer: formers.length - 1 - index }, nowMs) && mayTry(row),
    );
  },
  lockOf: () => undefined,
  async run({ id }) {
    await closeFileRequest(context, id);
    return 'done';
  },
});

export const standingWorks = (
  context: FileRequestsContext,
  store: Pick<Store, 'get'>,
): readonly Work<FileRequest>[] => [renewing(context, store), closingFormers(context)];
