// One HTTP request with a body from memory over keep-alive sockets, with time limits on connecting and on silence. Our own on sockets: for
// object bytes it takes a fraction of what node:http costs (docs/performance.md).
import type { IncomingHttpHeaders } from 'node:http';
import { Failure } from '../../core/model/failure';
import { Connections, originOf } from './connection-pool';
import { createDirect, type Trusted } from './open-connection';
import { RunningExchange, type Request } from './exchange';
import { requestHead } from './request-head';
import { observed } from './request-log';
import type { ResponseReader } from './response-reader';
import type { SdkAgents, Through } from './sdk-agents';
import { failureOfSocket } from './socket-errors';

export interface TimeLimits {
  /** From the request to an open (and, for https, encrypted) socket. */
  readonly connectMs: number;
  /** Without a byte in either direction; also from a response's first line to its last byte. */
  readonly silenceMs: number;
}

export const usualTimeLimits: TimeLimits = { connectMs: 10_000, silenceMs: 30_000 };

/** `maxSockets`: to one server. `trusted`: instead of the usual authorities. `through`: where the way to servers is not a direct one. */
export function createAgents(maxSockets: number, trusted?: Trusted, through?: Through) {
  let loading: Promise<SdkAgents> | undefined;
  const load = async () => (await import('./sdk-agents')).createSdkAgents(maxSockets, trusted, through);
  const connections = new Connections(through?.open ?? createDirect(trusted), maxSockets);
  return {
    /** With connections of their own: none waits behind object bytes. Loads node:http and node:https, which `send` does without. */
    forSdk: () => (loading ??= load()),
    connections,
    /** Where a proxy takes plain http: the headers for it. */
    forwarding: through?.forwarding,
    close() {
      connections.close();
      void loading?.then(
        ({ http, https }) => {
          http.destroy();
          https.destroy();
        },
        () => undefined,
      );
    },
  };
}

/** The ways to servers: one pool for `send`, and agents for the SDK. */
export type Agents = ReturnType<typeof createAgents>;

/** What a request asks of an `AbortSignal`, which costs Node more than the rest of a small one. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface Outgoing {
  readonly method: 'GET' | 'PUT' | 'HEAD' | 'POST' | 'DELETE';
  /** Absolute, already encoded and signed. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly signal?: StopSignal | undefined;
  /** Called with the bytes of the body that have left this computer so far; the answer alone says that all of them arrived. */
  readonly onSent?: ((sentBytes: number) => void) | undefined;
  readonly pace?: ((bytes: number) => Promise<void> | undefined) | undefined;
  /** Of the answer; usually 64 KiB. */
  readonly mostBytes?: number;
  /** The answer's body is put there as far as there is room; nobody else uses it before the request has ended. */
  readonly into?: Uint8Array | undefined;
  /** Never sent a second time, not even where the first time a kept connection was closed. */
  readonly once?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The first 64 KiB, or `mostBytes`; longer bodies are cut off. */
  readonly bytes: Buffer;
  /** The same as they came, without a copy; absent where they crossed to another thread. */
  readonly pieces?: readonly Buffer[];
  /** Those bytes as text. */
  body(): string;
}

/** Its bytes are put together when they are asked for. */
function answerOf(reader: ResponseReader): Answer {
  let bytes: Buffer | undefined;
  const whole = () => (bytes ??= reader.body);
  return {
    status: reader.status,
    headers: reader.headers,
    pieces: reader.pieces,
    get bytes() {
      return whole();
    },
    body: () => whole().toString('utf8'),
  };
}

const answerBytes = 65_536;
const nothing = new Uint8Array();
/** Raises `TypeError` for a URL, or a header, that cannot be sent. */
function requestOf(
  outgoing: Outgoing,
  origin: string,
  { connections, forwarding }: Agents,
  { silenceMs }: TimeLimits,
): Request {
  const { method, url, headers, body = nothing, mostBytes = answerBytes, onSent, pace, into } = outgoing;
  const server = connections.server(origin);
  const path = url.slice(origin.length);
  const head = requestHead(server, { method, path, headers, bodyBytes: body.length, forwarding });
  return { method, head, body, host: server.host, silenceMs, mostBytes, into, onSent, pace };
}

/**
 * Sends one request. Raises `cancelled`, `timed-out`, `connection-lost`, `not-s3` and the codes of `socket-errors`. A request that a kept
 * connection did not answer with a single byte is sent once more, over a new one: the server had closed it meanwhile (RFC 9112 section 9.3.1).
 */
export const send = (outgoing: Outgoing, agents: Agents, limits: TimeLimits): Promise<Answer> =>
  observed(outgoing, sent(outgoing, agents, limits));

function sent(outgoing: Outgoing, agents: Agents, limits: TimeLimits): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // RFC 9110 section 9.2.2: a POST may not be sent twice.
    const { signal, method, once = method === 'POST' } = outgoing;
    if (signal?.aborted === true) {
      reject(new Failure('cancelled'));
      return;
    }
    const { connections } = agents;
    const origin = originOf(outgoing.url);
    const request = requestOf(outgoing, origin, agents, limits);
    const detail = { host: request.host };
    let stop: () => void = () => undefined;
    let connecting: NodeJS.Timeout | undefined;
    const settle = () => {
      clearTimeout(connecting);
      signal?.removeEventListener('abort', cancel);
    };
    const fail = (failure: Failure) => {
      settle();
      reject(failure);
    };
    const cancel = () => {
      stop();
      fail(new Failure('cancelled'));
    };
    signal?.addEventListener('abort', cancel);

    const attempt = (fresh: boolean) => {
      const waiting = connections.acquire(
        origin,
        {
          take(connection) {
            clearTimeout(connecting);
            const exchange = new RunningExchange(connection, request, {
              answered(reader) {
                settle();
                resolve(answerOf(reader));
              },
              failed(failure, unanswered) {
                const again = unanswered && connection.reused && !fresh && !once && !connections.isClosed;
                if (again) attempt(true);
                else fail(failure);
              },
            });
            stop = () => exchange.stop();
          },
          fail: (error) =>
            fail(
              error instanceof Failure
                ? error
                : (failureOfSocket(error, detail) ?? new Failure('connection-lost', detail, error)),
            ),
        },
        fresh,
      );
      if (waiting === undefined) return;
      stop = () => waiting.cancel();
      connecting = setTimeout(() => {
        stop();
        fail(new Failure('timed-out', detail));
      }, limits.connectMs);
    };
    attempt(false);
  });
}
