// The line of the report on a goal: Mayfly's ratio to a peer.
import { goal } from './report.mjs';
import { timesAsFast } from './rounds.mjs';

/** `results` begin with Mayfly's; the peer is the one whose name begins with `name`, and may be missing on this machine. `where`: said before the goal. */
export function reach([mayfly, ...peers], name, atLeast, where = '') {
  const peer = peers.find((other) => other.name.startsWith(name));
  if (peer === undefined) return `- not measured: ${name} is not here`;
  const times = timesAsFast(mayfly, peer);
  return goal(`${where}at least ${atLeast}x ${name}`, `${times.toFixed(2)}x`, times >= atLeast);
}
