// LocalSend's protocol on this computer's networks; its parts are loaded with their first use.
import { hostname } from 'node:os';
import type { LocalSend } from '../../core/ports/localsend';

export const createLocalSend = (): LocalSend => ({
  serve: async (options) => (await import('./device-server')).serveDevices(options),
  connect: async (place, identity, fingerprint) =>
    (await import('./device-connection')).createDeviceConnection(place, identity, fingerprint),
  ownName: () => hostname().split('.')[0] ?? '',
});
