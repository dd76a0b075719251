// What other rooms use of this one: opening the bucket on this computer to its network, while its owner wants that.
import { whenUsed } from '../async/verbs';
import { noReach } from '../model/nearby/network-reach';
import { isOffered } from '../model/policy/policy';
import type { Ports } from '../ports/ports';
import { reachIs, type Store } from '../state/state';
import type { ReachContext } from './open-reach';

export type ReachPorts = Pick<Ports, 'isAlive' | 'ledger' | 'localBucket' | 'log' | 'ownNetwork' | 'pid' | 'policy'>;

/** In the ledger: the processes that want it open for their own time. One that was killed counts no more. */
const processesValue = 'open-on-network-for';

function processes({ ledger, isAlive }: Pick<ReachPorts, 'isAlive' | 'ledger'>): readonly number[] {
  const pids = (ledger.value(processesValue) ?? '').split(' ').map(Number);
  return pids.filter((pid) => pid > 0 && isAlive(pid));
}

export function createReach(ports: ReachPorts, store: Store) {
  const { ledger, pid } = ports;
  /** Whether the setting wants it open, or a process that runs, for its own time, and the organisation allows it. */
  const isWanted = (): boolean =>
    isOffered(ports.policy.now(), 'network') && (store.get().settings.opensOnNetwork || processes(ports).length > 0);
  const context: ReachContext = { ports, store, isWanted, run: { isOpened: false, turn: Promise.resolve() } };
  const { run } = context;
  const late = whenUsed(() => import('./open-reach'), context, { applyReach: true, endReach: true });
  let isForNow = false;
  /** Another process may write just now: none is lost. */
  const savePids = (changed: (pids: readonly number[]) => readonly number[]) =>
    ledger.together(() => ledger.saveValue(processesValue, changed(processes(ports)).join(' ')));
  return {
    isWanted,
    /** Wants it for the time of this process, whatever the setting says; the other processes of the profile see that. */
    wantForNow() {
      isForNow = true;
      savePids((pids) => [...pids, pid]);
    },
    /**
     * Opens the bucket that serves at `endpoint` (`http://127.0.0.1:PORT`) at the addresses of now, or closes it to the network where that is not
     * wanted any more. Gives the endpoint that links are signed for, absent where that is `endpoint`. What keeps it from opening is in the state:
     * it raises nothing.
     */
    async apply(endpoint: string): Promise<string | undefined> {
      // Most computers never open it: nothing of it is loaded there.
      if (isWanted() || run.isOpened) return late.applyReach(endpoint);
      if (store.get().reach.origin !== endpoint) store.apply(reachIs({ ...noReach, origin: endpoint }));
      return undefined;
    },
    /** Ends the watch, and what this process wanted for its own time where another one serves. Raises nothing. */
    async end() {
      if (isForNow) savePids((pids) => pids.filter((other) => other !== pid));
      if (run.isOpened) await late.endReach();
    },
  };
}

export type Reach = ReturnType<typeof createReach>;
