// While somebody watches, what comes by file requests is found within seconds.
import { useEffect } from 'react';
import { request } from '../state/bridge';

const lookEveryMs = 10_000;

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
