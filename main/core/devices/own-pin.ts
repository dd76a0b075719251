// The PIN that devices have to type before they offer files: made here, kept where the system keeps secrets, and shown to the person at this computer.
import { asFailure } from '../model/failure';
import type { DevicesContext } from './devices-context';
import { pinBytes, pinOf, type OwnPin } from './rules/own-pin';
import { isPin } from '../model/devices/pin-shape';

/** In the vault. */
const item = 'nearby-pin';

type Context = Pick<DevicesContext, 'ports' | 'vault' | 'now'>;

async function make({ ports, vault }: Context, isKept: boolean): Promise<OwnPin> {
  const pin = pinOf(() => ports.randomBytes(pinBytes));
  if (!isKept) return { pin, isKept };
  try {
    await vault.save(item, { accessKeyId: 'device', secretAccessKey: pin }, 'keychain');
    return { pin, isKept };
  } catch (error) {
    ports.log.error('the PIN for devices nearby is kept in memory only', asFailure(error));
    return { pin, isKept: false };
  }
}

async function keptOrMade(context: Context): Promise<OwnPin> {
  try {
    const pin = (await context.vault.get(item))?.secretAccessKey;
    return pin !== undefined && isPin(pin) ? { pin, isKept: true } : await make(context, true);
  } catch (error) {
    // A keychain that is locked may have one: it stays as it is.
    context.ports.log.error('the PIN for devices nearby cannot be read', asFailure(error));
    return make(context, false);
  }
}

/** The same until `changePin`; made with the first call. Without a keychain it lasts as long as this process. */
export function ownPin(context: Context): Promise<OwnPin> {
  const { now } = context;
  now.pin ??= keptOrMade(context);
  return now.pin;
}

/** Another PIN, asked for from now on; devices that had typed too many wrong ones may try again. */
export async function changePin(context: Context): Promise<OwnPin> {
  const { now } = context;
  const pin = make(context, true);
  now.pin = pin;
  await pin;
  await now.lookAgain?.();
  return pin;
}
