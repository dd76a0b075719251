// A request of another device as the core reads it: bounded in size and time.
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { DeviceRequest } from '../../core/ports/localsend';
import { plainAddress } from '../../core/model/devices/plain-address';
import { shownBy } from './pinned-tls';

const textMs = 10_000;
/** As the transfers of other rooms: a phone that sleeps has lost its connection. */
const silenceMs = 30_000;

async function readText(message: IncomingMessage, mostBytes: number): Promise<string | undefined> {
  if (Number(message.headers['content-length'] ?? 0) > mostBytes) return undefined;
  const late = setTimeout(() => message.destroy(), textMs);
  try {
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > mostBytes) return undefined;
      pieces.push(piece);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch {
    return undefined;
  } finally {
    clearTimeout(late);
  }
}

/** With a length the end of the connection is told from the end of the body by Node, and without one by the last chunk. */
async function* readPieces(message: IncomingMessage): AsyncIterable<Uint8Array> {
  const { socket } = message;
  const onSilence = () => message.destroy(new Error('silent'));
  socket.setTimeout(silenceMs, onSilence);
  try {
    // The answer goes by the same socket, also where the body is not wanted to its end.
    yield* message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    if (!message.complete) throw new Error('broken off');
  } finally {
    socket.setTimeout(0);
    socket.off('timeout', onSilence);
  }
}

/** `undefined` for an address that is none. `gone`: fires when the connection is over. */
export function heardRequest(message: IncomingMessage, gone: AbortSignal): DeviceRequest | undefined {
  const [path = '', ...query] = (message.url ?? '').split('?');
  const { socket, method = '' } = message;
  const certificate = 'getPeerCertificate' in socket ? shownBy(socket as TLSSocket) : undefined;
  const { remoteAddress } = socket;
  if (remoteAddress === undefined) return undefined;
  return {
    method,
    path,
    query: new URLSearchParams(query.join('?')),
    from: plainAddress(remoteAddress),
    ...(certificate !== undefined && { certificate }),
    text: (mostBytes) => readText(message, mostBytes),
    pieces: () => readPieces(message),
    gone,
  };
}
