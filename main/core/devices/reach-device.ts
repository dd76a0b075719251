// The way to a device that files go to: who answers there, and whether it is the one that files went to before.
import { localSendPort, type Device, type DevicePlace } from '../model/devices/device';
import { asFailure, Failure, type FailureDetail } from '../model/failure';
import type { DevicesContext } from './devices-context';
import { paths } from './discovery';
import { ownIdentity } from './own-identity';
import { isChanged, readRemembered, remembered, rememberedText, type RememberedDevice } from './rules/known-devices';
import { registrationOf, type OwnInfo } from './rules/own-info';

interface Reaching {
  /** Of the device, as the state has it, or where it was typed. */
  readonly to: Device | Omit<DevicePlace, 'scheme'>;
  readonly signal?: AbortSignal;
}

/** In the ledger: the devices that files went to. */
const rememberedValue = 'nearby-devices';
const registerMs = 5_000;

/** Who answers at a typed address: by https, else by http. Its certificate is that of all requests that follow. */
export async function meet(
  context: DevicesContext,
  { host, port }: Omit<DevicePlace, 'scheme'>,
  own: OwnInfo,
  signal?: AbortSignal,
) {
  const { readInfo } = await import('./rules/device-json');
  let failure: Failure | undefined;
  for (const scheme of ['https', 'http'] as const) {
    const connection = await context.ports.localSend.connect({ host, port, scheme }, await ownIdentity(context));
    try {
      const limits = { timeoutMs: registerMs, ...(signal && { signal }) };
      const { status, text } = await connection.ask(paths.register, registrationOf(own), limits);
      const info = status === 200 ? readInfo(text) : undefined;
      if (info !== undefined)
        return { ...info, fingerprint: connection.shown() ?? info.fingerprint, scheme, connection };
      failure ??= new Failure('device-unreachable');
    } catch (error) {
      failure ??= asFailure(error);
    }
    connection.close();
    if (failure.code === 'cancelled') break;
  }
  throw named(failure ?? new Failure('device-unreachable'), { deviceName: host });
}

export const named = ({ code, detail, cause }: Failure, more: FailureDetail): Failure =>
  new Failure(code, { ...more, ...detail }, cause);

/** Raises `device-changed` for one that has the name of a device that files went to, and another certificate or none. A typed address is trusted. */
export async function reach(context: DevicesContext, { to, signal }: Reaching, own: OwnInfo) {
  const { ports } = context;
  if (!('fingerprint' in to)) return meet(context, to, own, signal);
  const { alias, fingerprint, scheme } = to;
  if (isChanged(readRemembered(ports.ledger.value(rememberedValue)), to)) {
    throw new Failure('device-changed', { deviceName: alias });
  }
  const connection = await ports.localSend.connect(
    to,
    await ownIdentity(context),
    scheme === 'https' ? fingerprint : undefined,
  );
  return { alias, fingerprint, scheme, connection };
}

export function remember({ ports: { ledger } }: DevicesContext, device: RememberedDevice): void {
  ledger.saveValue(rememberedValue, rememberedText(remembered(readRemembered(ledger.value(rememberedValue)), device)));
}

/** The name of this computer, also while no device finds it: the port is one where nobody answers then. */
export async function ownInfo(context: DevicesContext): Promise<OwnInfo> {
  const { now, ports } = context;
  if (now.running !== undefined) return now.running.own;
  const { fingerprint } = await ownIdentity(context);
  return {
    alias: ports.localSend.ownName() || 'Mayfly',
    kind: 'desktop',
    fingerprint,
    port: localSendPort,
    scheme: 'https',
  };
}
