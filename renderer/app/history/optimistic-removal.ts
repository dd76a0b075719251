// Hides a removed share at once, before the server answers. If the removal fails, the row comes back and a
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

/** Removes a share from the history and hides its row until main's view confirms it. */
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
    // Main's view lacks it as well; a restored share is shown again.
    const here = new Set(shares.map(({ id }) => id));
    const still = [...leaving].filter((id) => here.has(id));
    if (still.length < leaving.size) leave(new Set(still));
  }, [shares]);
  // A screen that opens again shows main's view.
  useEffect(() => () => leave(new Set()), []);
  return useMemo(
    () => (isWhole && gone.size > 0 ? shares.filter(({ id }) => !gone.has(id)) : shares),
    [shares, gone, isWhole],
  );
}
