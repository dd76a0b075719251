// The limits of transfers, as settings and connections have them.
import type { AppState } from './app-state';

/** The limits of all transfers together, and of each connection with a limit of its own. */
export function engineLimits({ settings, connections }: Pick<AppState, 'settings' | 'connections'>) {
  const own = connections.flatMap(({ id, bandwidthBytesPerSecond: limit }) =>
    limit === undefined ? [] : [[id, limit]],
  );
  return {
    bytesPerSecond: settings.bandwidthBytesPerSecond,
    parallel: settings.parallel,
    ofConnections: Object.fromEntries(own) as Readonly<Record<string, number>>,
  };
}

/** The lower of the limits that hold for a connection, bytes per second; without one `Infinity`. */
export function limitFor(
  { settings, connections }: Pick<AppState, 'settings' | 'connections'>,
  connectionId: string,
): number {
  // Asked with every progress of every upload: it makes no table of all connections.
  const own = connections.find(({ id }) => id === connectionId)?.bandwidthBytesPerSecond;
  return Math.min(settings.bandwidthBytesPerSecond || Infinity, own || Infinity);
}
