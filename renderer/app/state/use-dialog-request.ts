// A dialog whose button sends one request: it closes when that succeeds, and stays with the failure when it does not.
import { useState } from 'react';
import type { Outcome } from '../../../preload/contract';
import type { FailureView } from '../../../preload/views/failure-view';

/** `send` does nothing while the request before is under way. */
export function useDialogRequest(onDone: () => void) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureView>();
  const send = async (ask: () => Promise<Outcome<unknown>>) => {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    const outcome = await ask();
    setBusy(false);
    if (outcome.ok) onDone();
    else setFailure(outcome.failure);
  };
  return { busy, failure, send };
}
