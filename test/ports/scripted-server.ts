// A server that does to a client what real ones, sign-in pages and attackers do; it remembers who sent it credentials.
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export type Script = (request: http.IncomingMessage, response: http.ServerResponse) => void;

export interface ScriptedServer {
  readonly endpoint: string;
  readonly port: number;
  /** What happens to every further request. */
  script: Script;
  readonly seen: readonly { readonly method: string; readonly url: string; readonly signed: boolean }[];
  close(): Promise<void>;
}

export async function startScripted(server: http.Server = http.createServer()): Promise<ScriptedServer> {
  const sockets = new Set<Socket>();
  const seen: { method: string; url: string; signed: boolean }[] = [];
  const scripted = {
    script: ((_request, response) => response.end()) as Script,
    seen,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
    const { method = '', url = '' } = request;
    seen.push({ method, url, signed: request.headers.authorization !== undefined || url.includes('X-Amz-Signature') });
    scripted.script(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(scripted, { endpoint: `http://127.0.0.1:${port}`, port });
}

/** Answers once the body was read, like a server that means it. */
export const answer =
  (status: number, body = '', headers: Readonly<Record<string, string>> = {}): Script =>
  (request, response) => {
    request.resume().on('end', () => {
      response.writeHead(status, {
        'content-type': 'application/xml',
        'content-length': Buffer.byteLength(body),
        ...headers,
      });
      response.end(request.method === 'HEAD' ? undefined : body);
    });
  };

export const errorBody = (code: string, more = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>canary-message</Message>${more}<RequestId>1</RequestId></Error>`;

export const signInPage = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form></form></body></html>';
