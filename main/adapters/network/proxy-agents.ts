// Why this exists: connections through proxies: a tunnel for https, a forwarder for http. Loaded only where there is a proxy.
import http from 'node:http';
import { connect as connectTls, TLSSocket, type ConnectionOptions, type SecureContext } from 'node:tls';
import type { Socket } from 'node:net';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { Failure } from '../../domain/failure';
import type { Hop, Proxy, Route } from '../../domain/proxy';
import { watchCertificate } from '../s3/shown-certificates';

type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];
type ForwardedRequest = Parameters<HttpProxyAgent<string>['setRequestProps']>[0];

const urlOf = ({ scheme, host }: Proxy): string => `${scheme}://${host}`;

/** Never in the URL: the agents tell it to whoever debugs them. */
const passwordHeader = ({ user, password = '' }: Proxy): Readonly<Record<string, string>> =>
  user === undefined
    ? {}
    : { 'Proxy-Authorization': `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}` };

/** What a proxy said to `CONNECT`, other than that it is done. */
function refusal(status: number, { host: otherHost }: Proxy): Failure {
  if (status === 407) return new Failure('proxy-password', { otherHost });
  // It let us through, and found nobody there.
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
        const socket = await connectBy(hop, request, secured);
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

async function connectBy(hop: Hop, request: http.ClientRequest, options: ConnectOptions): Promise<Socket> {
  if (hop === 'unsupported') throw new Failure('proxy-unsupported');
  if (hop === 'direct') return connectTls(options as ConnectionOptions);
  // Whoever gives the request up ends what is on its way to the proxy too.
  const givenUp = new AbortController();
  const giveUp = () => givenUp.abort();
  request.once('close', giveUp);
  const tunnel = new HttpsProxyAgent(urlOf(hop), { headers: passwordHeader(hop), signal: givenUp.signal });
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
    throw new Failure('proxy-unreachable', { otherHost: hop.host }, error);
  } finally {
    request.removeListener('close', giveUp);
  }
  throw refusal(status ?? 0, hop);
}

/** Asks the proxy for the whole address. */
class Forwarder extends HttpProxyAgent<string> {
  constructor(
    private readonly through: Proxy,
    options: http.AgentOptions,
  ) {
    super(urlOf(through), { ...options, headers: passwordHeader(through) });
  }

  override isSecureEndpoint(): boolean {
    return false;
  }

  /** As it was signed: a parser would rewrite it, and take a path that begins with `//` for another host. */
  override setRequestProps(request: ForwardedRequest): void {
    request.path = `http://${String(request.getHeader('host'))}${request.path}`;
    for (const [name, value] of Object.entries({ ...passwordHeader(this.through), 'Proxy-Connection': 'Keep-Alive' })) {
      request.setHeader(name, value);
    }
  }

  override async connect(...args: Parameters<HttpProxyAgent<string>['connect']>): Promise<Socket> {
    try {
      return await super.connect(...args);
    } catch (error) {
      throw new Failure('proxy-unreachable', { otherHost: this.through.host }, error);
    }
  }
}

/** Every connection fails: there is a proxy, and it cannot be spoken to. */
class Unsupported extends http.Agent {
  override createConnection(): never {
    throw new Failure('proxy-unsupported');
  }
}

export function createProxyAgents(
  route: Route,
  options: http.AgentOptions,
  trusted: SecureContext | undefined,
): { readonly http: http.Agent; readonly https: http.Agent } {
  const first = route.find((hop) => hop !== 'unsupported') ?? 'unsupported';
  const plain =
    first === 'direct'
      ? new http.Agent(options)
      : first === 'unsupported'
        ? new Unsupported(options)
        : new Forwarder(first, options);
  return { http: plain, https: new Tunnels(supported(route), options, trusted) };
}

/** What cannot be spoken to is left out where there is another way. */
const supported = (route: Route): Route => {
  const left = route.filter((hop) => hop !== 'unsupported');
  return left.length === 0 ? route : left;
};
