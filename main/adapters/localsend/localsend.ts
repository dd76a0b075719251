// LocalSend's protocol on this computer's networks; its parts are loaded with their first use.
import { hostname, networkInterfaces } from 'node:os';
import { isIPv4 } from 'node:net';
import { hostOf } from '../../core/devices/rules/plain-address';
import { reachOf } from '../../core/model/host-reach';
import type { LocalSend } from '../../core/ports/localsend';

export const createLocalSend = (): LocalSend => ({
  serve: async (wish) => (await import('./device-server')).serveDevices(wish),
  connect: async (place, identity, fingerprint) =>
    (await import('./device-connection')).createDeviceConnection(place, identity, fingerprint),
  ownName: () => hostname().split('.')[0] ?? '',
  privateAddresses() {
    const all = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
    // An address of one link alone needs the name of that link, which nobody can type on a phone.
    const near = all.filter(
      ({ internal, address, scopeid }) => !internal && !scopeid && reachOf(hostOf(address)) === 'private',
    );
    const addresses = near.map(({ address }) => address);
    return [...addresses.filter(isIPv4), ...addresses.filter((address) => !isIPv4(address))];
  },
});
