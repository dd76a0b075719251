// The server that other devices send to: on given addresses, one for each, all on one port.
import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { Socket } from 'node:net';
import { Failure } from '../../core/model/failure';
import type { DeviceServer, ServeOptions } from '../../core/ports/localsend';
import { heardRequest } from './heard-request';
import { openMulticast } from './multicast';
import { serverTls } from './pinned-tls';

const mostConnections = 128;
/** A device sends two files at once; the rest is for its questions. */
const mostOfOneAddress = 24;
/** Ports that are tried after the wanted one. */
const otherPorts = 20;
/** What a device that was refused still sends is read for so long: one that is cut off does not read the answer. */
const lingerMs = 1_000;

type Listening = { readonly server: Server; readonly address: string };

function answer(response: ServerResponse, message: IncomingMessage, status: number, json: unknown): void {
  if (response.destroyed || response.headersSent) return;
  const body = json === undefined ? '' : JSON.stringify(json);
  const isRead = message.complete;
  response.writeHead(status, {
    ...(json !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
  if (isRead) return;
  // Without `connection: close`: Node would end the socket with the answer, and what is still on its way would undo the answer.
  message.resume();
  const { socket } = message;
  const cut = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(cut));
}

const serving =
  (onRequest: ServeOptions['onRequest']) =>
  async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    message.on('error', () => undefined);
    const request = heardRequest(message, gone.signal);
    // A web page that a browser shows on this computer has no business here. Apps send no origin.
    if (request === undefined || message.headers.origin !== undefined) {
      answer(response, message, 403, undefined);
      return;
    }
    try {
      const { status, json } = await onRequest(request);
      answer(response, message, status, json);
    } catch {
      answer(response, message, 500, undefined);
    }
  };

function createServer({ identity, onRequest }: Pick<ServeOptions, 'identity' | 'onRequest'>): Server {
  const limits = { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 0, keepAliveTimeout: 20_000 };
  const handle = serving(onRequest);
  const listener = (message: IncomingMessage, response: ServerResponse) => void handle(message, response);
  const server =
    identity === undefined
      ? createHttp(limits, listener)
      : createHttps({ ...limits, ...serverTls(identity) }, listener);
  server.maxConnections = mostConnections;
  const byAddress = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const from = socket.remoteAddress ?? '';
    const count = (byAddress.get(from) ?? 0) + 1;
    byAddress.set(from, count);
    socket.once('close', () => {
      const left = (byAddress.get(from) ?? 1) - 1;
      if (left === 0) byAddress.delete(from);
      else byAddress.set(from, left);
    });
    if (count > mostOfOneAddress) socket.destroy();
  });
  server.on('clientError', (_error, socket) => void socket.destroy());
  server.on('tlsClientError', (_error: Error, socket: Socket) => void socket.destroy());
  return server;
}

/** Resolves to the code of the system's error. */
const listen = (server: Server, host: string, port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ host, port, exclusive: true }, () => {
      server.removeAllListeners('error');
      server.on('error', () => undefined);
      resolve(undefined);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** On one port at all addresses; `undefined` where another program has it. An address that this computer has no more is left out. */
async function listenOn(options: ServeOptions, port: number): Promise<readonly Listening[] | undefined> {
  const listening: Listening[] = [];
  let wanted = port;
  for (const address of options.addresses) {
    const server = createServer(options);
    const code = await listen(server, address, wanted);
    if (code === undefined) {
      listening.push({ server, address });
      const bound = server.address();
      if (typeof bound === 'object' && bound !== null) wanted = bound.port;
    } else if (code === 'EADDRINUSE' || code === 'EACCES') {
      await Promise.all(listening.map((one) => close(one.server)));
      return undefined;
    }
  }
  return listening;
}

/** Raises `nearby-unavailable`. */
export async function serveDevices(options: ServeOptions): Promise<DeviceServer> {
  for (let port = options.port; port <= options.port + otherPorts; port += 1) {
    // The last try is any port that is free.
    const listening = await listenOn(options, port === options.port + otherPorts ? 0 : port);
    if (listening === undefined) continue;
    const bound = listening[0]?.server.address();
    if (typeof bound !== 'object' || bound === null) break;
    const addresses = listening.map(({ address }) => address);
    const multicast = await openMulticast(addresses, options.onDatagram);
    return {
      port: bound.port,
      addresses,
      isHeard: multicast.joined > 0,
      announce: (text) => multicast.send(text),
      async close() {
        multicast.close();
        await Promise.all(listening.map(({ server }) => close(server)));
      },
    };
  }
  throw new Failure('nearby-unavailable');
}
