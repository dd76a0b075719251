// A proxy in front of the embedded bucket that ends the client at one request, before or after the bucket acted on it; its answers tell the bucket's time.
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request with this header is of a reader, and is not counted. */
export const readerHeader = 'x-reader';

export interface Moment {
  /** From 1. */
  readonly nth: number;
  /** `before`: the bucket never sees the request. `after`: the bucket acted, and its answer reaches nobody. */
  readonly at: 'before' | 'after';
  /** Ends the client; resolves once it has ended. */
  readonly call: () => Promise<void>;
}

export interface KillFront {
  readonly port: number;
  /** How far the clock of the bucket is ahead. */
  aheadMs: number;
  /** The port of the bucket behind it. */
  serve(port: number): void;
  /** Counts from zero; without a moment it only counts. */
  watch(moment?: Moment): void;
  /** Since `watch`. */
  count(): number;
  close(): void;
}

export async function startKillFront(): Promise<KillFront> {
  let behind = 0;
  let count = 0;
  let moment: Moment | undefined;
  const server = http.createServer((near, answer) => {
    const isReader = near.headers[readerHeader] !== undefined;
    if (!isReader) count += 1;
    const meets = !isReader && moment?.nth === count ? moment : undefined;
    const end = () => void meets?.call().then(() => answer.destroy());
    if (meets?.at === 'before') {
      end();
      return;
    }
    const { method, url: path, headers } = near;
    const far = http.request({ host: '127.0.0.1', port: behind, method, path, headers, agent: false }, (came) => {
      if (meets !== undefined) {
        came.resume().once('end', end);
        return;
      }
      const date = new Date(Date.now() + front.aheadMs).toUTCString();
      // What computes for seconds between two requests must not meet a kept connection that just ends.
      answer.writeHead(came.statusCode ?? 502, { ...came.headers, date, connection: 'close' });
      came.pipe(answer);
    });
    far.on('error', () => answer.destroy());
    near.pipe(far);
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const front: KillFront = {
    port: (server.address() as AddressInfo).port,
    aheadMs: 0,
    serve: (port) => void (behind = port),
    watch(next) {
      count = 0;
      moment = next;
    },
    count: () => count,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return front;
}
