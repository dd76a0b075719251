// One HTTP request with a body from memory over keep-alive sockets, with time limits on connecting and on silence.
import http from 'node:http';
import https from 'node:https';
import { TLSSocket, type SecureContext } from 'node:tls';
import { Failure } from '../../core/model/failure';
import { watchCertificate } from './peer-certificate';
import { failureOfSocket } from './socket-errors';

export interface TimeLimits {
  /** From the request to an open (and, for https, encrypted) socket. */
  readonly connectMs: number;
  /** Without a byte in either direction; also from a response's first line to its last byte. */
  readonly silenceMs: number;
}

export const usualTimeLimits: TimeLimits = { connectMs: 10_000, silenceMs: 30_000 };

export interface Agents {
  readonly http: http.Agent;
  readonly https: http.Agent;
  close(): void;
}

/** An agent for https that remembers which certificate it refused. */
class WatchfulAgent extends https.Agent {
  override createConnection(...args: Parameters<https.Agent['createConnection']>) {
    const socket = super.createConnection(...args);
    if (socket instanceof TLSSocket) watchCertificate(socket);
    return socket;
  }
}

type Pair = Pick<Agents, 'http' | 'https'>;

const directly = (options: http.AgentOptions, trusted: SecureContext | undefined): Pair => ({
  http: new http.Agent(options),
  https: new WatchfulAgent({ ...options, ...(trusted !== undefined && { secureContext: trusted }) }),
});

