// Watched and followed folders in the state.
import type { AppState, Transition } from './app-state';

export const folderWatchesAre =
  (folderWatches: AppState['folderWatches']): Transition =>
  (state) => ({ ...state, folderWatches });

export const followedAre =
  (followed: AppState['followed']): Transition =>
  (state) =>
    followed.size + state.followed.size === 0 ? state : { ...state, followed, shareChanges: state.shareChanges + 1 };
