// What other rooms use of this one: the state of the app, its single writer, and the notices in it.
export { createTell, notifiedShare, type Tell, type TellWithId } from './notices';
export { fileRequestChanged, fileRequestsAre, savingArrivalsIs } from './rules/file-request-rows';
export { changesBetween, linesOf, loggedSlices, requestChanges } from './rules/log-lines';
export {
  nearbyIs,
  receivedForgotten,
  receivedFromDevice,
  receivedLeft,
  sendingForgotten,
  sendingIs,
} from './rules/nearby-rows';
export type { Notice } from './rules/notice';
export { reachIs } from './rules/reach';
export { folderWatchesAre, followedAre } from './rules/folder-watches';
export { receiptsAre } from './rules/receipts';
export { engineLimits, limitFor } from './rules/transfer-limits';
export { fileStored, pageChanged, pageEnded, pageMade } from './rules/uploading-pages';
export { createStore, untilState, type OwnStore, type Store } from './state-store';
export { watchState } from './watch-expiry';
