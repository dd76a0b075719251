// Devices find this computer at the addresses at which it is open to its network, and at no other time.
import { asFailure } from '../model/failure';
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
    const addresses = store.get().settings.opensOnNetwork ? chosenAddresses(context) : [];
    const wanted = addresses.join(' ');
    if (wanted === seen) return;
    seen = wanted;
    const { startDevices, stopDevices } = await import('./nearby');
    if (addresses.length === 0) await stopDevices(context);
    else await startDevices(context, { addresses, folder });
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
  now.endFollowing = async () => {
    unsubscribe();
    clearInterval(timer);
    await turn;
  };
  change();
}
