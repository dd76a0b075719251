// Links are made on the server's clock, so a wrong clock here breaks nothing, and its owner should know of it all the same.
import type { Tell } from '../state/notices';
import type { Ports } from '../ports/ports';
import type { Clock } from '../model/system';

/** A smaller difference is no reason to speak (links of a minute are rare, and they are right too). */
const worthTellingMs = 60_000;

export interface ClockWatch {
  /** The given ports, every answer of a server heard. */
  readonly ports: Ports;
  /** Unix ms as the server that answered last would say: by it links live and end. */
  readonly now: Clock;
  /** What that server's clock is ahead of this computer's, ms; 0 while it is less than a minute. */
  readonly offsetMs: () => number;
}

/** Tells once, as long as this process lives, that this computer's clock is a minute or more away from the server's. */
export function watchClock(ports: Ports, tell: Tell): ClockWatch {
  let heardMs = 0;
  let told = false;
  const hear = (offsetMs: number | undefined) => {
    if (offsetMs === undefined) return;
    heardMs = Math.abs(offsetMs) < worthTellingMs ? 0 : offsetMs;
    if (told || heardMs === 0) return;
    told = true;
    ports.log.info(`this computer's clock differs from the server's by ${Math.round(offsetMs / 1000)} s`);
    tell({ kind: 'clock', offsetMs });
  };
  return {
    now: () => ports.clock() + heardMs,
    offsetMs: () => heardMs,
    ports: {
      ...ports,
      async openObjectStore(connection, credentials) {
        const objects = await ports.openObjectStore(connection, credentials);
        return {
          ...objects,
          close() {
            hear(objects.clockOffsetMs());
            objects.close();
          },
        };
      },
      engine: {
        ...ports.engine,
        run(job, hooks) {
          const running = ports.engine.run(job, hooks);
          const done = running.done.then((result) => {
            hear(result.clockOffsetMs);
            return result;
          });
          return { ...running, done };
        },
      },
    },
  };
}
