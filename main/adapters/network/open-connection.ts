// Opens connections straight to a server. TLS sessions are resumed between connections of one pool, which trusts the same authorities on all.
import { connect, isIP, type Socket, type TcpNetConnectOpts } from 'node:net';
import { connectInPlace } from './read-in-place';
import type { ConnectionOptions, SecureContext } from 'node:tls';
import { nodeModule } from '../files/node-modules';
import type { Open, Server } from './connection-pool';
import { watchCertificate } from './peer-certificate';

/** After this idle time the system asks whether the other end is still there. */
const keepAliveMs = 1_000;
const socketOptions = { noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveMs } as const;

/** Resolves once the socket is open; `event` says when that is. */
function opened<Kind extends Socket>(
  socket: Kind,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<Kind> {
  return new Promise((resolve, reject) => {
    // An error between here and the next owner's listener must not end the process.
    socket.on('error', () => undefined);
    const stop = () => {
      socket.destroy();
      reject(signal.reason as Error);
    };
    if (signal.aborted) {
      stop();
      return;
    }
    const forget = () => {
      signal.removeEventListener('abort', stop);
      socket.off('error', failed).off('close', ended);
    };
    const failed = (error: Error) => {
      forget();
      reject(error);
    };
    const ended = () => failed(Object.assign(new Error('closed before it was open'), { code: 'ECONNRESET' }));
    signal.addEventListener('abort', stop);
    socket.once('error', failed);
    socket.once('close', ended);
    socket.once(event, () => {
      forget();
      resolve(socket);
    });
  });
}

/** TLS with a server over TCP, or over the tunnel `through`. */
export type Secure = (server: Server, signal: AbortSignal, through?: Socket, reached?: () => void) => Promise<Socket>;

/** The authorities of a connection that has its own, instead of the usual ones. */
export type Trusted = () => SecureContext;

/** `isInPlace`: a connection over TCP is read as `connectInPlace` tells. */
export function createSecure(trusted?: Trusted, isInPlace = true): Secure {
  /** The newest session of each server. Never shared with others: a resumed session is not verified again. */
  const sessions = new Map<string, Buffer>();
  return async ({ hostname, port }, signal, through, reached) => {
    const place = `${hostname}:${port}`;
    const session = sessions.get(place);
    const options: ConnectionOptions = {
      ...(through === undefined ? { host: hostname, port, ...socketOptions } : { socket: through, host: hostname }),
      // RFC 6066 section 3: no address.
      servername: isIP(hostname) === 0 ? hostname : '',
      ALPNProtocols: ['http/1.1'],
      ...(trusted !== undefined && { secureContext: trusted() }),
      ...(session !== undefined && { session }),
    };
    const { connect: connectSecurely } = nodeModule('node:tls');
    const connectBy = (all: ConnectionOptions) => connectSecurely(all);
    const isRead = isInPlace && through === undefined;
    const socket = isRead ? connectInPlace(connectBy, options) : connectBy(options);
    watchCertificate(socket);
    if (reached !== undefined) socket.once('connect', reached);
    socket.on('session', (fresh) => sessions.set(place, fresh));
    try {
      return await opened(socket, 'secureConnect', signal);
    } catch (error) {
      sessions.delete(place);
      throw error;
    }
  };
}

/** `isInPlace`: false for a tunnel, which is read by whom it is for. */
export function createDirect(trusted?: Trusted, isInPlace = true): Open {
  const secure = createSecure(trusted, isInPlace);
  const connectBy = (options: TcpNetConnectOpts) => connect(options);
  return (server, signal, reached) => {
    if (server.secure) return secure(server, signal, undefined, reached);
    const { hostname: host, port } = server;
    const options = { host, port, ...socketOptions };
    return opened(isInPlace ? connectInPlace(connectBy, options) : connect(options), 'connect', signal);
  };
}
