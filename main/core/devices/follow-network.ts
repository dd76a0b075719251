// Devices find this computer at the addresses at which it is open to its network, and at no other time.
import { asFailure } from '../model/failure';
import { isOffered } from '../model/policy/policy';
import { chosenAddresses } from './chosen-addresses';
import type { DevicesContext } from './devices-context';

/** A new Wi-Fi or lease is noticed within this time, as links notice it. */
const lookEveryMs = 3_000;

/** `folder`: where received files are saved, absolute. Goes on until `endFollowing`. */
export function followNetwork(context: DevicesContext, folder: string): void {
  const { ports, store, now } = context;
  let seen = '';
  let turn = Promise.resolve();
  const look = async () => {
    const { opensOnNetwork, asksDevicePin } = store.get().settings;
    // The rules may forbid it since.
    const isOpen = opensOnNetwork && isOffered(ports.policy.now(), 'network');
    const addresses = isOpen ? chosenAddresses(context) : [];
    const wanted = addresses.join(' ');
    if (wanted === '' && seen === '') return;
    const pin = wanted !== '' && asksDevicePin ? (await (await import('./own-pin')).ownPin(context)).pin : undefined;
    const { requirePin, startDevices, stopDevices } = await import('./nearby');
    if (wanted === seen) return requirePin(context, pin);
    seen = wanted;
    if (addresses.length === 0) return stopDevices(context);
    return startDevices(context, { addresses, folder, ...(pin !== undefined && { pin }) });
  };
  const next = () => {
    turn = turn.then(look).catch((error: unknown) => {
      // The next change of addresses tries again; files still go by address.
      ports.log.error('devices nearby do not find this computer', asFailure(error));
    });
  };
  let timer: NodeJS.Timeout | undefined;
  const change = () => {
    clearInterval(timer);
    timer = store.get().settings.opensOnNetwork ? setInterval(next, lookEveryMs).unref() : undefined;
    next();
  };
  const unsubscribe = store.subscribe(['settings'], change);
  now.lookAgain = () => {
    next();
    return turn;
  };
  now.endFollowing = async () => {
    now.lookAgain = undefined;
    unsubscribe();
    clearInterval(timer);
    await turn;
  };
  change();
}
