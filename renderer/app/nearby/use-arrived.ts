// What devices sent, asked for again with every change.
import { useEffect, useState } from 'react';
import type { ArrivedFilesView, ArrivedView } from '../../../preload/views/nearby-view';
import type { Outcome } from '../../../preload/contract';
import { request } from '../state/bridge';

interface Answered<T> {
  /** The number by which it was asked for: later answers have a later one. */
  readonly of: number;
  readonly outcome: Outcome<T>;
}

/** The list, newest first. `changes`: grows with every change. `undefined` until the first answer. */
export function useArrived(changes: number): Outcome<readonly ArrivedView[]> | undefined {
  const [answered, setAnswered] = useState<Answered<readonly ArrivedView[]>>();
  useEffect(() => {
    void request('nearby:arrivals').then((outcome) =>
      // An answer may be overtaken by a newer one.
      setAnswered((before) => (before !== undefined && before.of > changes ? before : { of: changes, outcome })),
    );
  }, [changes]);
  return answered?.outcome;
}

/** The files of one row. `fileCount`: shrinks as they are removed. */
export function useArrivedFiles(receivedId: string, fileCount: number): Outcome<ArrivedFilesView> | undefined {
  const [answered, setAnswered] = useState<Answered<ArrivedFilesView>>();
  useEffect(() => {
    void request('nearby:arrived-files', { receivedId }).then((outcome) =>
      setAnswered((before) => (before !== undefined && before.of < fileCount ? before : { of: fileCount, outcome })),
    );
  }, [receivedId, fileCount]);
  return answered?.outcome;
}
