// Ends the first view: replays its recorded input and reports to main that the window is painted.
import { useEffect, useRef } from 'react';
import { request } from '../state/bridge';
import { endFirstMoments, type Hands } from './early-input';

/** Runs once, after the window's first paint. Call it after the hooks that install the window's own listeners. */
export function useFirstMoments(hands: Hands): void {
  const first = useRef(hands);
  useEffect(() => {
    endFirstMoments(first.current);
    requestAnimationFrame(() => setTimeout(() => void request('window:drawn')));
  }, []);
}
