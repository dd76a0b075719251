// Where the bucket on this computer opens: each row of its shares and file requests says so.
import type { NetworkReach } from '../../model/nearby/network-reach';
import type { Transition } from './app-state';

export const reachIs =
  (reach: NetworkReach): Transition =>
  (state) => ({ ...state, reach, shareChanges: state.shareChanges + 1, requestChanges: state.requestChanges + 1 });
