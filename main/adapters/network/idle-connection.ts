// Opens a connection before there is a request for it: the request then waits for no handshake.
import type { Agents, TimeLimits } from './http-client';

/**
 * Opens a connection to `origin` (`https://host:port`) for the next request, where none is idle; sends nothing but the handshakes on it. Resolves
 * once it is open or has failed: the next request tells why.
 */
export function openIdle(origin: string, { connections }: Agents, { connectMs }: TimeLimits): Promise<void> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const waiting = connections.acquire(origin, {
      take(connection) {
        // Counts as used: the server may close it before its first request, which then goes over another one.
        connection.release(undefined);
        done();
      },
      fail: done,
    });
    if (waiting === undefined) return;
    timer = setTimeout(() => {
      waiting.cancel();
      resolve();
    }, connectMs);
  });
}
