// `mayfly nearby` and `mayfly share --to`: their arguments.
import { isIP } from 'node:net';
import { isPin } from '../../core/model/devices/pin-shape';
import type { ShareCommand } from './command';
import type { CommandRule } from './command-rule';
import type { Common } from './every-command';
import type { NearbyCommand, ShareToCommand } from './nearby-command';
import { everywhere, notBoth, usage, type Option, type Values } from './options';
import { readShare, standardInput } from './share-arguments';

function readAddresses({ listen }: Values): readonly string[] | undefined {
  if (listen === undefined) return undefined;
  const addresses = listen.split(',').map((address) => address.trim());
  if (addresses.some((address) => isIP(address) === 0)) {
    throw usage('--listen takes addresses of this computer, with commas between them');
  }
  return addresses;
}

/** Raises `bad-request`. */
function readNearby(values: Values, common: Common): NearbyCommand {
  const { pin, accept, list, received, to, name, 'pin-stdin': pinFromInput } = values;
  notBoth(values, 'pin', 'pin-stdin');
  for (const option of ['pin', 'pin-stdin', 'accept', 'to'] as const) notBoth(values, 'list', option);
  for (const option of ['list', 'pin', 'pin-stdin', 'accept', 'to', 'name', 'listen'] as const)
    notBoth(values, 'received', option);
  if (pin !== undefined && !isPin(pin)) throw usage('a PIN has 4 to 32 letters and digits');
  if (to === '') throw usage('--to needs a folder');
  return {
    kind: 'nearby',
    ...common,
    pin,
    pinFromInput,
    accept,
    list,
    received,
    folder: to,
    alias: name,
    addresses: readAddresses(values),
  };
}

/** What `share` takes and sending to a device has no use for. */
const ofDevices: ReadonlySet<string> = new Set<Option>(['to', 'pin-stdin', 'listen', 'quiet', ...everywhere]);

/** Raises `bad-request`, `expiry-out-of-range`. */
export function readShareTo(values: Values, common: Common, paths: readonly string[]): ShareCommand | ShareToCommand {
  const { to, quiet, 'pin-stdin': pinFromInput } = values;
  if (to === undefined) {
    if (pinFromInput || values.listen !== undefined) throw usage('--pin-stdin needs --to');
    return readShare(values, common, paths);
  }
  if (to.trim() === '') throw usage('{{option}} needs a value', { option: '--to' });
  const typed = Object.entries(values).filter(([, value]) => value !== undefined && value !== false);
  const other = typed.find(([option]) => !ofDevices.has(option));
  if (other !== undefined) throw usage('--to sends to a device and makes no link, so it excludes what is about links');
  if (paths.includes(standardInput))
    throw usage('a device takes files and folders; save what comes on standard input first');
  return { kind: 'share-to', ...common, paths, to: to.trim(), pinFromInput, addresses: readAddresses(values), quiet };
}

export const nearbyCommands = {
  nearby: {
    operands: [],
    options: ['list', 'received', 'to', 'accept', 'pin', 'pin-stdin', 'name', 'listen'],
    own: { to: { said: 'nearbyTo' }, name: { said: 'deviceName' }, json: { said: 'jsonReceived' } },
    read: readNearby,
  },
} as const satisfies Readonly<Record<string, CommandRule>>;
