// Opens a connection before there is a request for it: the request then waits for no handshake.
import { originOf } from './connection-pool';
import type { Agents, TimeLimits } from './http-client';

/**
 * Opens a connection to the server of `url` and leaves it with its pool, where none is idle; sends nothing but the handshakes. Resolves once it is
 * open or has failed: the next request tells why.
 */
export function openIdle(url: string, { connections }: Agents, { connectMs }: TimeLimits): Promise<void> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const waiting = connections.acquire(originOf(url), {
      take(connection) {
        connection.release(undefined);
        done();
      },
      fail: done,
    });
    if (waiting === undefined) return;
    timer = setTimeout(() => {
      waiting.cancel();
      done();
    }, connectMs);
  });
}
