// Which devices are near: a bounded list, newest first, without those that were silent for long.
import type { Device } from '../../model/devices/device';

/** More than a home or an office has; a flood of announcements takes no more memory. */
export const mostDevices = 64;
/** Devices announce when they start and when somebody looks for them. */
const silentAfterMs = 10 * 60_000;

/** A device that was heard. One that is known by another address or name has the new one. */
export const heard = (devices: readonly Device[], device: Device): readonly Device[] =>
  [device, ...devices.filter(({ fingerprint }) => fingerprint !== device.fingerprint)].slice(0, mostDevices);

export const withoutSilent = (devices: readonly Device[], nowMs: number): readonly Device[] => {
  const near = devices.filter(({ seenAtMs }) => nowMs - seenAtMs < silentAfterMs);
  return near.length === devices.length ? devices : near;
};

const isNamed = (name: string) => {
  const wanted = name.trim().toLowerCase();
  return ({ alias }: Pick<Device, 'alias'>): boolean => alias.trim().toLowerCase() === wanted;
};

/** By their whole name, whatever its case; without one by how it begins. */
export function devicesNamed<D extends Pick<Device, 'alias'>>(devices: readonly D[], name: string): readonly D[] {
  const named = devices.filter(isNamed(name));
  const start = name.trim().toLowerCase();
  return named.length > 0 || start === ''
    ? named
    : devices.filter(({ alias }) => alias.toLowerCase().startsWith(start));
}

/** A device that files went to: the next time its certificate is the same. By http it has none, and its fingerprint is a text that anybody can repeat. */
export type RememberedDevice = Pick<Device, 'alias' | 'fingerprint' | 'scheme'>;

const mostRemembered = 200;

export function remembered(
  known: readonly RememberedDevice[],
  { alias, fingerprint, scheme }: RememberedDevice,
): readonly RememberedDevice[] {
  const hasName = isNamed(alias);
  const isSame = (one: RememberedDevice): boolean =>
    one.scheme === scheme && (scheme === 'http' ? hasName(one) : one.fingerprint === fingerprint);
  return [{ alias, fingerprint, scheme }, ...known.filter((one) => !isSame(one))].slice(0, mostRemembered);
}

/** Whether a device has the name of one that files went to, and neither the certificate of one of these nor, as one of these, none. */
export function isChanged(
  known: readonly RememberedDevice[],
  { alias, fingerprint, scheme }: RememberedDevice,
): boolean {
  const same = known.filter(isNamed(alias));
  const isOne = (one: RememberedDevice): boolean =>
    one.scheme === scheme && (scheme === 'http' || one.fingerprint === fingerprint);
  return same.length > 0 && !same.some(isOne);
}

export const rememberedText = (known: readonly RememberedDevice[]): string => JSON.stringify(known);

/** None for a text that was not written here. */
export function readRemembered(text: string | undefined): readonly RememberedDevice[] {
  try {
    const read: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(read) ? read.filter(isRemembered).slice(0, mostRemembered) : [];
  } catch {
    return [];
  }
}
const isRemembered = (value: unknown): value is RememberedDevice => {
  const { alias, fingerprint, scheme } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return typeof alias === 'string' && typeof fingerprint === 'string' && (scheme === 'http' || scheme === 'https');
};
