// The HTTP server of one entrance: its time limits, its limits of connections, and what happens to input that is no HTTP.

import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { Socket } from 'node:net';
import { systemCode } from '../protocol/errors';
import type { GuestSockets } from './guest-sockets';
import { type Handling, handleRequest } from './handler';
import { refuseNoHttp } from './linger';
import { closeIfQuiet, closeQuietSockets } from './quiet-sockets';
import { boundUnsigned } from './unsigned-sockets';

/**
 * Time limits of a client, ms: for a request's headers, and again for the fields of a form; for silence at any time; until the next request on a
 * connection, as clients are told in whole seconds.
 */
export interface ConnectionLimits {
  readonly headersMs: number;
  readonly silenceMs: number;
  readonly keepAliveMs: number;
  readonly checkEveryMs: number;
}

export const systemLimits: ConnectionLimits = {
  headersMs: 20_000,
  silenceMs: 120_000,
  keepAliveMs: 15_000,
  checkEveryMs: 5000,
};
/** For guests: a browser sends its headers at once, a slow client on purpose holds one of few connections. */
export const networkLimits: ConnectionLimits = { ...systemLimits, headersMs: 10_000, checkEveryMs: 2000 };
/** Node tells whole seconds only: a client that counts them closes first, and sends no request into a closing connection. */
const untoldMs = 900;
/** The most connections of the port, half of them only for authenticated clients; the local socket takes as many of its own. */
const mostConnections = 512;
const mostUnsigned = 256;

/** Also of a connection on which nothing was asked; never of one that waits for its next request. */
const lateCode = 'ERR_HTTP_REQUEST_TIMEOUT';
const refusals: ReadonlyMap<string | undefined, string> = new Map([
  [lateCode, '408 Request Timeout'],
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
]);

/** What a server knows of itself, beside what belongs to its connections. */
export type ServerHandling = Omit<Handling, 'signed' | 'fieldsMs'>;

/** A server that does not listen yet. */
function newServer(handling: ServerHandling, limits: ConnectionLimits, bound: (server: Server) => Bound): Server {
  const server = createServer({
    maxHeaderSize: 32 * 1024,
    headersTimeout: limits.headersMs,
    // No limit on a whole request: an upload may go on as long as bytes keep coming.
    requestTimeout: 0,
    connectionsCheckingInterval: limits.checkEveryMs,
    keepAliveTimeout: limits.keepAliveMs + untoldMs,
    noDelay: true,
  });
  server.timeout = limits.silenceMs;
  server.maxHeadersCount = 200;
  const { signed, mayAsk } = bound(server);
  const own: Handling = { ...handling, fieldsMs: limits.headersMs, signed };
  const serve = (message: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void => {
    if (!mayAsk(message.socket, response)) return;
    handleRequest(own, message, response, expectsContinue).catch(() => {
      message.socket.destroy();
    });
  };
  server.on('request', (message, response) => {
    serve(message, response, false);
  });
  server.on('checkContinue', (message, response) => {
    serve(message, response, true);
  });
  closeQuietSockets(server);
  server.on('clientError', (cause, socket: Socket) => {
    const code = systemCode(cause);
    if (code === lateCode && socket.bytesRead === 0) closeIfQuiet(socket);
    else refuseNoHttp(socket, refusals.get(code) ?? '400 Bad Request');
  });
  return server;
}

interface Bound {
  readonly signed: (socket: Socket) => void;
  /** Whether the request is answered at all. */
  readonly mayAsk: (socket: Socket, response: ServerResponse) => boolean;
}

/** The server of loopback, and that of the local socket. */
export const createOwnServer = (handling: ServerHandling, limits: ConnectionLimits): Server =>
  newServer(handling, limits, (server) => {
    server.maxConnections = mostConnections;
    return { ...boundUnsigned(server, mostUnsigned), mayAsk: () => true };
  });

/** The server of a network address; all of them share `sockets`. */
export const createGuestServer = (handling: ServerHandling, limits: ConnectionLimits, sockets: GuestSockets): Server =>
  newServer(handling, limits, (server) => ({ ...sockets.watch(server), mayAsk: oneAtATime() }));

/** No browser sends a request before the answer to the one before: who does makes the server read thousands at once, and is hung up on. */
function oneAtATime(): Bound['mayAsk'] {
  const busy = new WeakSet<Socket>();
  return (socket, response) => {
    if (busy.has(socket)) {
      socket.destroy();
      return false;
    }
    busy.add(socket);
    response.once('close', () => busy.delete(socket));
    return true;
  };
}
