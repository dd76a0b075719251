// Connections through proxies: a tunnel for https, whole addresses for http. Loaded only where there is a proxy.
import { isIPv6, type Socket } from 'node:net';
import { Failure } from '../../core/model/failure';
import { isByOwner, isProxy, proxyUrl, type Proxy, type Route } from '../../core/model/proxy-route';
import { serverOf, type Open, type Server } from './connection-pool';
import { createDirect, createSecure, type Secure, type Trusted } from './open-connection';
import { ResponseReader } from './response-reader';
import type { Through } from './sdk-agents';

/** A password never stands in a URL, which may be logged. */
const passwordHeader = ({ user, password = '' }: Proxy): Readonly<Record<string, string>> =>
  user === undefined
    ? {}
    : { 'proxy-authorization': `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}` };

/** The failure for a proxy's status to `CONNECT`. */
function refusal(status: number, { host: otherHost }: Proxy): Failure {
  if (status === 407) return new Failure('proxy-password', { otherHost });
  // The proxy did not reach the server.
  if (status >= 502 && status <= 504) {
    return new Failure('endpoint-unreachable', { otherHost, reason: 'the proxy cannot reach it' });
  }
  return new Failure('proxy-refused', { otherHost, status });
}

/** A connection to the proxy itself, which has a certificate that everybody trusts. */
const reach = (proxy: Proxy, open: Open, signal: AbortSignal): Promise<Socket> =>
  open(serverOf(proxyUrl(proxy)), signal);

/** The status of a proxy's answer to `CONNECT`. RFC 9110 section 9.3.6: what follows a 2xx belongs to the tunnel. */
function askForTunnel(socket: Socket, { hostname, port }: Server, proxy: Proxy, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    // A 2xx has no body, and that of a refusal is not read: of HEAD.
    const reader = new ResponseReader('HEAD', 0);
    const settle = () => {
      socket.off('data', heard).off('error', failed).off('close', ended);
      signal.removeEventListener('abort', stop);
    };
    const failed = (error: Error) => {
      settle();
      socket.destroy();
      reject(error);
    };
    const ended = () => failed(new Error('The proxy closed the connection.'));
    const stop = () => failed(signal.reason as Error);
    const heard = (bytes: Buffer) => {
      try {
        reader.read(bytes);
      } catch (error) {
        if (reader.status < 300) {
          failed(error as Error);
          return;
        }
      }
      if (reader.status === 0) return;
      settle();
      // TLS takes over from here.
      socket.pause();
      resolve(reader.status);
    };
    socket.on('data', heard).once('error', failed).once('close', ended);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    const place = `${isIPv6(hostname) ? `[${hostname}]` : hostname}:${port}`;
    const headers = Object.entries(passwordHeader(proxy)).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`CONNECT ${place} HTTP/1.1\r\nhost: ${place}\r\n${headers.join('')}\r\n`, 'latin1');
  });
}

/** Aborted with the request, or when the time is over. */
const within = (limitMs: number, signal: AbortSignal): AbortSignal =>
  AbortSignal.any([AbortSignal.timeout(limitMs), signal]);

const proxyFailure = (error: unknown, { host: otherHost }: Proxy, signal: AbortSignal): Failure =>
  signal.aborted ? new Failure('timed-out', { otherHost }) : new Failure('proxy-unreachable', { otherHost }, error);

/** `CONNECT`, and TLS with the server inside. */
async function openTunnel(server: Server, proxy: Proxy, signal: AbortSignal, { open, secure }: By): Promise<Socket> {
  const failed = (error: unknown) => {
    throw proxyFailure(error, proxy, signal);
  };
  const socket = await reach(proxy, open, signal).catch(failed);
  const status = await askForTunnel(socket, server, proxy, signal).catch(failed);
  if (status < 200 || status > 299) {
    socket.destroy();
    throw refusal(status, proxy);
  }
  return secure(server, signal, socket);
}

/** Of several hops the next one is taken where a proxy cannot be reached. */
async function openSecurely(server: Server, route: Route, signal: AbortSignal, by: By): Promise<Socket> {
  let first: unknown;
  for (const hop of route) {
    try {
      if (hop === 'direct') return await by.secure(server, signal);
      if (!isProxy(hop)) throw new Failure('proxy-unsupported');
      return await openTunnel(server, hop, within(by.limitMs, signal), by);
    } catch (error) {
      first ??= error;
      if (!(error instanceof Failure) || error.code !== 'proxy-unreachable') break;
    }
  }
  throw first;
}

interface By {
  /** To the proxies, and to servers without one. */
  readonly open: Open;
  /** To the server. */
  readonly secure: Secure;
  readonly limitMs: number;
}

/** Leaves out proxies of unknown protocols where another route exists. */
const supported = (route: Route): Route => {
  const left = route.filter((hop) => hop !== 'unsupported' && !isByOwner(hop));
  return left.length === 0 ? ['unsupported'] : left;
};

/** `trusted`: for the server. `limitMs`: for connecting to a proxy, its answer, and TLS behind it. */
export function throughProxies(given: Route, trusted: Trusted | undefined, limitMs: number): Through {
  const route = supported(given);
  const by = { open: createDirect(undefined, false), secure: createSecure(trusted), limitMs };
  const [first] = route;
  const openPlainly: Open = async (server, signal) => {
    if (first === 'direct') return by.open(server, signal);
    if (!isProxy(first)) throw new Failure('proxy-unsupported');
    const limited = within(limitMs, signal);
    return reach(first, by.open, limited).catch((error: unknown) => {
      throw proxyFailure(error, first, limited);
    });
  };
  return {
    open: (server, signal) => (server.secure ? openSecurely(server, route, signal, by) : openPlainly(server, signal)),
    limitMs,
    ...(isProxy(first) && { forwarding: passwordHeader(first) }),
  };
}
