// Connections through proxies: a tunnel for https, a forwarder for http. Loaded only where there is a proxy.
import http from 'node:http';
import { connect as connectTls, TLSSocket, type ConnectionOptions, type SecureContext } from 'node:tls';
import net, { type Socket } from 'node:net';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { Failure } from '../../core/model/failure';
import { isByOwner, isProxy, type Hop, type Proxy, type Route } from '../../core/model/proxy-route';
import { watchCertificate } from './peer-certificate';

type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];

const usualPort = { http: 80, https: 443 } as const;
const unreachable = (otherHost: string, cause?: unknown) => new Failure('proxy-unreachable', { otherHost }, cause);
const tooLate = (otherHost: string) => new Failure('timed-out', { otherHost });

const urlOf = ({ scheme, host }: Proxy): string => `${scheme}://${host}`;

/** Never in the URL: the agents print that to their debug log. */
const passwordHeader = ({ user, password = '' }: Proxy): Readonly<Record<string, string>> =>
  user === undefined
    ? {}
    : { 'Proxy-Authorization': `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}` };

/** The failure for a proxy's status to `CONNECT`. */
function refusal(status: number, { host: otherHost }: Proxy): Failure {
  if (status === 407) return new Failure('proxy-password', { otherHost });
  // The proxy did not reach the server.
  if (status >= 502 && status <= 504) {
    return new Failure('endpoint-unreachable', { otherHost, reason: 'the proxy cannot reach it' });
  }
  return new Failure('proxy-refused', { otherHost, status });
}

/** `CONNECT`, and TLS with the server inside. Of several ways the next is taken where a proxy cannot be reached. */
class Tunnels extends HttpsProxyAgent<string> {
  constructor(
    private readonly route: Route,
    options: http.AgentOptions,
    private readonly trusted: SecureContext | undefined,
    private readonly limitMs: number,
  ) {
    super('http://unused.invalid', options);
  }

  override isSecureEndpoint(): boolean {
    return true;
  }

  override async connect(request: http.ClientRequest, options: ConnectOptions): Promise<Socket> {
    const secured = {
      ...options,
      ...(this.trusted !== undefined && { secureContext: this.trusted }),
    } as ConnectOptions;
    let first: unknown;
    for (const hop of this.route) {
      try {
        const socket = await connectBy(hop, request, secured, this.limitMs);
        if (socket instanceof TLSSocket) watchCertificate(socket);
        return socket;
      } catch (error) {
        first ??= error;
        if (!(error instanceof Failure) || error.code !== 'proxy-unreachable') break;
      }
    }
    throw first;
  }
}

async function connectBy(
  hop: Hop,
  request: http.ClientRequest,
  options: ConnectOptions,
  limitMs: number,
): Promise<Socket> {
  if (hop === 'unsupported' || isByOwner(hop)) throw new Failure('proxy-unsupported');
  if (hop === 'direct') return connectTls(options as ConnectionOptions);
  // A time limit of our own: Node cannot end a request that has no socket yet.
  const giving = new AbortController();
  const timer = setTimeout(() => giving.abort(), limitMs);
  const tunnel = new HttpsProxyAgent(urlOf(hop), { headers: passwordHeader(hop), signal: giving.signal });
  let status: number | undefined;
  request.once('proxyConnect', (answer: { readonly statusCode: number }) => {
    status = answer.statusCode;
  });
  try {
    const socket = await tunnel.connect(request, options);
    if (status === 200) return socket;
    socket.destroy();
  } catch (error) {
    if (status === 200) throw error;
    throw giving.signal.aborted ? tooLate(hop.host) : unreachable(hop.host, error);
  } finally {
    clearTimeout(timer);
  }
  throw refusal(status ?? 0, hop);
}

type Created = Parameters<http.Agent['createConnection']>[1];

/**
 * Asks the proxy for the whole address. Not by a library: http-proxy-agent 9.1.0 writes the headers once more into a body that is written in
 * several pieces (measured).
 */
class Forwarder extends http.Agent {
  constructor(
    private readonly through: Proxy,
    options: http.AgentOptions,
    private readonly limitMs: number,
  ) {
    super(options);
  }

  /** Node calls it before it writes the request's headers. */
  addRequest(request: http.ClientRequest, options: http.RequestOptions): void {
    // The path as signed: a URL parser would rewrite it, and read `//` at its start as a host.
    request.path = `http://${String(request.getHeader('host'))}${request.path}`;
    for (const [name, value] of Object.entries(passwordHeader(this.through))) request.setHeader(name, value);
    const { addRequest } = http.Agent.prototype as unknown as { readonly addRequest: Forwarder['addRequest'] };
    addRequest.call(this, request, options);
  }

  override createConnection(_options: unknown, created: Created): undefined {
    const { scheme, host: otherHost } = this.through;
    const { hostname, port } = new URL(`${scheme}://${otherHost}`);
    const host = hostname.replace(/^\[|\]$/g, '');
    const late = AbortSignal.timeout(this.limitMs);
    const to = { host, port: Number(port === '' ? usualPort[scheme] : port), signal: late };
    const socket =
      scheme === 'https' ? connectTls({ ...to, servername: net.isIP(host) === 0 ? host : '' }) : net.connect(to);
    const failed = (error: Error) =>
      created?.(late.aborted ? tooLate(otherHost) : unreachable(otherHost, error), socket);
    socket.once('error', failed);
    socket.once(scheme === 'https' ? 'secureConnect' : 'connect', () => {
      socket.removeListener('error', failed);
      created?.(null, socket);
    });
  }
}

/** Every connection fails: the only proxies have a protocol that Mayfly does not speak. */
class Unsupported extends http.Agent {
  override createConnection(): never {
    throw new Failure('proxy-unsupported');
  }
}

/** `limitMs`: for connecting to the proxy, and for its answer. */
export function createProxyAgents(
  route: Route,
  options: http.AgentOptions,
  trusted: SecureContext | undefined,
  limitMs: number,
): { readonly http: http.Agent; readonly https: http.Agent } {
  const first = route.find((hop) => hop !== 'unsupported') ?? 'unsupported';
  const plain =
    first === 'direct'
      ? new http.Agent(options)
      : isProxy(first)
        ? new Forwarder(first, options, limitMs)
        : new Unsupported(options);
  return { http: plain, https: new Tunnels(supported(route), options, trusted, limitMs) };
}

/** Leaves out proxies of unknown protocols where another route exists. */
const supported = (route: Route): Route => {
  const left = route.filter((hop) => hop !== 'unsupported');
  return left.length === 0 ? route : left;
};
