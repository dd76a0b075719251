// The route to a server (directly or through a proxy) and the authorities trusted on it. Decided once per opened connection,
// never per request.
import net from 'node:net';
import { direct, isByOwner, isProxy, proxyUrl, type ProxyPassword, type Route } from '../../core/model/proxy-route';
import { serverOf } from './connection-pool';
import { createAgents, usualTimeLimits } from './http-client';

/** The routes to `url` by this computer's settings, without passwords. */
export type ProxyOf = (url: string) => Promise<Route> | Route;
/** By host:port of the proxy. */
export interface KeptPasswords {
  of(host: string): Promise<ProxyPassword | undefined>;
  keep(host: string, password: ProxyPassword): Promise<void>;
  forget(host: string): Promise<void>;
}

const none: KeptPasswords = {
  of: async () => undefined,
  keep: async () => undefined,
  forget: async () => undefined,
};

export interface To {
  readonly url: string;
  readonly maxSockets: number;
  /** Absolute path of a PEM file. */
  readonly caFile?: string | undefined;
  /** A route that the caller has decided already. */
  readonly route?: Route | undefined;
  /** By the links' route, also where the connection has another one. */
  readonly anonymous?: boolean;
  /** For connecting to a proxy and its answer. */
  readonly connectMs?: number;
}

const reachLimitMs = 2_000;
/** A thousand links to one server need one look-up; a changed network is noticed within this time. */
const rememberMs = 5_000;

/** Served folders by the origin of their server (`http://127.0.0.1:1234`); the local-bucket adapter writes it. */
export type OwnedOrigins = ReadonlyMap<string, string>;

/** `owned`: origins of buckets on this computer, whose server must prove itself. */
export function createNetwork(proxyOf: ProxyOf, passwords: KeptPasswords = none, owned: OwnedOrigins = new Map()) {
  const remembered = new Map<string, { readonly route: Promise<Route>; readonly untilMs: number }>();

  const decide = async (origin: string): Promise<Route> => {
    const route = await proxyOf(`${origin}/`);
    return Promise.all(
      route.map(async (hop) =>
        isProxy(hop) && hop.user === undefined ? { ...hop, ...(await passwords.of(hop.host)) } : hop,
      ),
    );
  };

  const routeTo = (url: string): Promise<Route> => {
    // Thousands of links ask by their origin, which is what is known by then.
    const origin = remembered.has(url) ? url : new URL(url).origin;
    const folder = owned.get(origin);
    if (folder !== undefined) return Promise.resolve([{ ownerOf: folder }]);
    const known = remembered.get(origin);
    if (known !== undefined && performance.now() < known.untilMs) return known.route;
    const route = decide(origin);
    remembered.set(origin, { route, untilMs: performance.now() + rememberMs });
    route.catch(() => remembered.delete(origin));
    return route;
  };

  return {
    /** With the passwords of the proxies: a secret. */
    routeTo,
    /** Raises `ca-file-unusable`. */
    async agentsTo({ url, maxSockets, caFile, route, anonymous = false, connectMs = usualTimeLimits.connectMs }: To) {
      const [way, trusted] = await Promise.all([
        route ?? routeTo(url),
        caFile === undefined ? undefined : import('./certificate-authorities').then(({ trusting }) => trusting(caFile)),
      ]);
      const [first] = way;
      if (first === 'direct') return createAgents(maxSockets, trusted);
      if (isByOwner(first)) {
        const { throughOwner } = await import('./owner-connections');
        const by = { folder: first.ownerOf, way: anonymous ? 'port' : 'local', limitMs: connectMs } as const;
        return createAgents(maxSockets, trusted, throughOwner(by));
      }
      const { throughProxies } = await import('./proxy-connections');
      return createAgents(maxSockets, trusted, throughProxies(way, trusted, connectMs));
    },
    /** The proxies before a server, and their passwords. */
    proxies: {
      async before(url: string) {
        const hops = await routeTo(url);
        return hops.flatMap((hop) =>
          isProxy(hop) ? [{ host: hop.host, ...(hop.user !== undefined && { user: hop.user }) }] : [],
        );
      },
      async keep(host: string, password: ProxyPassword) {
        remembered.clear();
        await passwords.keep(host, password).finally(() => remembered.clear());
      },
      async forget(host: string) {
        await passwords.forget(host).finally(() => remembered.clear());
      },
    },
    /** True when a connection to the server, or to the proxy before it, opens within two seconds. Never raises. */
    reaches: async (url: string) => {
      const [hop] = await routeTo(url).catch(() => direct);
      if (isByOwner(hop)) return (await import('./owner-connections')).ownerServes(hop.ownerOf, url);
      return isProxy(hop) ? opens(proxyUrl(hop)) : opens(url);
    },
  };
}

export type Network = ReturnType<typeof createNetwork>;

export const directNetwork: Network = createNetwork(() => direct);

/** Opens a connection only: no request, no credentials. */
function opens(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const { hostname: host, port } = serverOf(url);
    const socket = net.connect({ host, port });
    const end = (reachable: boolean) => {
      socket.destroy();
      resolve(reachable);
    };
    socket.setTimeout(reachLimitMs, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
