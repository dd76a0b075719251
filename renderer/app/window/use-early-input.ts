// Ends the first view: replays its recorded input and reports to main that the window is painted.
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
