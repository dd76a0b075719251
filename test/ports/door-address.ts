// The address of doors in front of a bucket, as a user's own domain is: plain, with a cache, or wrong in one way.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchReal } from './real-servers';
import type { Opened } from './object-store-subject';

export interface AddressOptions {
  /** The bucket's own address, or what is read instead for a path. */
  readonly to: string | ((path: string) => Promise<Opened>);
  /** Keeps good answers for 60 s; `forced`: those with `no-store` too. */
  readonly cache?: 'polite' | 'forced';
  /** In place of the object's headers; `undefined` leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly status?: number;
}

export interface DoorAddress {
  readonly address: string;
  /** The paths that were asked for. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

const keptMs = 60_000;

export async function startAddress({ to, cache, headers = {}, status }: AddressOptions): Promise<DoorAddress> {
  const asked: string[] = [];
  const kept = new Map<string, { readonly answer: Opened; readonly atMs: number }>();
  const origin = typeof to === 'string' ? (path: string) => fetchReal(`${to}${path}`) : to;
  const answerTo = async (path: string): Promise<Opened> => {
    const before = kept.get(path);
    if (before !== undefined && Date.now() - before.atMs < keptMs) {
      const age = String(Math.round((Date.now() - before.atMs) / 1_000));
      return { ...before.answer, headers: { ...before.answer.headers, age } };
    }
    const answer = await origin(path);
    const mayKeep =
      cache === 'forced' || (cache === 'polite' && !/no-store/.test(answer.headers['cache-control'] ?? ''));
    if (mayKeep && answer.status === 200) kept.set(path, { answer, atMs: Date.now() });
    return answer;
  };
  const server = http.createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    void answerTo(path).then((answer) => {
      const told = { ...answer.headers, ...(cache !== undefined && { via: '1.1 edge7 (shopcache)' }), ...headers };
      for (const [name, value] of Object.entries(told))
        if (value !== undefined && name !== 'connection') response.setHeader(name, value);
      response.statusCode = status ?? answer.status;
      response.end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
