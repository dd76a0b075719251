// Requests to the addresses of links: by the proxies of the environment, with no credentials of any server.
import { asFailure } from '../../core/model/failure';
import type { Web } from '../../core/ports/web';
import { originOf } from './connection-pool';
import { send, usualTimeLimits, type Agents } from './http-client';
import type { Network } from './network';
import { failureOfSocket } from './socket-errors';

/** To one server. */
const maxSockets = 16;
/** Origins of one command: a short link, and the bucket behind it. */
const mostOrigins = 8;

export function createWeb(network: Network): Web {
  const kept = new Map<string, Promise<Agents>>();
  const agentsTo = (url: string): Promise<Agents> => {
    const origin = originOf(url);
    const known = kept.get(origin) ?? network.agentsTo({ url, maxSockets });
    if (kept.size < mostOrigins) kept.set(origin, known);
    known.catch(() => kept.delete(origin));
    return known;
  };
  return {
    async get(url, { range, ifMatch, ifNoneMatch, method, mostBytes, into, pastCache = false, signal }) {
      const headers = {
        ...(range !== undefined && { range: `bytes=${range[0]}-${range[1]}` }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
        ...(ifNoneMatch !== undefined && { 'if-none-match': ifNoneMatch }),
        ...(pastCache && { 'cache-control': 'no-cache', pragma: 'no-cache' }),
      };
      try {
        const agents = await agentsTo(url);
        const answer = await send(
          { method: method ?? 'GET', url, headers, mostBytes, into, signal },
          agents,
          usualTimeLimits,
        );
        const texts = Object.entries(answer.headers).map(([name, value]) => [name, value?.toString()] as const);
        const { status, pieces = [answer.bytes] } = answer;
        return {
          status,
          headers: Object.fromEntries(texts),
          pieces,
          get bytes() {
            return answer.bytes;
          },
        };
      } catch (error) {
        throw failureOfSocket(error, { host: new URL(url).host }) ?? asFailure(error);
      }
    },
    async write(url, write) {
      const [agents, { writeTo }] = await Promise.all([agentsTo(url), import('./write-to')]);
      return writeTo(url, write, await agents.forSdk());
    },
    close() {
      for (const agents of kept.values()) agents.then((one) => one.close()).catch(() => undefined);
      kept.clear();
    },
  };
}