/** `trusted`: instead of the usual authorities. `through`: the agents of a proxy. */
export function createAgents(
  maxSockets: number,
  trusted?: SecureContext,
  through?: (options: http.AgentOptions) => Pair,
): Agents {
  const options = { keepAlive: true, maxSockets, scheduling: 'lifo' as const };
  const agents = through?.(options) ?? directly(options, trusted);
  return {
    ...agents,
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

export interface Outgoing {
  readonly method: 'GET' | 'PUT' | 'HEAD' | 'POST' | 'DELETE';
  /** Absolute, already encoded and signed. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly signal?: AbortSignal;
  /** Called with the bytes of the body that have left this computer so far; the answer alone says that all of them arrived. */
  readonly onSent?: (sentBytes: number) => void;
  readonly pace?: (bytes: number) => Promise<void> | undefined;
  /** Of the answer; usually 64 KiB. */
  readonly mostBytes?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** The first 64 KiB, or `mostBytes`; longer bodies are cut off. */
  readonly bytes: Buffer;
  /** Those bytes as text. */
  body(): string;
}

const answerBytes = 65_536;
const sliceBytes = 262_144;
/**
 * The send buffer of a fresh socket: Windows gives 64 KiB, Linux a little more (tcp_wmem). Node cannot ask for it, and the system lets it grow
 * only with the throughput.
 */
const socketBufferBytes = 65_536;

/** Bytes that went out of the `takenBytes` that the socket took: at least the first, because an open socket sends that at once. */
const outOf = (takenBytes: number): number => Math.max(1, takenBytes - socketBufferBytes);

/** Sends one request. Raises `cancelled`, `timed-out`, `connection-lost`, `not-s3` and the codes of `socket-errors`. */
export function send(outgoing: Outgoing, agents: Agents, limits: TimeLimits): Promise<Answer> {
  const url = new URL(outgoing.url);
  const secure = url.protocol === 'https:';
  const detail = { host: url.host };
  return new Promise((resolve, reject) => {
    if (outgoing.signal?.aborted === true) {
      reject(new Failure('cancelled'));
      return;
    }
    const request = (secure ? https : http).request({
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? undefined : Number(url.port),
      path: outgoing.url.slice(outgoing.url.indexOf(url.host) + url.host.length),
      method: outgoing.method,
      headers: { host: url.host, ...outgoing.headers },
      agent: secure ? agents.https : agents.http,
    });
    // Node's own `signal` option watches the whole life of the request, at a quarter of the price of the request.
    const stop = () => {
      reject(new Failure('cancelled'));
      request.destroy();
    };
    outgoing.signal?.addEventListener('abort', stop);
    const forget = () => outgoing.signal?.removeEventListener('abort', stop);
    const connecting = setTimeout(() => {
      // A request without a socket, as during a proxy's handshake, has no other time limit.
      reject(new Failure('timed-out', detail));
      request.destroy();
    }, limits.connectMs);
    const settle = () => clearTimeout(connecting);
    // A slow trickle of bytes is no silence: the first line and the rest have a time limit each.
    let answering: NodeJS.Timeout | undefined;
    const expectAnswer = () => {
      answering = setTimeout(() => {
        reject(new Failure('timed-out', detail));
        request.destroy();
      }, limits.silenceMs);
    };
    request.setTimeout(limits.silenceMs, () => request.destroy(new Failure('timed-out', detail)));
    request.on('socket', (socket) => {
      if (!socket.connecting) settle();
      else socket.once(secure ? 'secureConnect' : 'connect', settle);
    });
    // The body is sent; a response that came earlier has its time limit already.
    request.on('finish', () => {
      if (answering === undefined) expectAnswer();
    });
    request.on('error', (error) => {
      settle();
      clearTimeout(answering);
      forget();
      if (outgoing.signal?.aborted === true) reject(new Failure('cancelled'));
      else if (error instanceof Failure) reject(error);
      else reject(failureOfSocket(error, detail) ?? new Failure('connection-lost', detail, error));
    });
    request.on('response', (response) => {
      settle();
      if (answering === undefined) expectAnswer();
      else answering.refresh();
      collect(response, detail.host, outgoing.mostBytes ?? answerBytes)
        .then(resolve, reject)
        .finally(() => {
          clearTimeout(answering);
          forget();
        });
    });
    write(request, outgoing, limits.silenceMs);
  });
}

/** Writes in slices: progress counts what left the socket's buffer, and the bandwidth limit can delay the next slice. */
function write(request: http.ClientRequest, { body, onSent, pace }: Outgoing, silenceMs: number): void {
  if (body === undefined || body.length === 0) {
    request.end();
    return;
  }
  if (body.length <= sliceBytes && pace === undefined) {
    request.end(body, () => onSent?.(outOf(body.length)));
    return;
  }
  let offset = 0;
  const step = () => {
    while (offset < body.length && !request.destroyed) {
      const slice = body.subarray(offset, offset + sliceBytes);
      const waiting = pace?.(slice.length);
      if (waiting !== undefined) {
        // Waiting for the bandwidth limit is not the server's silence.
        request.setTimeout(0);
        void waiting.then(() => {
          request.setTimeout(silenceMs);
          if (writeSlice(slice)) step();
        });
        return;
      }
      if (!writeSlice(slice)) return;
    }
    if (offset >= body.length) request.end();
  };
  /** False when the socket asks to wait; it goes on by itself then. */
  const writeSlice = (slice: Uint8Array): boolean => {
    if (request.destroyed) return false;
    offset += slice.length;
    const sent = offset;
    const room = request.write(slice, (error) => {
      // A socket that fails, or never opens, drops the slice and calls back too.
      if (error === undefined || error === null) onSent?.(outOf(sent));
    });
    if (!room) request.once('drain', step);
    return room;
  };
  step();
}

function collect(response: http.IncomingMessage, host: string, mostBytes: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let received = 0;
    let whole = false;
    const done = () => {
      whole = true;
      const [only] = chunks;
      const bytes = only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks);
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        bytes,
        body: () => bytes.toString('utf8'),
      });
    };
    response.on('data', (chunk: Buffer) => {
      received += chunk.length;
      chunks.push(chunk);
      if (received > mostBytes) {
        done();
        response.destroy();
      }
    });
    response.on('end', done);
    response.on('error', (error) =>
      reject(failureOfSocket(error, { host }) ?? new Failure('connection-lost', { host }, error)),
    );
    response.on('close', () => {
      if (!whole) reject(new Failure('connection-lost', { host }));
    });
  });
}
