// Stands between a program and a server, and keeps every byte that passes.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface WireRecorder {
  readonly port: number;
  /** What the program sent so far. */
  sent(): Buffer;
  /** What the server answered so far. */
  answered(): Buffer;
  /** Ends the connections, and the program's requests with them. */
  cut(): void;
  close(): void;
}

/** `target`: the port of the server, which may begin later. */
export async function recordWire(target: () => number): Promise<WireRecorder> {
  const sent: Buffer[] = [];
  const answered: Buffer[] = [];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target(), '127.0.0.1');
    for (const [from, to, kept] of [
      [client, upstream, sent],
      [upstream, client, answered],
    ] as const) {
      open.add(from);
      from.on('data', (bytes: Buffer) => kept.push(bytes));
      from.on('error', () => to.destroy());
      from.on('close', () => open.delete(from));
      from.pipe(to);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    sent: () => Buffer.concat(sent),
    answered: () => Buffer.concat(answered),
    cut,
    close() {
      cut();
      server.close();
    },
  };
}
