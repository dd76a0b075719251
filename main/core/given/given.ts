// What other rooms use of this one: the life of whatever a link gives away.
export { judged } from './judged';
export { linkToStored, whileStored } from './link-to-stored';
export { probeOfSender, prove } from './prove';
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
export { givenRequest, givenShare, signedNow, type Given, type GivenNow } from './rules/what-is-given';
export { createShareAccess, keysOf, ownKeys, type ShareAccess } from './share-rows';
export { secondsLeft, sign, type Until } from './sign';
