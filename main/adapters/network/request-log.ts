// Tells of each request that leaves this process: its method, host and answer, and how long it took. Of what it asks for only the length of the
// path is told: the key of a short link is the link, and other keys have names of files in them.
import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { asFailure } from '../../core/model/failure';
import { failureOfSocket } from './socket-errors';

interface Asked {
  readonly method: string;
  /** Absolute; or its path alone, with the host apart. */
  readonly url: string;
  readonly host?: string;
  /** By `performance.now()`. */
  readonly startedMs: number;
}

/** The requests of `http-client`, as node:http has channels for its own. */
const ownRequests = channel('mayfly:request');

const nameOf = (error: unknown): string => asFailure(failureOfSocket(error, {}) ?? error).code;

/** `end`: the status of the answer, or the code of the failure. */
function lineOf({ method, url, host, startedMs }: Asked, end: number | string): string {
  const [, authority = '', path = ''] = /^(?:https?:\/\/([^/?#]*))?([^?#]*)/i.exec(url) ?? [];
  const server = host ?? authority.slice(authority.lastIndexOf('@') + 1);
  return `${method} ${server} ${end}, ${Math.round(performance.now() - startedMs)} ms, path of ${path.length} characters`;
}

/** Gives `answering` back, and tells of the request once it is over. */
export function observed<Answer extends { readonly status: number }>(
  { method, url }: Pick<Asked, 'method' | 'url'>,
  answering: Promise<Answer>,
): Promise<Answer> {
  if (!ownRequests.hasSubscribers) return answering;
  const asked: Asked = { method, url, startedMs: performance.now() };
  answering.then(
    ({ status }) => ownRequests.publish(lineOf(asked, status)),
    (error: unknown) => ownRequests.publish(lineOf(asked, nameOf(error))),
  );
  return answering;
}

/** Calls `tell` with a line for each request of this process that ends from now on. Gives the function that ends that. */
export function tellRequests(tell: (line: string) => void): () => void {
  const running = new WeakMap<ClientRequest, Asked>();
  const end = (request: ClientRequest, how: number | string) => {
    const asked = running.get(request);
    if (asked !== undefined) tell(lineOf(asked, how));
    running.delete(request);
  };
  const listeners: Readonly<Record<string, (message: unknown) => void>> = {
    'mayfly:request': (line) => tell(line as string),
    // Those of the SDK. Source: nodejs.org/api/diagnostics_channel.html, "Built-in Channels".
    'http.client.request.start'(message) {
      const { request } = message as { readonly request: ClientRequest };
      const { method, path } = request;
      running.set(request, {
        method,
        url: path,
        host: String(request.getHeader('host')),
        startedMs: performance.now(),
      });
    },
    'http.client.response.finish'(message) {
      const { request, response } = message as { readonly request: ClientRequest; readonly response: IncomingMessage };
      end(request, response.statusCode ?? 0);
    },
    'http.client.request.error'(message) {
      const { request, error } = message as { readonly request: ClientRequest; readonly error: unknown };
      end(request, nameOf(error));
    },
  };
  for (const [name, listener] of Object.entries(listeners)) subscribe(name, listener);
  return () => {
    for (const [name, listener] of Object.entries(listeners)) unsubscribe(name, listener);
  };
}

/** Whether the environment asks for these lines in the log file. */
export const asksForRequests = (environment: NodeJS.ProcessEnv): boolean => environment['MAYFLY_LOG'] === 'debug';
