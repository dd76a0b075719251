// What other rooms use of this one: the state of the app, its single writer, and the notices in it.
export { changeSettings } from './change-settings';
export { createTell, notifiedShare, type Tell, type TellWithId } from './notices';
export { changesBetween, linesOf, loggedSlices, requestChanges } from './rules/log-lines';
export {
  mostNearbyRows,
  nearbyIs,
  receivedForgotten,
  receivedFromDevice,
  receivedLeft,
  sendingForgotten,
  sendingIs,
} from './rules/nearby-rows';
export type { Notice } from './rules/notice';
export { engineLimits, limitFor } from './rules/transfer-limits';
export {
  fileRequestChanged,
  fileRequestsAre,
  fileStored,
  folderWatchesAre,
  followedAre,
  pageChanged,
  pageEnded,
  pageMade,
  reachIs,
  receiptsAre,
  savingArrivalsIs,
} from './rules/transitions';
export { createStore, untilState, type OwnStore, type Store } from './state-store';
export { watchState } from './watch-expiry';
