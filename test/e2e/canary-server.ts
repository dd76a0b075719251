// What stands between the app and a bucket sees every signature there is, and can be slow, unwilling or gone.
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** `hold`: bytes that are uploaded wait until the mood changes; `refuse`: nothing may be stored. */
export type Mood = 'pass' | 'hold' | 'refuse' | 'gone';

export interface Witness {
  readonly endpoint: string;
  readonly port: number;
  /** Of every link and every signed request so far. */
  readonly signatures: ReadonlySet<string>;
  be(mood: Mood): void;
  close(): Promise<void>;
}

export const signaturesIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(/Signature(?:=|%3D)([0-9a-f]{64})/g), ([, signature = '']) => signature);

const refusal = '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';

/** Forwards to the server that `begin` starts for those who name `port`: the host they ask for is signed, and stays as it is. */
export async function startWitness(begin: (port: number) => Promise<number>): Promise<Witness> {
  const signatures = new Set<string>();
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  let mood: Mood = 'pass';

  const server = http.createServer((request, response) => {
    for (const text of [request.url ?? '', request.headers.authorization ?? ''])
      for (const signature of signaturesIn(text)) signatures.add(signature);
    const isUpload = request.method === 'PUT' || request.method === 'POST';
    const pass = () => {
      const { method, url: path, headers } = request;
      const onward = http.request({ host: '127.0.0.1', port: behind, method, path, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      response.on('close', () => onward.destroy());
      request.pipe(onward);
    };
    if (mood === 'gone') return void request.socket.destroy();
    if (mood === 'refuse' && isUpload) {
      request.resume();
      return void response.writeHead(403, { 'content-type': 'application/xml' }).end(refusal);
    }
    return mood === 'hold' && request.method === 'PUT' ? void waiting.add(pass) : pass();
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const behind = await begin(port);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    signatures,
    be(next) {
      mood = next;
      if (next === 'gone') for (const socket of sockets) socket.destroy();
      if (next === 'hold') return;
      for (const go of waiting) go();
      waiting.clear();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
