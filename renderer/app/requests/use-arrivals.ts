// What arrived by a file request, asked for again with every change.
import { useEffect, useState } from 'react';
import type { Outcome } from '../../../preload/contract';
import type { FileRequestDetailsView } from '../../../preload/views/file-request-views';
import { request } from '../state/bridge';

const lookEveryMs = 10_000;

interface Answered {
  readonly changes: number;
  readonly outcome: Outcome<FileRequestDetailsView>;
}

/** `changes`: grows with every change. `undefined` until the first answer. */
export function useArrivals(requestId: string, changes: number): Outcome<FileRequestDetailsView> | undefined {
  const [answered, setAnswered] = useState<Answered>();
  useEffect(() => {
    void request('file-requests:details', { requestId }).then((outcome) =>
      // An answer may be overtaken by a newer one.
      setAnswered((before) => (before !== undefined && before.changes > changes ? before : { changes, outcome })),
    );
  }, [requestId, changes]);
  return answered?.outcome;
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
