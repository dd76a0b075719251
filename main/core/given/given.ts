// What other rooms use of this one: the life of whatever a link gives away.
export { checkShort, judged } from './judged';
export { linkToStored, whileStored, type MadeLink } from './link-to-stored';
export { openAt } from './open-at';
export { probeOfSender, prove, proveLink, provesNothing, type Proof } from './prove';
export { provesEnd, provesLink } from './rules/link-verdict';
export { givenRequest, givenShare, signedNow, type Given, type GivenNow } from './rules/what-is-given';
export { createShareAccess, keysOf, ownKeys, type ShareAccess } from './share-rows';
export { secondsLeft, sign, signShare, type Until } from './sign';
