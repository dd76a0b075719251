// Links are made on the server's clock, so a wrong clock here breaks nothing, and its owner should know of it all the same.
import { wrongClockMs } from '../model/system';
import type { Tell } from '../state/state';
import type { Ports } from '../ports/ports';

/** Tells once, as long as this process lives, that this computer's clock is a minute or more away from the server's. */
export function watchClock({ clock, log }: Pick<Ports, 'clock' | 'log'>, tell: Tell) {
  let lastMs = 0;
  let told = false;
  return {
    /** Unix ms as the server that answered last would say: by it links live and end. */
    now: () => clock() + lastMs,
    /** What that server's clock is ahead of this computer's, ms; 0 while it is less than a minute. */
    offsetMs: (): number => lastMs,
    /** For what talks to servers: the connection pool and the uploads. */
    onServerClock: (offsetMs: number | undefined) => {
      if (offsetMs === undefined) return;
      lastMs = Math.abs(offsetMs) < wrongClockMs ? 0 : offsetMs;
      if (told || lastMs === 0) return;
      told = true;
      log.info(`this computer's clock differs from the server's by ${Math.round(offsetMs / 1000)} s`);
      tell({ kind: 'clock', offsetMs });
    },
  };
}
