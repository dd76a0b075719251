// Finds the proxy for a server from the system's settings, a PAC file or the environment.
import { inNetwork, reachOf } from './host-reach';

export interface Proxy {
  /** The protocol to the proxy itself. */
  readonly scheme: 'http' | 'https';
  /** host:port. */
  readonly host: string;
  /** Secret, as the password is. */
  readonly user?: string;
  readonly password?: string;
}

/**
 * To the process that serves the embedded bucket of this folder (absolute path). It proves itself on every connection: another program may
 * have taken its port.
 */
export interface ByOwner {
  readonly ownerOf: string;
}

/** `unsupported`: a SOCKS proxy, or a text that names no proxy. */
export type Hop = Proxy | ByOwner | 'direct' | 'unsupported';

/** Without the password. */
export const proxyUrl = ({ scheme, host }: Proxy): string => `${scheme}://${host}`;

export const isProxy = (hop: Hop | undefined): hop is Proxy => typeof hop === 'object' && 'host' in hop;
export const isByOwner = (hop: Hop | undefined): hop is ByOwner => typeof hop === 'object' && 'ownerOf' in hop;

/** The ways to a server, the preferred one first; never empty. */
export type Route = readonly Hop[];

export const direct: Route = ['direct'];

/** Whether a request over the route says nothing about who sends it: no proxy wants a password, and the other end is no bucket of ours. */
export const isAnonymous = (route: Route): boolean =>
  route.every((hop) => !isByOwner(hop) && !(isProxy(hop) && hop.user !== undefined));

export const sameRoute = (one: Route, other: Route): boolean => JSON.stringify(one) === JSON.stringify(other);

const usualPort = { http: 80, https: 443 } as const;

/** `host:port` with the usual port where none is given; `undefined` when it is no host. */
function hostWithPort(text: string, scheme: Proxy['scheme']): string | undefined {
  try {
    const { hostname, port } = new URL(`${scheme}://${text}`);
    return hostname === '' ? undefined : `${hostname}:${port === '' ? usualPort[scheme] : port}`;
  } catch {
    return undefined;
  }
}

/** Parses the result of a PAC file or of Chromium: `PROXY a:3128; HTTPS b:443; DIRECT`. An empty one means `DIRECT`. */
export function routeOfPac(text: string): Route {
  const hops = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): Hop => {
      const [kind = '', place = ''] = part.split(/\s+/);
      if (/^direct$/i.test(kind)) return 'direct';
      const scheme = /^(proxy|http)$/i.test(kind) ? 'http' : /^https$/i.test(kind) ? 'https' : undefined;
      const host = scheme === undefined ? undefined : hostWithPort(place, scheme);
      return scheme === undefined || host === undefined ? 'unsupported' : { scheme, host };
    });
  return hops.length === 0 ? direct : hops;
}

/** Parses the value of a variable: `http://user:password@host:port`, `host:port`. */
function proxyOfUrl(text: string): Hop {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase() ?? 'http';
  if (scheme !== 'http' && scheme !== 'https') return 'unsupported';
  try {
    const url = new URL(text.includes('://') ? text : `http://${text}`);
    const host = hostWithPort(url.host, scheme);
    if (host === undefined) return 'unsupported';
    const [user, password] = [url.username, url.password].map((part) => decodeURIComponent(part));
    return {
      scheme,
      host,
      ...(user !== undefined && user !== '' && { user, password: password ?? '' }),
    };
  } catch {
    return 'unsupported';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const first = (environment: Environment, ...names: readonly string[]): string | undefined =>
  names.map((name) => environment[name]).find((value) => value !== undefined && value !== '');

/** CGI programs (`REQUEST_METHOD`) ignore `HTTP_PROXY`: a web server sets it from a request's `Proxy:` header. */
const proxyVariable = (protocol: string, environment: Environment): string | undefined =>
  protocol === 'https:'
    ? first(environment, 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY')
    : first(
        environment,
        'http_proxy',
        ...(environment['REQUEST_METHOD'] === undefined ? ['HTTP_PROXY'] : []),
        'all_proxy',
        'ALL_PROXY',
      );

/** The entry that ends the loopback rule, as in Chromium's list. */
const evenLoopback = '<-loopback>';

/** Chromium's rule: loopback and link-local hosts have no proxy, unless the list says so. */
function isNear(hostname: string): boolean {
  return reachOf(hostname) === 'loopback' || /^(169\.254\.|\[fe[89ab])/.test(hostname);
}

/** One entry of `NO_PROXY`: `*`, `example.com` and what is below it, `.example.com`, `*.example.com`, `host:port`, an address, `10.0.0.0/8`. */
function matches(entry: string, hostname: string, port: string): boolean {
  if (entry === '*') return true;
  const network = /^(\d+(?:\.\d+){3})\/(\d{1,2})$/.exec(entry);
  if (network !== null) {
    const bits = Number(network[2]);
    return /^\d+(\.\d+){3}$/.test(hostname) && bits <= 32 && inNetwork(hostname, network[1] ?? '', bits);
  }
  const bare = hostname.replace(/^\[|\]$/g, '');
  // An IPv6 address has colons of its own.
  if (entry.replace(/^\[|\]$/g, '') === bare) return true;
  const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (only !== undefined && only !== port) return false;
  const plain = name.replace(/^\*?\./, '').replace(/^\[|\]$/g, '');
  return plain !== '' && (bare === plain || (!hostname.startsWith('[') && bare.endsWith(`.${plain}`)));
}

/** The route to `url` by `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in capitals or not. */
export function routeOfEnvironment(url: string, environment: Environment): Route {
  const { protocol, hostname, port } = new URL(url);
  const variable = proxyVariable(protocol, environment);
  if (variable === undefined) return direct;
  const entries = (first(environment, 'no_proxy', 'NO_PROXY') ?? '').toLowerCase().split(/[\s,;]+/);
  if (!entries.includes(evenLoopback) && isNear(hostname)) return direct;
  const host = hostname.toLowerCase().replace(/\.$/, '');
  const asked = port === '' ? String(protocol === 'https:' ? 443 : 80) : port;
  if (entries.some((entry) => entry !== '' && matches(entry, host, asked))) return direct;
  return [proxyOfUrl(variable)];
}

export type ProxyPassword = Required<Pick<Proxy, 'user' | 'password'>>;

/** The environment's password for the proxy at `host` (host:port): the system's settings hold none. */
export function passwordOfEnvironment(host: string, environment: Environment): ProxyPassword | undefined {
  const names = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'];
  for (const name of names) {
    const value = environment[name];
    const hop = value === undefined || value === '' ? 'unsupported' : proxyOfUrl(value);
    if (isProxy(hop) && hop.host === host && hop.user !== undefined) {
      return { user: hop.user, password: hop.password ?? '' };
    }
  }
  return undefined;
}
