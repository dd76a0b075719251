// The view of devices nearby.
import type { DeviceView, NearbyView } from '../../../preload/views/nearby-view';
import type { Device, Offer, OfferedFile } from '../../core/model/devices/device';
import { bytesOf } from '../../core/model/devices/nearby';
import type { AppState } from '../../core/state/rules/app-state';
import { failureView } from '../failure-view';
import { omitUndefined } from '../omit-undefined';

/** The dialog scrolls; nobody reads thousands of names. */
const filesShown = 100;
const textShown = 500;

const pathOf = ({ folders, name }: OfferedFile): string => [...folders, name].join('/');

const offerView = ({ id, sender, from, files, sizeBytes, text }: Offer): NonNullable<NearbyView['offer']> => ({
  id,
  sender: sender.alias,
  address: from,
  files: files.slice(0, filesShown).map((file) => ({ path: pathOf(file), sizeBytes: file.sizeBytes })),
  fileCount: files.length,
  sizeBytes,
  ...(text !== undefined && { text: text.slice(0, textShown) }),
});

export const deviceView = ({ fingerprint: id, alias: name, scheme }: Device): DeviceView => ({
  id,
  name,
  ...(scheme === 'http' && { isPlain: true }),
});

/** `undefined` while there is nothing to show. */
export function nearbyOf({ nearby }: Pick<AppState, 'nearby'>): NearbyView | undefined {
  const { devices, offer, receiving, sending, received } = nearby;
  const isEmpty = devices.length + sending.length + received.length === 0 && (offer ?? receiving) === undefined;
  if (isEmpty) return undefined;
  return {
    devices: devices.map(deviceView).toSorted((one, other) => one.name.localeCompare(other.name)),
    ...(offer !== undefined && { offer: offerView(offer) }),
    ...(receiving !== undefined && {
      receiving: {
        sender: receiving.alias,
        fileCount: receiving.fileCount,
        savedCount: receiving.savedCount,
        sizeBytes: receiving.sizeBytes,
        receivedBytes: receiving.receivedBytes,
      },
    }),
    sending: sending.map(({ id, alias, phase, isPlain, name, fileCount, sizeBytes, sentBytes, failure }) => ({
      id,
      device: alias,
      phase,
      fileCount,
      sizeBytes,
      sentBytes,
      ...(isPlain && { isPlain }),
      ...omitUndefined({ name }),
      ...(failure !== undefined && { failure: failureView(failure) }),
      ...((failure?.code === 'device-pin-needed' || failure?.code === 'device-pin-wrong') && {
        wantsPin: true as const,
      }),
    })),
    received: received.map(({ id, alias, files, atMs }) => ({
      id,
      sender: alias,
      fileCount: files.length,
      sizeBytes: bytesOf(files),
      atMs,
      ...(files.length === 1 && omitUndefined({ name: files[0]?.name })),
    })),
  };
}
