// What happens to the standing request by itself: it gets a later end in time.
import type { Work } from '../../given/given';
import type { FileRequest } from '../../model/requests/file-request';
import { renewStandingAtMs, standingLifetimeSeconds } from '../../model/requests/standing-request';
import { extendFileRequest } from '../change-requests';
import type { FileRequestsContext } from '../file-requests';
import { rowOf } from './standing-row';

/** Gives it a later end, half way to its end. Mayfly has to run once in that time. */
export const standingWork = (context: FileRequestsContext): Work<FileRequest> => ({
  name: 'standing',
  says: 'the standing request could not be renewed yet',
  atOnce: 1,
  candidates(nowMs, mayTry) {
    const row = rowOf(context.ports);
    const isOver = row?.closedAtMs !== undefined || row?.removedAtMs !== undefined;
    if (row === undefined || isOver || nowMs < renewStandingAtMs(row) || nowMs >= row.expiresAtMs) return [];
    return mayTry(row) ? [row] : [];
  },
  // Extending takes the mutex of the request.
  lockOf: () => undefined,
  async run({ id }) {
    await extendFileRequest(context, id, standingLifetimeSeconds);
    return 'done';
  },
});
