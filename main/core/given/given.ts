// What other rooms use of this one: the life of whatever a link gives away.
export { closeDoor, closeDoorsTo, doorsAtOnce, lockDoor, type Closing } from './close-door';
export { askedDoor, findTarget, newDoor, pointedAt } from './door-rows';
export { afterDoors, evenWhereKept, removeAndProve } from './end';
export { checkNameFree, freeName } from './free-name';
export { doorObjects, give, type GivenAway, type Limited } from './give';
export { giveRequestAgain, giveShareAgain } from './give-again';
export { linkToRequest } from './link-to-request';
export type { GivenContext, GivingPorts } from './given-context';
export { asOnlyWriter, type WriterPorts } from './only-writer';
export { judged, probeOfSender, prove, type Proof } from './prove';
export { linkToStored, raiseMissing, type MadeLink, secondsLeft, sign, type Until } from './link-to-stored';
export { doorState, isDoorDue, isDoorOver, renewByMs } from './rules/door-times';
export { isForOne, ownNameOf, askedDoorId } from './rules/door-name';
export {
  createRound,
  reachedConnections,
  tryItem,
  tryWorks,
  usualUpkeepMs,
  type Item,
  type RoundContext,
  type Work,
} from './round';
export { due, type Due } from './rules/due';
export { fileAnswer, givenFile, givenShare, signedNow, uploadedFile, type GivenNow } from './rules/what-is-given';
export { createShareAccess, isStillSent, keysOf, learnClock, orphanOf, ownKeys, type ShareAccess } from './share-rows';
