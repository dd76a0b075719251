// Why this exists: the one place that sends to the window: the whole view, at most ten times a second, the last one always.
import type { WebContents } from 'electron';
import { stateChanged } from '../../preload/contract';
import { createThrottle } from '../services/throttle';
import type { ViewSource } from './view-source';

const intervalMs = 100;

/** Pushes until the window is gone. */
export function pushTo(contents: WebContents, source: ViewSource): void {
  const throttle = createThrottle(intervalMs, () => {
    if (!contents.isDestroyed()) contents.send(stateChanged, source.current());
  });
  const unsubscribe = source.subscribe(() => throttle.request());
  contents.once('destroyed', () => {
    unsubscribe();
    throttle.cancel();
  });
}
