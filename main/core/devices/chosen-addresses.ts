// The addresses at which devices find this computer: those that its owner opens it at, as the bucket's are.
import { chosenOf, offeredOf } from '../reach/rules/network-addresses';
import type { DevicesContext } from './devices-context';

/** IP addresses, the best first; none in no network. */
export const chosenAddresses = ({ ports, store }: Pick<DevicesContext, 'ports' | 'store'>): readonly string[] =>
  chosenOf(offeredOf(ports.ownNetwork.addresses()), store.get().settings.networkChoice).map(({ address }) => address);
