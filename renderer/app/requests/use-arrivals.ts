// What arrived by a file request, asked for again with every change.
import { useEffect, useState } from 'react';
import type { Outcome } from '../../../preload/contract';
import type { FileRequestDetailsView } from '../../../preload/views/file-request-views';
import { request } from '../state/bridge';

const lookEveryMs = 10_000;

/** `changes`: grows with every change. `undefined` until the first answer. */
export function useArrivals(requestId: string, changes: number): Outcome<FileRequestDetailsView> | undefined {
  const [outcome, setOutcome] = useState<Outcome<FileRequestDetailsView>>();
  useEffect(() => {
    let current = true;
    void request('file-requests:details', { requestId }).then((answer) => {
      if (current) setOutcome(answer);
    });
    return () => {
      current = false;
    };
  }, [requestId, changes]);
  return outcome;
}

/** While somebody watches, what comes is found within seconds. */
export function useLooking(): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void request('file-requests:look-all');
    };
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, []);
}
