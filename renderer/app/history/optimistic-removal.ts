// A share that is removed goes from the list at once; the server may take a moment. Where it could not be removed it comes back, and a
// notice says why.
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Outcome } from '../../../preload/contract';
import type { ShareView } from '../../../preload/views/views';
import { request } from '../state/bridge';

let leaving: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function leave(next: ReadonlySet<string>): void {
  leaving = next;
  for (const changed of listeners) changed();
}

const subscribe = (changed: () => void) => {
  listeners.add(changed);
  return () => void listeners.delete(changed);
};

const without = (shareId: string) => new Set([...leaving].filter((id) => id !== shareId));

/** Removes it from the history and, until main says so, from what is shown. */
export async function removeShare(shareId: string): Promise<Outcome<void>> {
  leave(new Set([...leaving, shareId]));
  const outcome = await request('shares:remove', { shareId });
  if (!outcome.ok) leave(without(shareId));
  return outcome;
}

/** Those that stay. Of a history so long that it is read in windows, all: their places are counted by main. */
export function useStaying(shares: readonly ShareView[], isWhole: boolean): readonly ShareView[] {
  const gone = useSyncExternalStore(subscribe, () => leaving);
  useEffect(() => {
    // Main knows as well by now; should it be restored, it is shown again.
    const here = new Set(shares.map(({ id }) => id));
    const still = [...leaving].filter((id) => here.has(id));
    if (still.length < leaving.size) leave(new Set(still));
  }, [shares]);
  // Who comes back to this screen sees what main says.
  useEffect(() => () => leave(new Set()), []);
  return useMemo(
    () => (isWhole && gone.size > 0 ? shares.filter(({ id }) => !gone.has(id)) : shares),
    [shares, gone, isWhole],
  );
}
