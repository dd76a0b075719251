// The view of where the bucket on this computer opens, and what its rows say of that.
import type { ShareView } from '../../preload/views/views';
import type { AddressesView, ReachView } from '../../preload/views/reach-view';
import type { Connection } from '../core/model/connection';
import { isMoved, opensOnNetwork, type NetworkReach, type OfferedAddress } from '../core/model/nearby/network-reach';
import type { Share } from '../core/model/share';
import { visibleLine } from '../core/model/visible-text';
import { choiceKey, isChosen } from '../core/reach/rules/network-addresses';
import { nearbyOf } from './nearby/nearby-view';
import type { AppState } from '../core/state/rules/app-state';

type Linked = Pick<Share, 'endpoint' | 'linkEndpoint'>;

/** What is particular to a row of the bucket on this computer. */
export function nearbyView(
  share: Linked,
  connection: Pick<Connection, 'kind'> | undefined,
  reach: NetworkReach,
): Pick<ShareView, 'nearby' | 'isMoved'> {
  if (connection?.kind !== 'embedded') return {};
  if (opensOnNetwork(reach, share.linkEndpoint))
    return { nearby: reach.obstacle === undefined ? {} : { obstacle: reach.obstacle } };
  // While it is off, a link of before opens nowhere, as its row says by its reach.
  return reach.isOn && isMoved(reach, share) ? { isMoved: true } : {};
}

const kindOf = ({ kind, via }: OfferedAddress): AddressesView['kind'] => (kind === 'public' ? 'public' : via);

export function reachView({ nearby, reach, settings }: Pick<AppState, 'nearby' | 'reach' | 'settings'>): ReachView {
  const { isOn, offered, listening, origin, obstacle } = reach;
  const { networkChoice } = settings;
  const groups = new Map<string, readonly OfferedAddress[]>();
  for (const one of offered) groups.set(choiceKey(one), [...(groups.get(choiceKey(one)) ?? []), one]);
  const hasAddress = listening.length > 0 && origin !== undefined;
  const devices = nearbyOf({ nearby });
  return {
    ...(devices !== undefined && { nearby: devices }),
    ...(settings.asksDevicePin && { asksPin: true as const }),
    isOn: isOn || settings.opensOnNetwork,
    ...(hasAddress && { address: new URL(origin).host }),
    addresses: [...groups].flatMap(([key, [first, ...others]]) =>
      first === undefined
        ? []
        : [
            {
              key,
              interfaceName: visibleLine(first.interfaceName),
              addresses: [first, ...others].map(({ address }) => address),
              kind: kindOf(first),
              isOn: isChosen(first, networkChoice),
            },
          ],
    ),
    ...(obstacle !== undefined && { obstacle }),
  };
}
