// The verbs of being found: start, stop, who is near, the decision about what is offered.
import { isAbsolute } from 'node:path';
import { Failure } from '../model/failure';
import { nobodyNearby } from '../model/devices/nearby';
import { localSendPort, type Device } from '../model/devices/device';
import { checkOffer } from '../model/policy/policy';
import { visibleLine } from '../model/visible-text';
import type { DeviceAnswer, DeviceRequest } from '../ports/localsend';
import { nearbyIs } from '../state/state';
import { announce, onDatagram, onRegister, paths } from './discovery';
import { chosenAddresses } from './chosen-addresses';
import type { DevicesContext, Running, StartOptions } from './devices-context';
import { ownIdentity } from './own-identity';
import { onCancel, onUpload } from './receive-file';
import { onOffer } from './receive-offer';
import { endReceiving } from './receiving';
import { devicesNamed, withoutSilent } from './rules/known-devices';
import { answerOf } from './rules/own-info';
import { noTries } from './rules/pin';
import { isPin } from '../model/devices/pin-shape';

function answerTo(
  context: DevicesContext,
  running: Running,
  request: DeviceRequest,
): Promise<DeviceAnswer> | DeviceAnswer {
  const { method, path } = request;
  if (method === 'GET' && (path === paths.info || path === '/api/localsend/v1/info')) {
    return { status: 200, json: answerOf(running.own) };
  }
  if (method !== 'POST') return { status: 404 };
  switch (path) {
    case paths.register:
      return onRegister(context, running, request);
    case paths.prepare:
      return onOffer(context, running, request);
    case paths.upload:
      return onUpload(context, running, request);
    case paths.cancel:
      return onCancel(context, running, request);
    default:
      return { status: 404 };
  }
}

function checkOptions({ pin, folder }: StartOptions): void {
  if (pin !== undefined && !isPin(pin))
    throw new Failure('bad-request', { reason: 'a PIN has 4 to 32 letters and digits' });
  if (!isAbsolute(folder)) throw new Failure('folder-unusable', { fileName: folder });
}

/**
 * Makes this computer one that LocalSend finds at the addresses of the options, and no others. Started again it ends what ran before. Raises
 * `nearby-unavailable`, `set-by-organisation`, `policy-unreadable`, `bad-request` for a PIN that senders cannot type, `folder-unusable` and `disk-full` where each file is told.
 */
export async function startDevices(context: DevicesContext, options: StartOptions): Promise<void> {
  checkOffer(context.ports.policy.now(), 'network');
  checkOptions(options);
  await stopDevices(context);
  const starting = begin(context, options);
  context.now.starting = starting.catch(() => undefined);
  await starting;
}

async function begin(context: DevicesContext, options: StartOptions): Promise<void> {
  const { ports, store, now } = context;
  const { scheme = 'https', port = localSendPort, addresses = chosenAddresses(context) } = options;
  if (addresses.length === 0) throw new Failure('nearby-unavailable', { reason: 'this computer is offline' });
  // It is shown to others when we send, by http too.
  const identity = await ownIdentity(context);
  // A command says at once that its folder cannot be used. The folder of the settings may lie on a disk that comes back.
  if (options.onSaved !== undefined) await ports.arrivalFiles.prepare(options.folder);
  const alias = visibleLine(options.alias ?? ports.localSend.ownName()).trim() || 'Mayfly';
  let running: Running | undefined;
  const server = await ports.localSend.serve({
    addresses,
    port,
    ...(scheme === 'https' && { identity }),
    onRequest: async (request) => (running === undefined ? { status: 503 } : answerTo(context, running, request)),
    onDatagram: (text, from) => {
      if (running === undefined) return;
      onDatagram(context, running, text, from).catch((error: unknown) =>
        ports.log.error('a device was not answered', error),
      );
    },
  });
  running = {
    options,
    own: { alias, kind: 'desktop', fingerprint: identity.fingerprint, port: server.port, scheme },
    server,
    announcing: new AbortController(),
    pin: options.pin,
    tries: now.tried?.pin === options.pin ? (now.tried?.tries ?? noTries) : noTries,
    deciding: undefined,
    receiving: undefined,
    answered: new Map(),
  };
  now.running = running;
  const serving = { alias, addresses: server.addresses, port: server.port, isHeard: server.isHeard };
  store.apply(nearbyIs({ serving: { ...serving, hasPin: options.pin !== undefined } }));
  void announce(running);
}

/** Asks for another PIN from now on, or for none; who had typed too many wrong ones may try again. What is coming goes on. */
export function requirePin({ now, store }: DevicesContext, pin: string | undefined): void {
  const { running } = now;
  const { serving } = store.get().nearby;
  if (running === undefined || serving === undefined || running.pin === pin) return;
  running.pin = pin;
  running.tries = noTries;
  store.apply(nearbyIs({ serving: { ...serving, hasPin: pin !== undefined } }));
}

/** No device finds this computer any more; what is coming breaks off. */
export async function stopDevices(context: DevicesContext): Promise<void> {
  const { now, store } = context;
  await now.starting;
  const { running } = now;
  if (running === undefined) return;
  now.running = undefined;
  now.tried = running;
  running.announcing.abort();
  running.deciding?.decide('declined');
  if (running.receiving !== undefined) endReceiving(context, running, running.receiving);
  store.apply(nearbyIs({ serving: undefined, devices: nobodyNearby.devices }));
  await running.server.close();
}

/** Looks for devices anew: they are in the state as they answer. Resolves with all that answered once `isEnough`, after `timeoutMs` at the latest. */
export async function findDevices(
  { now, store, ports }: DevicesContext,
  timeoutMs: number,
  isEnough: (devices: readonly Device[]) => boolean = () => false,
): Promise<readonly Device[]> {
  const { running } = now;
  if (running === undefined) return [];
  void announce(running);
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(late);
      unsubscribe();
      resolve();
    };
    const unsubscribe = store.subscribe(['nearby'], ({ nearby }) => {
      if (isEnough(nearby.devices)) end();
    });
    const late = setTimeout(end, timeoutMs);
    if (isEnough(store.get().nearby.devices)) end();
  });
  return withoutSilent(store.get().nearby.devices, ports.clock());
}

/**
 * The device of that name, or of which the name begins so. Resolves at once where it is known. Raises `device-not-found`, `device-ambiguous`.
 */
export async function findDeviceNamed(context: DevicesContext, name: string, timeoutMs: number): Promise<Device> {
  const found = devicesNamed(
    await findDevices(context, timeoutMs, (devices) => devicesNamed(devices, name).length > 0),
    name,
  );
  const [device, other] = found;
  if (device === undefined) throw new Failure('device-not-found', { deviceName: name });
  if (other !== undefined) throw new Failure('device-ambiguous', { deviceName: name });
  return device;
}

function decide({ now, store }: DevicesContext, offerId: string, answer: 'accepted' | 'declined'): void {
  if (store.get().nearby.offer?.id !== offerId) throw new Failure('offer-gone');
  now.running?.deciding?.decide(answer);
}

/** Takes the files that are offered. Raises `offer-gone`. */
export const acceptOffer = (context: DevicesContext, offerId: string): void => decide(context, offerId, 'accepted');

/** Raises `offer-gone`. */
export const declineOffer = (context: DevicesContext, offerId: string): void => decide(context, offerId, 'declined');

/** Whole files stay. */
export function cancelReceiving(context: DevicesContext): void {
  const { running } = context.now;
  if (running?.receiving !== undefined) endReceiving(context, running, running.receiving);
}
