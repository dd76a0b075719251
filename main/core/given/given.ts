// What other rooms use of this one: the life of whatever a link gives away.
export { closeDoor, closeDoorsTo, doorsAtOnce, lockDoor, type Closing } from './close-door';
export { doorWish, findTarget, newDoor, planDoor, pointedAt, type PlannedDoor } from './door-rows';
export type { DoorPorts } from './door-objects';
export type { DoorLink } from './door-page';
export { checkNameFree, freeName } from './free-name';
export { doorObjects, give, type GivenAway, type Limited } from './give';
export { giveRequestAgain, giveShareAgain } from './give-again';
export { linkToRequest } from './link-to-request';
export type { GivenContext, GivingPorts } from './given-context';
export { judged } from './judged';
export { linkToStored, whileStored, type MadeLink } from './link-to-stored';
export { probeOfSender, prove, type Proof } from './prove';
export { checkDoorName } from './rules/door-name';
export {
  doorState,
  isDoorDue,
  isDoorOver,
  renewByMs,
  targetOfRequest,
  targetOfShare,
  type FoundTarget,
} from './rules/door-times';
export { isForOne, ownNameOf, pointWish } from './rules/door-wish';
export {
  createRound,
  reachedConnections,
  tryItem,
  tryWorks,
  usualUpkeepMs,
  type Item,
  type Round,
  type RoundContext,
  type Work,
} from './round';
export { due, type Due } from './rules/due';
export { provesEnd } from './rules/link-verdict';
export { givenFile, givenShare, signedNow, type Given, type GivenNow } from './rules/what-is-given';
export { createShareAccess, keysOf, ownKeys, type ShareAccess } from './share-rows';
export { heldLink, shorterLink } from './shorter-link';
export { secondsLeft, sign, type Until } from './sign';
