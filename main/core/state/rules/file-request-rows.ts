// The transitions of file requests.
import type { FileRequestRow, SavingArrivals } from '../../model/requests/file-request';
import type { Transition } from './app-state';

export const fileRequestsAre =
  (fileRequests: readonly FileRequestRow[]): Transition =>
  (state) => ({ ...state, fileRequests, requestChanges: state.requestChanges + 1 });

/** The row as it is now; `undefined` removes it. */
export const fileRequestChanged =
  (requestId: string, row: FileRequestRow | undefined): Transition =>
  (state) => {
    const others = state.fileRequests.filter(({ request }) => request.id !== requestId);
    const rows = row === undefined ? others : [...others, row];
    return fileRequestsAre(rows.toSorted((a, b) => b.request.createdAtMs - a.request.createdAtMs))(state);
  };

/** `undefined` once the saving ended. */
export const savingArrivalsIs =
  (requestId: string, saving: SavingArrivals | undefined): Transition =>
  (state) => {
    const others = state.savingArrivals.filter((one) => one.requestId !== requestId);
    return { ...state, savingArrivals: saving === undefined ? others : [...others, saving] };
  };
