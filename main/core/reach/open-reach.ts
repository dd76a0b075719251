// Opens the bucket on this computer at the addresses of its network, follows them while it is open, and closes it again.
import { asFailure } from '../model/failure';
import { noReach, originOf, type NetworkReach } from '../model/nearby/network-reach';
import type { Ports } from '../ports/ports';
import { reachIs, type Store } from '../state/state';
import { chosenOf, linkAddress, offeredOf, tunnelOf } from './rules/network-addresses';
import { obstacleOf } from './rules/obstacle';

/** A new Wi-Fi or lease is noticed within this time. */
const lookEveryMs = 3_000;
/** A firewall that is opened, and a tunnel that ends, change no address. */
const looksPerCheck = 10;

export interface ReachContext {
  readonly ports: Pick<Ports, 'localBucket' | 'log' | 'ownNetwork'>;
  readonly store: Store;
  readonly isWanted: () => boolean;
  readonly run: {
    /** This process has opened it, and has not closed it since. */
    isOpened: boolean;
    /** Where the bucket serves: its port may change while it is open. */
    endpoint?: string;
    /** What was last opened: addresses, choice and port. */
    seen?: string;
    timer?: NodeJS.Timeout;
    looks?: number;
    /** One at a time: two that open at once would take each other's addresses back. */
    turn: Promise<unknown>;
  };
}

/** As `Reach.apply`. */
export function applyReach(context: ReachContext, endpoint: string): Promise<string | undefined> {
  const { isWanted, run } = context;
  run.endpoint = endpoint;
  const applied = run.turn.then(() => (isWanted() ? open(context, endpoint) : close(context, endpoint)));
  run.turn = applied.catch(() => undefined);
  return applied;
}

/** As `Reach.end`. */
export async function endReach({ ports, isWanted, run }: ReachContext): Promise<void> {
  clearInterval(run.timer);
  await run.turn;
  // The bucket of this process ends with it; another one's goes on as the others want it.
  if (isWanted() || ports.localBucket.serving()) return;
  await ports.localBucket.listenOn([]).catch((error: unknown) => {
    ports.log.error('the bucket could not be closed to the network', asFailure(error));
  });
}

const show = ({ store }: ReachContext, reach: NetworkReach): void => {
  if (JSON.stringify(store.get().reach) !== JSON.stringify(reach)) store.apply(reachIs(reach));
};

const shareEndpointOf = ({ store }: ReachContext, endpoint: string): string | undefined => {
  const { isOn, origin } = store.get().reach;
  return isOn && origin !== endpoint ? origin : undefined;
};

async function open(context: ReachContext, endpoint: string): Promise<string | undefined> {
  const { ports, store, run } = context;
  const { networkChoice } = store.get().settings;
  const seen = JSON.stringify([ports.ownNetwork.addresses(), networkChoice, endpoint]);
  run.timer ??= setInterval(() => void look(context), lookEveryMs).unref();
  if (run.seen === seen) return shareEndpointOf(context, endpoint);
  const offered = offeredOf(ports.ownNetwork.addresses());
  const chosen = chosenOf(offered, networkChoice);
  run.isOpened = true;
  const results = await ports.localBucket.listenOn(chosen.map(({ address }) => address)).catch((error: unknown) => {
    ports.log.error('the bucket could not be opened to the network', asFailure(error));
    return [];
  });
  const listening = results.filter(({ state }) => state === 'listening').map(({ address }) => address);
  const port = Number(new URL(endpoint).port);
  const routed = await ports.ownNetwork.routed();
  const carried = linkAddress(offered, listening, routed);
  const firewall = listening.length === 0 ? undefined : await ports.ownNetwork.firewallBefore(port);
  const obstacle = obstacleOf({ port, chosen, listening, tunnel: tunnelOf(offered, routed), firewall });
  show(context, {
    isOn: true,
    offered,
    listening,
    origin: carried === undefined ? endpoint : originOf(carried.address, port),
    ...(obstacle !== undefined && { obstacle }),
  });
  // What failed is tried again with the next look.
  if (listening.length === chosen.length) run.seen = seen;
  return shareEndpointOf(context, endpoint);
}

async function close(context: ReachContext, endpoint: string): Promise<undefined> {
  const { ports, run } = context;
  delete run.seen;
  if (run.isOpened) {
    try {
      await ports.localBucket.listenOn([]);
    } catch (error) {
      // It may still be open, and nothing says otherwise: the next look tries again.
      ports.log.error('the bucket could not be closed to the network', asFailure(error));
      return;
    }
  }
  clearInterval(run.timer);
  delete run.timer;
  run.isOpened = false;
  show(context, { ...noReach, origin: endpoint });
}

async function look(context: ReachContext): Promise<void> {
  const { run } = context;
  run.looks = (run.looks ?? 0) + 1;
  if (run.looks % looksPerCheck === 0) delete run.seen;
  if (run.endpoint !== undefined) await applyReach(context, run.endpoint).catch(() => undefined);
}
