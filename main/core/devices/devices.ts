// What other rooms use of this one: devices nearby that speak LocalSend's protocol. All of it is loaded with its first use.
import { whenUsed, type BoundLate } from '../async/verbs';
import { isOffered } from '../model/policy/policy';
import { untilState } from '../state/state';
import { devicesContext, type DevicesContext, type StartOptions } from './devices-context';
import type * as finding from './find-device-at';
import type * as following from './follow-network';
import type * as nearby from './nearby';
import type * as pins from './own-pin';
import type * as received from './received';
import type * as sending from './send-to-device';

export type { StartOptions };

export interface Devices
  extends
    BoundLate<DevicesContext, typeof following>,
    BoundLate<DevicesContext, typeof nearby>,
    BoundLate<DevicesContext, typeof received>,
    BoundLate<DevicesContext, typeof pins>,
    BoundLate<DevicesContext, typeof finding>,
    BoundLate<DevicesContext, typeof sending> {}

/** `endDevices`: before the process ends; loads nothing. */
export function createDevices(needs: Parameters<typeof devicesContext>[0]): Devices & {
  readonly endDevices: () => Promise<void>;
} {
  const context = devicesContext(needs);
  const ofNearby = whenUsed(() => import('./nearby'), context, {
    startDevices: true,
    stopDevices: true,
    requirePin: true,
    findDevices: true,
    findDeviceNamed: true,
    acceptOffer: true,
    declineOffer: true,
    cancelReceiving: true,
  });
  const ofSending = whenUsed(() => import('./send-to-device'), context, {
    sendToDevice: true,
    sendAgain: true,
    cancelSending: true,
  });
  const ofList = whenUsed(() => import('./received'), context, {
    receivedSessions: true,
    receivedFiles: true,
    forgetReceived: true,
    unlistReceived: true,
    undoReceived: true,
  });
  const ofPin = whenUsed(() => import('./own-pin'), context, { ownPin: true, changePin: true });
  const ofTyped = whenUsed(() => import('./find-device-at'), context, { findDeviceAt: true });
  const ofNetwork = whenUsed(() => import('./follow-network'), context, { followNetwork: true });
  return {
    /** Loads nothing while the network is off. */
    async followNetwork(folder) {
      if (!isOffered(needs.ports.policy.now(), 'network')) return;
      await untilState(needs.store, ['settings'], ({ settings }) => settings.opensOnNetwork);
      await ofNetwork.followNetwork(folder);
    },
    ...ofTyped,
    ...ofNearby,
    ...ofList,
    ...ofPin,
    ...ofSending,
    async endDevices() {
      await context.now.endFollowing?.();
      for (const { end } of context.sending.values()) end.abort();
      if (context.now.running !== undefined || context.now.starting !== undefined) await ofNearby.stopDevices();
    },
  };
}
