// A dialog whose button sends one request: it closes when that succeeds, and stays with the failure when it does not.
import { useEffect, useRef, useState } from 'react';
import type { Outcome } from '../../../preload/contract';
import type { FailureView } from '../../../preload/views/failure-view';
import { useAct } from './run-action';

/** Whether the component is shown, for an answer that may come after it was left. */
export function useIsShown() {
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => void (isShown.current = false);
  }, []);
  return isShown;
}

/**
 * `send` does nothing while the request before is under way. A dialog that was closed meanwhile calls no `onDone`, which would close the one that is
 * open by then; its failure is a notice.
 */
export function useDialogRequest(onDone: () => void) {
  const act = useAct();
  const isShown = useIsShown();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureView>();
  const send = async (ask: () => Promise<Outcome<unknown>>) => {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    const answer = ask();
    const outcome = await answer;
    if (!isShown.current) return void act(answer);
    setBusy(false);
    if (outcome.ok) return onDone();
    return setFailure(outcome.failure);
  };
  return { busy, failure, send };
}
