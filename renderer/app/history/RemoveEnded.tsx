// Removes all ended shares from the history.
import { useState } from 'react';
import type { ShareView } from '../../../preload/views/views';
import { useAct } from '../state/run-action';
import { removeShare } from './optimistic-removal';
import { words } from '../state/words';
import { Button } from '../ui/Button';

/** Removes them one by one and stops at the first failure: the rest would most likely fail for the same reason. */
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
