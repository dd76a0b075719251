// An action that fails must say so; this turns its Outcome into a notice, wherever in the window it was started.
import { createContext, useCallback, useContext, useMemo, useState } from 'react';
import type { Outcome } from '../../../preload/contract';
import type { FailureView } from '../../../preload/views/failure-view';

export interface LocalNotice {
  readonly id: string;
  readonly failure: FailureView;
}

/** Runs an action; a failure becomes a notice. Gives whether it succeeded. */
export type Act = (outcome: Promise<Outcome<unknown>>) => Promise<boolean>;

export const ActContext = createContext<Act>(async (outcome) => (await outcome).ok);

/** The way every component starts an action. */
export function useAct(): Act {
  return useContext(ActContext);
}

/** Shows where the credentials of a connection are entered. */
export type Renew = (connectionId: string) => void;

export const RenewContext = createContext<Renew>(() => undefined);

export function useRenew(): Renew {
  return useContext(RenewContext);
}

export interface LocalNotices {
  readonly notices: readonly LocalNotice[];
  readonly act: Act;
  readonly dismiss: (id: string) => void;
}

let made = 0;

/** The notices of failures that main knows nothing of, because they happened while asking it. Used once, by the app component. */
export function useLocalNotices(): LocalNotices {
  const [notices, setNotices] = useState<readonly LocalNotice[]>([]);
  const act = useCallback<Act>(async (promise) => {
    const outcome = await promise;
    if (outcome.ok) return true;
    const { failure } = outcome;
    made += 1;
    const notice = { id: `local-${made}`, failure };
    // The same failure twice in a row is one notice: pressing a button again must not pile them up.
    setNotices((all) => [...all.filter((n) => n.failure.message !== failure.message), notice]);
    return false;
  }, []);
  const dismiss = useCallback((id: string) => setNotices((all) => all.filter((n) => n.id !== id)), []);
  return useMemo(() => ({ notices, act, dismiss }), [notices, act, dismiss]);
}
