// A week of links leaves a week of ended ones; they are cleared away together.
import { useState } from 'react';
import type { ShareView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { removeShare } from './optimistic-removal';
import { words } from '../state/words';
import { Button } from '../ui/Button';

/** One after the other, and no further once one could not be removed: the rest would most likely fail for the same reason. */
export function RemoveEnded({ shares }: { readonly shares: readonly ShareView[] }) {
  const act = useAct();
  const [busy, setBusy] = useState(false);
  const removeAll = async () => {
    setBusy(true);
    for (const { id } of shares) if (!(await act(removeShare(id)))) break;
    setBusy(false);
  };
  return (
    <Button look="quiet" disabled={busy} onClick={() => void removeAll()}>
      {words.shares.removeEnded({ count: shares.length })}
    </Button>
  );
}
