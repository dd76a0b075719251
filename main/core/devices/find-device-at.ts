// A device that nobody hears is found by the address that it shows.
import type { Device } from '../model/devices/device';
import { Failure } from '../model/failure';
import { checkOffer } from '../model/policy/policy';
import type { DevicesContext } from './devices-context';
import { noteDevice } from './discovery';
import { meet, ownInfo, remember } from './reach-device';
import { readAddress } from '../model/devices/plain-address';

/**
 * Who answers at an address that somebody typed. It is in the state from then on, and trusted: its certificate is the one that the person at the device
 * pointed to. Raises `device-not-found` for a text that is no address, `device-unreachable`, `set-by-organisation`, `policy-unreadable`.
 */
export async function findDeviceAt(context: DevicesContext, typed: string): Promise<Device> {
  checkOffer(context.ports.policy.now(), 'network');
  const place = readAddress(typed);
  if (place === undefined) throw new Failure('device-not-found', { deviceName: typed });
  const { connection, ...met } = await meet(context, place, await ownInfo(context));
  connection.close();
  remember(context, met);
  return noteDevice(context, { ...met, ...place });
}
