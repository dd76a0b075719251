// Who is near: what devices announce, and what they answer to our announcements. Everything that an unknown device can repeat is bounded.
import { setTimeout as wait } from 'node:timers/promises';
import type { Device, DeviceInfo, DevicePlace } from '../model/devices/device';
import type { DeviceRequest } from '../ports/localsend';
import { nearbyIs } from '../state/state';
import type { DevicesContext, Running } from './devices-context';
import { heard, withoutSilent } from './rules/known-devices';
import { announceAtMs, announcementOf, answerOf, registrationOf } from './rules/own-info';
import { isNear } from '../model/devices/plain-address';

export const paths = {
  register: '/api/localsend/v2/register',
  info: '/api/localsend/v2/info',
  prepare: '/api/localsend/v2/prepare-upload',
  upload: '/api/localsend/v2/upload',
  cancel: '/api/localsend/v2/cancel',
} as const;

/** One address is answered so often. */
const answerEveryMs = 2_000;
/** Addresses whose last answer is remembered. */
const mostAnswered = 256;
/** As the app waits for a registration. */
const registerMs = 3_000;
/** A device that is known is not written into the state again for a while. */
const sameForMs = 5_000;

const isSame = (one: Device, other: Device): boolean =>
  one.fingerprint === other.fingerprint &&
  one.alias === other.alias &&
  one.host === other.host &&
  one.port === other.port &&
  one.scheme === other.scheme &&
  other.seenAtMs - one.seenAtMs < sameForMs;

/** Puts a device into the state. */
export function noteDevice(
  { store, ports }: Pick<DevicesContext, 'store' | 'ports'>,
  said: DeviceInfo & DevicePlace,
): Device {
  const { alias, kind, model, version, fingerprint, host, port, scheme } = said;
  const place = { host, port, scheme, seenAtMs: ports.clock() };
  const device: Device = { alias, kind, version, fingerprint, ...(model !== undefined && { model }), ...place };
  const { devices } = store.get().nearby;
  if (!devices.some((known) => isSame(known, device))) {
    store.apply(nearbyIs({ devices: heard(withoutSilent(devices, device.seenAtMs), device) }));
  }
  return device;
}

/** Whether this address is answered now; it is not again for a moment. */
function isAnswerDue({ answered }: Running, from: string, nowMs: number): boolean {
  if (nowMs - (answered.get(from) ?? Number.NEGATIVE_INFINITY) < answerEveryMs) return false;
  answered.delete(from);
  answered.set(from, nowMs);
  const [oldest] = answered.keys();
  if (answered.size > mostAnswered && oldest !== undefined) answered.delete(oldest);
  return true;
}

/** Release 1.18 answers announcements by HTTP alone, 1.17 by UDP where that fails: so do we. */
async function answerAnnouncement(context: DevicesContext, running: Running, place: DevicePlace, fingerprint: string) {
  const { ports, now } = context;
  const pinned = place.scheme === 'https' ? fingerprint : undefined;
  const connection = await ports.localSend.connect(place, await now.identity, pinned);
  try {
    const signal = running.announcing.signal;
    const { status } = await connection.ask(paths.register, registrationOf(running.own), {
      signal,
      timeoutMs: registerMs,
    });
    if (status === 200) return;
    running.server.announce(JSON.stringify(announcementOf(running.own, false)));
  } catch {
    running.server.announce(JSON.stringify(announcementOf(running.own, false)));
  } finally {
    connection.close();
  }
}

/** A datagram of the group. Our own are among them. */
export async function onDatagram(context: DevicesContext, running: Running, text: string, from: string): Promise<void> {
  if (!isNear(from)) return;
  const { readAnnounced } = await import('./rules/device-json');
  const said = readAnnounced(text);
  if (said === undefined || said.fingerprint === running.own.fingerprint || running.announcing.signal.aborted) return;
  const place = { host: from, port: said.port, scheme: said.scheme };
  noteDevice(context, { ...said, ...place });
  if (said.wantsAnswer && isAnswerDue(running, from, context.ports.clock())) {
    await answerAnnouncement(context, running, place, said.fingerprint);
  }
}

/** The answer to `register`, from a device that heard us. One that claims the certificate of another is not believed, as release 1.18 does it. */
export async function onRegister(context: DevicesContext, running: Running, request: DeviceRequest) {
  const { readAnnounced, mostInfoBytes } = await import('./rules/device-json');
  const text = await request.text(mostInfoBytes);
  const said = text === undefined ? undefined : readAnnounced(text);
  if (said === undefined) return { status: 400 };
  const isOwnCertificate = request.certificate === undefined || request.certificate === said.fingerprint;
  const isBelieved = said.scheme === 'http' || isOwnCertificate;
  if (isBelieved && said.fingerprint !== running.own.fingerprint && isNear(request.from)) {
    noteDevice(context, { ...said, host: request.from });
  }
  return { status: 200, json: answerOf(running.own) };
}

/** Announces this computer three times; others answer. Ends early with the signal. */
export async function announce({ own, server, announcing }: Running): Promise<void> {
  const text = JSON.stringify(announcementOf(own, true));
  const { signal } = announcing;
  let passedMs = 0;
  for (const atMs of announceAtMs) {
    await wait(atMs - passedMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    passedMs = atMs;
    server.announce(text);
  }
}
