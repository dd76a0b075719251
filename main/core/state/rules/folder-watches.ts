// Watched folders in the state.
import type { AppState, Transition } from './app-state';

export const folderWatchesAre =
  (folderWatches: AppState['folderWatches']): Transition =>
  (state) => ({ ...state, folderWatches });
