// Who can open the link of a row now: of the bucket on this computer, as it is open to its network at this moment.
import type { Connection } from '../connection';
import type { Reach } from '../host-reach';
import { reachOfShare, type Share } from '../share';
import { opensOnNetwork, type NetworkReach } from './network-reach';

/** The bucket on this computer opens here alone, but at the addresses where it is open to the network. */
export function reachOfRow(
  share: Pick<Share, 'endpoint' | 'linkEndpoint'>,
  connection: Pick<Connection, 'kind'> | undefined,
  reach: NetworkReach,
): Reach {
  if (connection?.kind !== 'embedded') return reachOfShare(share);
  return opensOnNetwork(reach, share.linkEndpoint) ? 'private' : 'loopback';
}
