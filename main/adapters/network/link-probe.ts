// Opens links as a recipient does, without credentials: by one byte, or the whole of a small answer.
import { mostAtOnce } from '../../core/model/upload';
import { openIdle } from './idle-connection';
import { directNetwork, type Network } from './network';
import { send, usualTimeLimits, type Agents, type Answer, type Outgoing, type TimeLimits } from './http-client';
import type { LinkProbe, LinkReader, ProbeAnswer } from '../../core/ports/object-store';

/** As many as uploads at once: a thousand small files are a thousand links to one server. */
const maxSockets = mostAtOnce;
/** Well below what servers keep an idle connection for. */
const keptOpenMs = 1_000;
/** The page of a short link has at most a tenth of that. */
const readBytes = 16_384;
/** By the links' route, not by the connection's own. */
const anonymous = true;

/**
 * GET and not HEAD: a presigned GET answers 403 to HEAD everywhere. Redirects are not followed: the link must work as it is. The
 * connections are the probe's own, carry no credentials and stay open between requests.
 */
export function createLinkProbe(
  network: Network = directNetwork,
  limits: TimeLimits = usualTimeLimits,
): LinkProbe & LinkReader {
  /** By the route and the trusted authorities: most links share both. */
  const kept = new Map<string, Promise<Agents>>();
  let asking = 0;
  let idle: NodeJS.Timeout | undefined;
  const agentsTo = async (url: string, caFile: string | undefined): Promise<Agents> => {
    const route = await network.routeTo(url);
    const way = JSON.stringify([route, caFile]);
    const known = kept.get(way) ?? network.agentsTo({ url, maxSockets, caFile, route, anonymous });
    kept.set(way, known);
    known.catch(() => kept.delete(way));
    return known;
  };
  const closeAll = () => {
    for (const agents of kept.values()) void agents.then((kind) => kind.close());
    kept.clear();
  };

  /** Kept connections close `keptOpenMs` after the last request. */
  const using = async <T>(action: () => Promise<T>): Promise<T> => {
    asking += 1;
    clearTimeout(idle);
    try {
      return await action();
    } finally {
      asking -= 1;
      if (asking === 0) idle = setTimeout(closeAll, keptOpenMs).unref();
    }
  };
  const sending = (outgoing: Outgoing, caFile: string | undefined): Promise<Answer> =>
    using(async () => send(outgoing, await agentsTo(outgoing.url, caFile), limits));

  return {
    ask: (url, { caFile } = {}) => askAnonymously(url, (outgoing) => sending(outgoing, caFile)),
    // What fails now is told by the request.
    connect: (url, { caFile } = {}) =>
      using(async () => openIdle(new URL(url).origin, await agentsTo(url, caFile), limits)).catch(() => undefined),
    async read(url, { caFile } = {}, pastCache = false, origin) {
      const headers = {
        ...(pastCache && { 'cache-control': 'no-cache', pragma: 'no-cache' }),
        ...(origin !== undefined && { origin }),
      };
      const answer = await sending({ method: 'GET', url, headers, mostBytes: readBytes }, caFile);
      const cache = cacheIn(answer.headers);
      const { 'cache-control': cacheControl, 'access-control-allow-origin': allowedOrigin } = answer.headers;
      return {
        status: answer.status,
        body: answer.body(),
        ...(cacheControl !== undefined && { cacheControl }),
        ...(cache !== undefined && { cache }),
        ...(allowedOrigin !== undefined && { allowedOrigin }),
        ...told(answer),
      };
    },
  };
}

/** Opens a link by one byte. The request carries no credentials of any kind; its connection may have sent signed requests. */
export async function askAnonymously(
  url: string,
  sending: (outgoing: Outgoing) => Promise<Answer>,
): Promise<ProbeAnswer> {
  return read(await sending({ method: 'GET', url, headers: { range: 'bytes=0-0' } }));
}

/** RFC 9110 section 14.4: `bytes 0-0/1234`, or `bytes * /0` with a 416; a server without ranges tells Content-Length. */
function read({ status, headers }: Answer): ProbeAnswer {
  const total = /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1];
  const length = status === 200 ? headers['content-length'] : undefined;
  const size = total ?? length;
  return { status, ...(size !== undefined && { sizeBytes: Number(size) }), ...told({ headers }) };
}

/** Services whose headers do not name them. */
const services: readonly (readonly [header: string, value: RegExp, name: string])[] = [
  ['cf-cache-status', /./, 'Cloudflare'],
  ['x-amz-cf-id', /./, 'CloudFront'],
  ['x-served-by', /^cache-/, 'Fastly'],
  ['x-varnish', /./, 'Varnish'],
];

/** RFC 9110 section 7.6.3: `1.1 name`, or `1.1 host (product)`; RFC 9111 section 5.1: every answer out of a cache has an `Age`. */
function cacheIn(headers: Answer['headers']): string | undefined {
  const text = (name: string) => {
    const value = headers[name] ?? '';
    return typeof value === 'string' ? value : value.join(', ');
  };
  const [, , known] = services.find(([header, value]) => value.test(text(header))) ?? [];
  if (known !== undefined) return known;
  const [, host, product] = /^\S+ ([A-Za-z0-9._:-]{1,40})(?: \(([A-Za-z0-9 ._/-]{1,40})\))?/.exec(text('via')) ?? [];
  return product ?? host ?? (text('age') === '' ? undefined : '');
}

function told({ headers }: Pick<Answer, 'headers'>): Omit<ProbeAnswer, 'status' | 'sizeBytes'> {
  const {
    'content-type': contentType,
    'content-disposition': contentDisposition,
    'content-encoding': contentEncoding,
  } = headers;
  return {
    ...(contentType !== undefined && { contentType }),
    ...(contentDisposition !== undefined && { contentDisposition }),
    ...(contentEncoding !== undefined && { contentEncoding }),
  };
}
