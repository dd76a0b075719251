// The first view ends where the window begins: what was done in it is done now, and main may go on.
import { useEffect, useRef } from 'react';
import { request } from '../state/bridge';
import { endFirstMoments, type Hands } from './early-input';

/** Once, when the window is drawn for the first time. Put it behind whatever listens by itself. */
export function useFirstMoments(hands: Hands): void {
  const first = useRef(hands);
  useEffect(() => {
    endFirstMoments(first.current);
    requestAnimationFrame(() => setTimeout(() => void request('window:drawn')));
  }, []);
}
