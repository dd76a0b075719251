// WebDriver BiDi and Chromium's protocol speak alike: JSON over one WebSocket, answers by number and events by name.
import { WebSocket } from 'ws';

export type Fields = Readonly<Record<string, unknown>>;

export interface Socket {
  /** Raises with the browser's own words where it refuses. */
  readonly send: (method: string, params?: Fields, extra?: Fields) => Promise<Fields>;
  readonly on: (method: string, listener: (params: Fields) => void) => void;
  readonly close: () => void;
}

export async function connectSocket(url: string): Promise<Socket> {
  const socket = new WebSocket(url, { maxPayload: 2 ** 28 });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const waiting = new Map<
    number,
    { readonly resolve: (answer: Fields) => void; readonly reject: (error: Error) => void }
  >();
  const listeners = new Map<string, ((params: Fields) => void)[]>();
  let count = 0;
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as Fields;
    const { id, method, params, result, error } = message;
    if (typeof id !== 'number') {
      for (const listener of listeners.get(String(method)) ?? []) listener(params as Fields);
      return;
    }
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(result as Fields);
    else asked?.reject(new Error(JSON.stringify(message)));
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser is gone'));
  });
  socket.on('error', () => undefined);
  return {
    send: (method, params = {}, extra = {}) =>
      new Promise((resolve, reject) => {
        count += 1;
        waiting.set(count, { resolve, reject });
        socket.send(JSON.stringify({ id: count, method, params, ...extra }));
      }),
    on: (method, listener) => void listeners.set(method, [...(listeners.get(method) ?? []), listener]),
    close: () => socket.close(),
  };
}
